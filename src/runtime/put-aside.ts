import { rmSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { foldWal } from './fold-wal.ts';
import { moveDatabase } from './move-database.ts';
import { openPresentFile, type OpenFile, type OpenFileOptions } from './open-file.ts';
import { modesOf } from './runtime-files.ts';
import { writerQueue } from './serial-queue.ts';
import { walOf } from './sqlite-files.ts';

/** Where a runtime is put, and what is to be read of it at the last. */
export interface PutAside {
  readonly aside: string;
  /** Called with the write lock held, so that nothing is written after what it reads. */
  readonly beforeMove?: (connection: Connection) => void;
}

/** After the move nothing may fail any more; a WAL that cannot be folded stays beside the database, as after a crash. */
function foldMovedWal(connection: Connection, path: string): void {
  try {
    if (foldWal(connection)) {
      rmSync(walOf(path), { force: true });
    }
  } catch {
    // The next open of the database folds it.
  }
}

/** Moves while no writer can be inside. Those who wait for the lock find that the file moved, and start over. */
function moveUnderLock(file: OpenFile, options: OpenFileOptions, { aside, beforeMove }: PutAside): boolean {
  const { connection, place } = file;
  try {
    foldWal(connection);
    connection.exec('BEGIN IMMEDIATE');
    if (!place.isKept()) {
      return false;
    }
    beforeMove?.(connection);
    moveDatabase(options.path, aside, modesOf(options));
    connection.exec('ROLLBACK');
    // This connection shares its readers' marks: it can fold what they have done with, and nobody writes here any more.
    foldMovedWal(connection, aside);
    return true;
  } finally {
    connection.close();
  }
}

/**
 * Moves the runtime that is at a path to another name, whole. False when there is none. The caller holds `runtime.lock`.
 * Throws as `openPresentFile`, and SQLite's own errors.
 */
export async function putAside(options: OpenFileOptions, target: PutAside): Promise<boolean> {
  return await writerQueue(options.path).run(async () => {
    for (;;) {
      const file = openPresentFile(options);
      if (file === undefined) {
        return false;
      }
      if (moveUnderLock(file, options, target)) {
        return true;
      }
    }
  });
}
