import { fsyncSync, openSync, readdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomBytes } from '../util/crypto.ts';
import { closeQuietly } from '../util/folder-sync.ts';
import { copyOwnerAndMode, writeAll } from './fill-file.ts';
import { renameForGood, type Renamed } from './rename-for-good.ts';
import type { FileIdentity } from './stable-read.ts';
import { isGone, toWriteError } from './write-error.ts';

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
  /** Asked once the file has its name; where it says no, what was there before is put back. */
  readonly mayStay?: (renamed: Renamed) => Promise<boolean>;
}

/** No writer takes a minute between making its temporary file and renaming it. */
const LEFT_OVER_AFTER_MS = 60_000;

/** Only for a file that is made anew; Git knows no other mode. */
export const NEW_FILE_MODE = 0o666;

/** `.spec.yaml.<process>-<random>.tmp` beside `spec.yaml`. */
export function temporaryName(name: string): string {
  return `.${name}.${process.pid}-${Buffer.from(randomBytes(6)).toString('hex')}.tmp`;
}

function isTemporaryOf(name: string, file: string): boolean {
  const prefix = `.${name}.`;
  return file.startsWith(prefix) && /^\d+-[\da-f]{12}\.tmp$/u.test(file.slice(prefix.length));
}

/** The temporary files that writers of `name` left in a folder when they were killed. */
export function findLeftovers(folder: string, name: string, nowMs: number): string[] {
  return readdirSync(folder)
    .filter((entry) => isTemporaryOf(name, entry))
    .map((entry) => join(folder, entry))
    .filter(
      (file) => nowMs - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? nowMs) > LEFT_OVER_AFTER_MS,
    );
}

/** Removes them. To be called under the mutex of that file. Silent: what follows will say what matters. */
export function removeLeftovers(folder: string, name: string, nowMs: number): void {
  try {
    for (const file of findLeftovers(folder, name, nowMs)) {
      rmSync(file, { force: true });
    }
  } catch {
    // The folder cannot be read, or somebody else was quicker.
  }
}

async function writeAndRename(
  descriptor: number,
  temporary: string,
  replacement: Replacement,
): Promise<Replaced> {
  const { path, chunks, isUnmoved, mayStay = async () => await Promise.resolve(true) } = replacement;
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
  const identity = await renameForGood({ descriptor, temporary, path, mayStay });
  return identity === undefined ? { kind: 'moved' } : { kind: 'written', identity };
}

export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone already, or removed with what killed writers leave.
  }
}

/**
 * Replaces a file at once and for good: its new content is on the disk before it takes the file's name, and so is the
 * name before this returns. A reader sees the old file or the new one. When it fails the old one is there, and nothing is
 * left behind.
 * @throws LodestarError `DISK_FULL`, `SPEC_READONLY`, or `RUNTIME_IO`.
 */
export async function replaceFile(replacement: Replacement): Promise<Replaced> {
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
    replaced = await writeAndRename(descriptor, temporary, replacement);
    return replaced;
  } catch (error) {
    if (isGone(error)) {
      return { kind: 'moved' };
    }
    throw toWriteError(error, path);
  } finally {
    if (descriptor !== undefined) {
      closeQuietly(descriptor);
    }
    if (replaced?.kind !== 'written') {
      removeQuietly(temporary);
    }
  }
}
