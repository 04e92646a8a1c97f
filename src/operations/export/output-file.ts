import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { LodestarError, type ErrorCode } from '../../errors.ts';
import { writeAll } from '../../spec/fill-file.ts';
import { randomBytes } from '../../util/crypto.ts';
import { linkOrRename } from '../../util/link-or-rename.ts';
import { lookAtFile } from '../../util/look-at-file.ts';
import { systemCodeOf } from '../../util/system-error.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'FILE_READONLY',
  EPERM: 'FILE_READONLY',
  EROFS: 'FILE_READONLY',
  ENOENT: 'FILE_NOT_FOUND',
  ENOTDIR: 'FILE_NOT_FOUND',
  EEXIST: 'FILE_EXISTS',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
};

function fileError(error: unknown, file: string): unknown {
  const system = systemCodeOf(error);
  if (system === undefined) {
    return error;
  }
  const code = CODES[system] ?? 'RUNTIME_IO';
  return new LodestarError(code, `${file} cannot be written: ${system}`, {
    details: { path: file },
    cause: error,
    ...(code === 'FILE_EXISTS' ? { hint: 'Choose another path, or pass `--force`.' } : {}),
  });
}

/** A file that gets its name when it is whole: until then, and when that fails, what was there stays. */
export class OutputFile {
  readonly path: string;
  readonly #temporary: string;
  readonly #force: boolean;
  #descriptor: number | undefined;

  /** FILE_EXISTS where something is there and `force` is not set, and for a folder in any case. */
  constructor(file: string, { force }: { readonly force: boolean }) {
    this.path = file;
    this.#force = force;
    this.#temporary = path.join(
      path.dirname(file),
      `.${path.basename(file)}-new-${Buffer.from(randomBytes(6)).toString('hex')}`,
    );
    const present = lookAtFile(file);
    if (present !== undefined && (!force || !present.isFile())) {
      throw new LodestarError('FILE_EXISTS', `${file} is already there`, {
        details: { path: file },
        hint: 'Choose another path, or pass `--force` to replace a file.',
      });
    }
  }

  /** Empties it. */
  begin(): void {
    this.#try(() => {
      this.#close();
      this.#descriptor = openSync(this.#temporary, 'w');
    });
  }

  write(bytes: Uint8Array): void {
    this.#try(() => {
      if (this.#descriptor !== undefined) {
        writeAll(this.#descriptor, bytes);
      }
    });
  }

  /** Makes it last, under its name. */
  publish(): void {
    this.#try(() => {
      if (this.#descriptor !== undefined) {
        fsyncSync(this.#descriptor);
      }
      this.#close();
      (this.#force ? renameSync : linkOrRename)(this.#temporary, this.path);
    });
  }

  /** What is left of an attempt goes; what is under the name stays. */
  clear(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    if (this.#descriptor !== undefined) {
      closeSync(this.#descriptor);
      this.#descriptor = undefined;
    }
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      throw fileError(error, this.path);
    }
  }
}
