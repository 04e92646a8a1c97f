import { fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closeQuietly, FolderSync } from '../util/folder-sync.ts';
import { linkOrRename } from '../util/link-or-rename.ts';
import { systemCodeOf } from '../util/system-error.ts';
import { writeAll } from './fill-file.ts';
import { NEW_FILE_MODE, removeLeftovers, removeQuietly, temporaryName } from './replace-file.ts';
import { toWriteError } from './write-error.ts';

function syncFolder(path: string): void {
  const folder = new FolderSync(path);
  try {
    folder.sync();
  } finally {
    folder.close();
  }
}

/** Makes a folder, and what is missing above it, so that they outlive a power cut. */
function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) {
    return;
  }
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    syncFolder(dirname(made));
  }
}

function writeTemporary(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', NEW_FILE_MODE);
  try {
    writeAll(descriptor, Buffer.from(text, 'utf8'));
    fsyncSync(descriptor);
  } finally {
    closeQuietly(descriptor);
  }
}

/** False when another file has the name. */
function nameForGood(temporary: string, path: string): boolean {
  const folder = new FolderSync(dirname(path));
  try {
    linkOrRename(temporary, path);
    try {
      folder.sync();
    } catch (error) {
      rmSync(path);
      throw error;
    }
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    folder.close();
  }
}

/**
 * Makes a file that is not there yet, whole and for good; never changes one that is: then the answer is false. Its folder
 * is made too. Throws DISK_FULL, SPEC_READONLY or RUNTIME_IO, and then there is none.
 */
export function createFile(path: string, text: string): boolean {
  const folder = dirname(path);
  const temporary = join(folder, temporaryName(basename(path)));
  try {
    makeFolder(folder);
    removeLeftovers(folder, basename(path), Date.now());
    writeTemporary(temporary, text);
    return nameForGood(temporary, path);
  } catch (error) {
    throw toWriteError(error, path);
  } finally {
    removeQuietly(temporary);
  }
}
