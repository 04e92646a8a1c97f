import type { Control } from '../harness/rig-run.ts';

/** A transaction of the runtime that is over for its caller, and is committed a moment later. */
export const ACK_BEFORE_COMMIT: Control = {
  removes: 'the commit before the acknowledgement',
  patches: [
    {
      file: 'runtime/transaction-kind.ts',
      find: `export const WRITE: TransactionKind = {
  begin: (connection) => connection.execWithoutWaiting('BEGIN IMMEDIATE'),
  end: commit,
};`,
      replace: `const late = new Map<Connection, () => void>();

export function finish(connection: Connection): void {
  late.get(connection)?.();
  late.delete(connection);
}

export const WRITE: TransactionKind = {
  begin: (connection) => {
    finish(connection);
    connection.execWithoutWaiting('BEGIN IMMEDIATE');
  },
  end: (connection, tx) => {
    late.set(connection, () => commit(connection, tx));
    setTimeout(() => finish(connection), 3);
  },
};`,
    },
    {
      file: 'runtime/transaction-kind.ts',
      find: `  if (connection.inTransaction) {
    connection.exec('ROLLBACK');`,
      replace: `  if (connection.inTransaction && !late.has(connection)) {
    connection.exec('ROLLBACK');`,
    },
    {
      file: 'runtime/transaction-kind.ts',
      find: `  begin: (connection) => connection.exec('BEGIN'),`,
      replace: `  begin: (connection) => {
    finish(connection);
    connection.exec('BEGIN');
  },`,
    },
    {
      file: 'runtime/transaction-kind.ts',
      find: `    beginCacheWrite(connection, { wait: false });`,
      replace: `    finish(connection);
    beginCacheWrite(connection, { wait: false });`,
    },
    {
      file: 'runtime/runtime-session.ts',
      find: `      this.#closed = true;
      this.#file.connection.close();`,
      replace: `      this.#closed = true;
      finish(this.#file.connection);
      this.#file.connection.close();`,
    },
    {
      file: 'runtime/runtime-session.ts',
      find: `import { DRY_RUN, READ,`,
      replace: `import { finish, DRY_RUN, READ,`,
    },
  ],
};
