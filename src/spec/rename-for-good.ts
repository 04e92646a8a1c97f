import { fstatSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
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

/** Only as long as nobody else has put something there since. */
function putBack(
  path: string,
  old: number | undefined,
  { temporary, own }: { temporary: string; own: bigint },
): void {
  if (statSync(path, { bigint: true, throwIfNoEntry: false })?.ino !== own) {
    return;
  }
  if (old === undefined) {
    rmSync(path);
    return;
  }
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    copyOwnerAndMode(descriptor, fstatSync(old));
    writeAll(descriptor, readFileSync(old));
  } finally {
    closeQuietly(descriptor);
  }
  renameSync(temporary, path);
}

/**
 * Gives the file its name, and takes that back where it cannot be made to last: who is told of a failure finds nothing
 * changed. The identity is asked of the open file, not of the path: another program may have put a file of its own there.
 */
export function renameForGood(descriptor: number, temporary: string, path: string): FileIdentity {
  const own = fstatSync(descriptor, { bigint: true }).ino;
  const folder = new FolderSync(dirname(path));
  let old: number | undefined;
  try {
    old = openOld(path);
    renameSync(temporary, path);
    try {
      folder.sync();
      return identityOf(fstatSync(descriptor, { bigint: true }));
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
