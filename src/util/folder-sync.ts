import { closeSync, fsyncSync, openSync } from 'node:fs';
import { systemCodeOf } from './system-error.ts';

/** File systems that cannot sync a folder say so with these; a folder that may be written but not read, with the last. */
const NO_FOLDER_SYNC = new Set<string | undefined>([
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EISDIR',
  'EBADF',
  'EACCES',
]);

function orUnlessImpossible<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (NO_FOLDER_SYNC.has(systemCodeOf(error))) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Makes the names in a folder outlive a power cut. It is opened before the names are changed, so that a lack of descriptors
 * or of permission is met while nothing has been done.
 */
export class FolderSync {
  readonly #descriptor: number | undefined;

  constructor(path: string) {
    this.#descriptor = orUnlessImpossible(() => openSync(path, 'r'));
  }

  sync(): void {
    const descriptor = this.#descriptor;
    if (descriptor !== undefined) {
      orUnlessImpossible(() => fsyncSync(descriptor));
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) {
      closeQuietly(this.#descriptor);
    }
  }
}

/** Closes what was synced or only read: nothing can be lost by it any more. */
export function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // The descriptor is gone all the same.
  }
}
