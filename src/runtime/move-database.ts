import { chmodSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { FolderSync } from '../util/folder-sync.ts';
import { linkOrRename } from '../util/link-or-rename.ts';
import { identifyFile } from './file-identity.ts';
import { makeFolder, syncFolder } from './folders.ts';
import { sharedMemoryOf, sideFilesOf, walOf } from './sqlite-files.ts';
import type { Modes } from './modes.ts';

/** Removes a database that nobody uses, with what SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const file of [path, ...sideFilesOf(path)]) {
    rmSync(file, { force: true });
  }
}

/** Removes what the next open of that path removes as well, where it can be done. */
function removeQuietly(...files: readonly string[]): void {
  for (const file of files) {
    try {
      rmSync(file, { force: true });
    } catch {
      // Whoever makes a database there next will be told why.
    }
  }
}

/** Gives a WAL its old name where it lost it, and takes the new one away. */
function takeWalBack(from: string, to: string): void {
  if (identifyFile(walOf(from)) === undefined) {
    renameSync(walOf(to), walOf(from));
  } else {
    removeQuietly(walOf(to));
  }
}

/** Whoever was not meant to read a runtime does not read it under another name either. Silent of another user's. */
function setModes(path: string, modes: Modes): void {
  for (const file of [path, walOf(path)]) {
    try {
      if (lstatSync(file).isFile()) {
        chmodSync(file, modes.file);
      }
    } catch {
      // It is not there, or whoever owns it has to; doctor tells of it.
    }
  }
}

/** Renames, and takes it back where it cannot be made to last. */
function renameForGood(from: string, to: string, folders: readonly FolderSync[]): void {
  renameSync(from, to);
  try {
    folders.forEach((folder) => folder.sync());
  } catch (error) {
    renameSync(to, from);
    throw error;
  }
}

/**
 * Moves a database under another name of the same file system, with the modes that are meant, replacing what is there. The caller holds `runtime.lock`.
 * Its WAL gets the new name first: a move that is cut short loses no commit that is not in the database yet. All that can
 * fail comes before the rename, or takes it back.
 */
export function moveDatabase(from: string, to: string, modes: Modes): void {
  if (makeFolder(dirname(to), modes)) {
    syncFolder(dirname(dirname(to)));
  }
  const folders: FolderSync[] = [];
  try {
    folders.push(new FolderSync(dirname(to)));
    folders.push(new FolderSync(dirname(from)));
    removeDatabase(to);
    setModes(from, modes);
    const wal = identifyFile(walOf(from));
    const hasCommits = wal !== undefined && wal.size > 0n;
    if (hasCommits) {
      linkOrRename(walOf(from), walOf(to));
    }
    try {
      renameForGood(from, to, folders);
    } catch (error) {
      if (hasCommits) {
        takeWalBack(from, to);
      }
      throw error;
    }
    removeQuietly(walOf(from), sharedMemoryOf(from));
  } finally {
    folders.forEach((folder) => folder.close());
  }
}
