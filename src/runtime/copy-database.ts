import { LodestarError } from '../errors.ts';
import { Connection } from './connection.ts';
import { makeFile } from './folders.ts';
import { removeDatabase } from './move-database.ts';
import type { Modes } from './modes.ts';

/**
 * Copies a database, as it was at one moment, into a file of its own with just these modes. It is one file, without a WAL,
 * so that it can be copied on and read from where nothing can be written. Throws SQLite's own errors, and RUNTIME_BUSY.
 */
export async function copyDatabase(from: Connection, to: string, modes: Modes): Promise<void> {
  removeDatabase(to);
  makeFile(to, modes);
  const busy = (): LodestarError =>
    new LodestarError('RUNTIME_BUSY', `${from.path} was locked by another process`, {
      details: { path: from.path, waited_ms: from.busyTimeoutMs },
    });
  await from.copyTo(to, busy);
  const copy = new Connection(to, { mustExist: true });
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
}
