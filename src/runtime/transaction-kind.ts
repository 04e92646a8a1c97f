import { beginCacheWrite } from './attached-cache.ts';
import type { Connection } from './connection.ts';
import type { Transaction } from './transaction.ts';

/** How a transaction of one kind begins and ends. */
export interface TransactionKind {
  /** Fails at once where another holds the lock that it begins with. */
  readonly begin: (connection: Connection) => void;
  readonly end: (connection: Connection, tx: Transaction) => void;
}

export function rollBack(connection: Connection): void {
  if (connection.inTransaction) {
    connection.run('ROLLBACK');
  }
}

function isInLog(connection: Connection, tx: Transaction): boolean {
  const last = tx.lastAppended;
  if (last === undefined) {
    return false;
  }
  const sql = 'SELECT 1 AS found FROM event WHERE origin = ? AND n = ? AND clock = ?';
  return connection.get(sql, [last.origin, last.n, last.clock]) !== undefined;
}

/** SQLite commits the runtime before the cache: when COMMIT fails and the log has the events, only the cache was not. */
function commit(connection: Connection, tx: Transaction): void {
  try {
    connection.run('COMMIT');
  } catch (error) {
    rollBack(connection);
    if (!isInLog(connection, tx)) {
      throw error;
    }
  }
}

export const READ: TransactionKind = {
  begin: (connection) => {
    connection.waitForLocks(true);
    connection.run('BEGIN');
  },
  end: (connection) => {
    connection.run('COMMIT');
  },
};

export const WRITE: TransactionKind = {
  // It takes the locks of both files: nothing that follows waits for one, but a commit without a WAL.
  begin: (connection) => {
    connection.waitForLocks(false);
    connection.run('BEGIN IMMEDIATE');
    if (connection.commitsWait) {
      connection.waitForLocks(true);
    }
  },
  end: commit,
};

export const DRY_RUN: TransactionKind = {
  begin: WRITE.begin,
  end: rollBack,
};

export const WRITE_CACHE: TransactionKind = {
  begin: (connection) => {
    beginCacheWrite(connection, { wait: false });
  },
  end: READ.end,
};
