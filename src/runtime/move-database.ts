import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { identifyFile } from './file-identity.ts';
import { syncFolder } from './folders.ts';
import { sharedMemoryOf, walOf } from './runtime-files.ts';
import type { Modes } from './modes.ts';

/** Removes a database that nobody uses, with what SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const file of [path, walOf(path), sharedMemoryOf(path), `${path}-journal`]) {
    rmSync(file, { force: true });
  }
}

/**
 * Moves a database under another name of the same file system, replacing what is there. The caller holds `runtime.lock`.
 * Its WAL gets the new name first: a move that is cut short loses no commit that is not in the database yet.
 */
export function moveDatabase(from: string, to: string, modes: Modes): void {
  mkdirSync(dirname(to), { recursive: true, mode: modes.dir });
  removeDatabase(to);
  const wal = identifyFile(walOf(from));
  if (wal !== undefined && wal.size > 0n) {
    linkSync(walOf(from), walOf(to));
  }
  renameSync(from, to);
  rmSync(walOf(from), { force: true });
  rmSync(sharedMemoryOf(from), { force: true });
  syncFolder(dirname(to));
  syncFolder(dirname(from));
}
