import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { LodestarError, type ErrorCode } from '../errors.ts';
import type { FileIdentity } from './stable-read.ts';
import { randomBytes } from '../util/crypto.ts';

export type Replaced =
  | { readonly kind: 'written'; readonly identity: FileIdentity }
  /** Something else changed the file, or its folder, in the meantime; nothing was written. */
  | { readonly kind: 'moved' };

export interface Replacement {
  /** Real path: a link there would be replaced by a file. */
  readonly path: string;
  /** What the temporary file beside it is named for, such as `spec.yaml`. */
  readonly name: string;
  /** Which joined are its new content. */
  readonly chunks: readonly Uint8Array[];
  /** Asked once all is on the disk and only the rename is left: whether the file is still the one that was read. */
  readonly isUnmoved: () => boolean;
}

const ERROR_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'DISK_FULL',
  EROFS: 'SPEC_READONLY',
  EACCES: 'SPEC_READONLY',
  EPERM: 'SPEC_READONLY',
};

/** The folder was taken away: by a checkout of a branch without it, or by a clean. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ESTALE']);

/** File systems that cannot sync a folder say so with these; a folder that may be written but not read, with the last. */
const NO_FOLDER_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EBADF', 'EACCES']);

/** No writer takes a minute between making its temporary file and renaming it. */
const LEFT_OVER_AFTER_MS = 60_000;

/** Only for a file that is made anew; Git knows no other mode. */
const NEW_FILE_MODE = 0o666;

function errorCodeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

/** Whether the file, or its folder, was not there when the operating system was asked for it. */
export function isGone(error: unknown): boolean {
  return GONE.has(errorCodeOf(error));
}

/** A refusal of the operating system as the failure that callers know; anything else as it is. */
export function toWriteError(error: unknown, path: string): unknown {
  const code = errorCodeOf(error);
  if (error instanceof LodestarError || code === '' || !(error instanceof Error)) {
    return error;
  }
  const known = ERROR_CODES[code] ?? 'RUNTIME_IO';
  return new LodestarError(known, `Cannot write ${path}: ${error.message}`, {
    cause: error,
    details: { path },
  });
}

/** `.spec.yaml.<process>-<random>.tmp` beside `spec.yaml`. */
function temporaryName(name: string): string {
  return `.${name}.${process.pid}-${Buffer.from(randomBytes(6)).toString('hex')}.tmp`;
}

function isTemporaryOf(name: string, file: string): boolean {
  const prefix = `.${name}.`;
  return file.startsWith(prefix) && /^\d+-[\da-f]{12}\.tmp$/u.test(file.slice(prefix.length));
}

/**
 * Removes the temporary files that writers of `name` left in a folder when they were killed. To be called under the
 * mutex of that file. Silent: what follows will say what matters.
 */
export function removeLeftovers(folder: string, name: string, nowMs: number): void {
  try {
    for (const entry of readdirSync(folder)) {
      const file = join(folder, entry);
      if (isTemporaryOf(name, entry) && nowMs - statSync(file).mtimeMs > LEFT_OVER_AFTER_MS) {
        rmSync(file, { force: true });
      }
    }
  } catch {
    // The folder cannot be read, or somebody else was quicker.
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written);
  }
}

/** The new file is of the same owner and mode as the old one; who may not give files away keeps them. */
function copyOwnerAndMode(descriptor: number, old: Stats): void {
  const own = fstatSync(descriptor);
  if (own.uid !== old.uid || own.gid !== old.gid) {
    try {
      fchownSync(descriptor, old.uid, old.gid);
    } catch (error) {
      if (errorCodeOf(error) !== 'EPERM') {
        throw error;
      }
    }
  }
  fchmodSync(descriptor, old.mode & 0o7777);
}

function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errorCodeOf(error))) {
      throw error;
    }
  }
}

function identityOf(descriptor: number): FileIdentity {
  const { size, mtimeNs, ctimeNs, ino } = fstatSync(descriptor, { bigint: true });
  return { size: Number(size), mtimeNs: String(mtimeNs), ctimeNs: String(ctimeNs), ino: String(ino) };
}

function writeAndRename(descriptor: number, temporary: string, replacement: Replacement): Replaced {
  const { path, chunks, isUnmoved } = replacement;
  const old = statSync(path, { throwIfNoEntry: false });
  if (old !== undefined) {
    copyOwnerAndMode(descriptor, old);
  }
  for (const chunk of chunks) {
    writeAll(descriptor, chunk);
  }
  fsyncSync(descriptor);
  if (!isUnmoved()) {
    return { kind: 'moved' };
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
  // Asked of the open file, not of the path: another program may have put a file of its own there by now.
  return { kind: 'written', identity: identityOf(descriptor) };
}

/**
 * Replaces a file at once and for good: its new content is on the disk before it takes the file's name, and so is the
 * name before this returns. A reader sees the old file or the new one. Nothing is left behind when it fails.
 * @throws LodestarError `DISK_FULL`, `SPEC_READONLY`, or `RUNTIME_IO`.
 */
export function replaceFile(replacement: Replacement): Replaced {
  const { path, name } = replacement;
  const temporary = join(dirname(path), temporaryName(name));
  let descriptor: number | undefined;
  let replaced: Replaced | undefined;
  try {
    descriptor = openSync(
      temporary,
      'wx',
      statSync(path, { throwIfNoEntry: false }) === undefined ? NEW_FILE_MODE : 0o600,
    );
    replaced = writeAndRename(descriptor, temporary, replacement);
    return replaced;
  } catch (error) {
    if (isGone(error)) {
      return { kind: 'moved' };
    }
    throw toWriteError(error, path);
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
    if (replaced?.kind !== 'written') {
      rmSync(temporary, { force: true });
    }
  }
}
