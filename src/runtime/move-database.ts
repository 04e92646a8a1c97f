import { linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { identifyFile } from './file-identity.ts';
import { makeFolder, syncFolder } from './folders.ts';
import { journalOf, sharedMemoryOf, walOf } from './sqlite-files.ts';
import type { Modes } from './modes.ts';
import { codeOf } from './sqlite-error.ts';

/** Removes a database that nobody uses, with what SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const file of [path, walOf(path), sharedMemoryOf(path), journalOf(path)]) {
    rmSync(file, { force: true });
  }
}

/** File systems without hard links, such as exFAT, tell so in different words. */
const NO_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Gives a file a second name that must be free, or where there are no second names, that name instead of its own. */
export function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error))) {
      throw error;
    }
    renameSync(from, to);
  }
}

/**
 * Moves a database under another name of the same file system, replacing what is there. The caller holds `runtime.lock`.
 * Its WAL gets the new name first: a move that is cut short loses no commit that is not in the database yet.
 */
export function moveDatabase(from: string, to: string, modes: Modes): void {
  makeFolder(dirname(to), modes);
  removeDatabase(to);
  const wal = identifyFile(walOf(from));
  if (wal !== undefined && wal.size > 0n) {
    linkOrRename(walOf(from), walOf(to));
  }
  renameSync(from, to);
  rmSync(walOf(from), { force: true });
  rmSync(sharedMemoryOf(from), { force: true });
  syncFolder(dirname(to));
  syncFolder(dirname(from));
}
