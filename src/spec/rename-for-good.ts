import { fstatSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { closeQuietly, FolderSync } from '../util/folder-sync.ts';
import { copyOwnerAndMode, writeAll } from './fill-file.ts';
import { identityOf, type FileIdentity } from './stable-read.ts';
import { isGone } from './write-error.ts';

/** Opened so that what the rename takes away can be put back. */
function openOld(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (isGone(error)) {
      return undefined;
    }
    throw error;
  }
}

function isAt(path: string, ino: bigint): boolean {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino === ino;
}

/** Only as long as nobody else has put something there since. */
function putBack(
  path: string,
  old: number | undefined,
  { temporary, own }: { temporary: string; own: bigint },
): void {
  if (!isAt(path, own)) {
    return;
  }
  if (old === undefined) {
    rmSync(path);
    return;
  }
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    copyOwnerAndMode(descriptor, fstatSync(old));
    writeAll(descriptor, readAll(old));
  } finally {
    closeQuietly(descriptor);
  }
  renameSync(temporary, path);
}

/** What the rename did, for who judges whether it may stay. */
export interface Renamed {
  /** The path still leads to the new file. */
  readonly isThere: () => boolean;
  /** What was there before, as it is by now; `undefined` when there was nothing. */
  readonly replaced: () => Uint8Array | undefined;
}

/** A file under a temporary name that is to have another. */
export interface Renaming {
  readonly descriptor: number;
  readonly temporary: string;
  readonly path: string;
  /** Asked when the file has its name; where it says no, what was there before is put back. */
  readonly mayStay: (renamed: Renamed) => Promise<boolean>;
}

/** As often as somebody wants to know, from its beginning. */
function readAll(descriptor: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(fstatSync(descriptor).size);
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, length);
    if (count === 0) {
      break;
    }
    length += count;
  }
  return bytes.subarray(0, length);
}

/**
 * Gives the file its name, and takes that back where it cannot be made to last or may not stay: who is told of a failure
 * finds nothing changed. `undefined` when it may not stay. The identity is asked of the open file, not of the path:
 * another program may have put a file of its own there.
 */
export async function renameForGood(renaming: Renaming): Promise<FileIdentity | undefined> {
  const { descriptor, temporary, path, mayStay } = renaming;
  const own = fstatSync(descriptor, { bigint: true }).ino;
  const folder = new FolderSync(dirname(path));
  let old: number | undefined;
  try {
    old = openOld(path);
    const replaced = old;
    renameSync(temporary, path);
    try {
      folder.sync();
      const identity = identityOf(fstatSync(descriptor, { bigint: true }));
      const renamed: Renamed = {
        isThere: () => isAt(path, own),
        replaced: () => (replaced === undefined ? undefined : readAll(replaced)),
      };
      if (await mayStay(renamed)) {
        return identity;
      }
      putBack(path, old, { temporary, own });
      return undefined;
    } catch (error) {
      putBack(path, old, { temporary, own });
      throw error;
    }
  } finally {
    folder.close();
    if (old !== undefined) {
      closeQuietly(old);
    }
  }
}
