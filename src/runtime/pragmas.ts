import type { Connection } from './connection.ts';

/** A WAL that grew past this behind a slow reader is cut back to it as soon as it starts over. */
const WAL_SIZE_LIMIT_BYTES = 4 * 1024 * 1024;
/** So many pages of 4 KiB make a checkpoint due: 4 MiB. */
const WAL_CHECKPOINT_PAGES = 1000;

export type JournalMode = 'wal' | 'delete';

/**
 * Every commit reaches the disk before it is acknowledged: better-sqlite3's own default for WAL loses the last ones in a
 * power cut. With recursive triggers a REPLACE fires those that guard the log as well.
 */
export function configure(connection: Connection, journalMode: JournalMode): void {
  connection.exec(
    `PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
     PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;
     PRAGMA journal_size_limit = ${WAL_SIZE_LIMIT_BYTES}; PRAGMA wal_autocheckpoint = ${WAL_CHECKPOINT_PAGES}`,
  );
  connection.commitsWait = journalMode === 'delete';
  if (connection.pragma('journal_mode') !== journalMode) {
    connection.pragma(`journal_mode = ${journalMode}`);
  }
}
