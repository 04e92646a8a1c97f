import { statSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { isBusy } from './sqlite-error.ts';
import { walOf } from './sqlite-files.ts';

/** Brings the WAL into the database, as far as its readers let it; true when nothing is left in it. */
export function foldWal(connection: Connection): boolean {
  try {
    const row = connection.get<{ busy: number }>('PRAGMA main.wal_checkpoint(TRUNCATE)');
    return row?.busy === 0;
  } catch (error) {
    if (isBusy(error)) {
      return false;
    }
    throw error;
  }
}

/**
 * Gives a full disk back what the WAL takes, up to 4 MiB of commits that are to be in the database anyway; true where that
 * was something. Not inside a transaction.
 */
export function freeWal(connection: Connection): boolean {
  try {
    const { size } = statSync(walOf(connection.path));
    return size > 0 && foldWal(connection) && size > statSync(walOf(connection.path)).size;
  } catch {
    // The disk may be too full for that too; the failure that led here is told.
    return false;
  }
}
