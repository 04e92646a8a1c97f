import type { Control } from '../harness/rig-run.ts';

const KINDS = 'runtime/transaction-kind.ts';
const SESSION = 'runtime/runtime-session.ts';

/** A transaction of the runtime that is over for its caller, and is committed a moment later. */
export const ACK_BEFORE_COMMIT: Control = {
  removes: 'the commit before the acknowledgement',
  patches: [
    {
      file: KINDS,
      find: 'export function rollBack(',
      replace: `const late = new Map<Connection, () => void>();

export function finish(connection: Connection): void {
  late.get(connection)?.();
  late.delete(connection);
}

export function rollBack(`,
    },
    {
      file: KINDS,
      find: `  if (connection.inTransaction) {
    connection.run('ROLLBACK');`,
      replace: `  if (connection.inTransaction && !late.has(connection)) {
    connection.run('ROLLBACK');`,
    },
    {
      file: KINDS,
      find: `    connection.waitForLocks(true);
    connection.run('BEGIN');`,
      replace: `    finish(connection);
    connection.waitForLocks(true);
    connection.run('BEGIN');`,
    },
    {
      file: KINDS,
      find: `    connection.waitForLocks(false);
    connection.run('BEGIN IMMEDIATE');`,
      replace: `    finish(connection);
    connection.waitForLocks(false);
    connection.run('BEGIN IMMEDIATE');`,
    },
    {
      file: KINDS,
      find: `  end: commit,
};`,
      replace: `  end: (connection, tx) => {
    late.set(connection, () => commit(connection, tx));
    setTimeout(() => finish(connection), 3);
  },
};`,
    },
    {
      file: KINDS,
      find: '    beginCacheWrite(connection, { wait: false });',
      replace: `    finish(connection);
    beginCacheWrite(connection, { wait: false });`,
    },
    {
      file: SESSION,
      find: `      this.#closed = true;
      this.#closeFile();`,
      replace: `      this.#closed = true;
      finish(this.#file.connection);
      this.#closeFile();`,
    },
    { file: SESSION, find: 'import { DRY_RUN, READ,', replace: 'import { finish, DRY_RUN, READ,' },
  ],
};
