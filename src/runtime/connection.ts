import type BetterSqlite3 from 'better-sqlite3';
import { keepAlive } from './keep-alive.ts';
import { openSqlite, type SqliteDatabase } from './load-sqlite.ts';

/** The greatest number that SQLite takes: all pages in one step, so that no writer makes a copy begin anew. */
const ALL_PAGES = 0x7fffffff;

export type SqlValue = string | number | bigint | null | Uint8Array;

/** Waiting for a lock longer than this fails as busy; set at open, so that the switch to WAL waits as well. */
export const DEFAULT_BUSY_TIMEOUT_MS = 10_000;

interface ConnectionOptions {
  readonly busyTimeoutMs?: number;
  /** Fail when the file is missing; else it is made. */
  readonly mustExist?: boolean;
  readonly readonly?: boolean;
}

/** One open SQLite database. Statements stay prepared, by their text, as long as it is open. Its calls are synchronous. */
export class Connection {
  readonly path: string;
  readonly busyTimeoutMs: number;
  /** Set where a commit waits for readers, as without a WAL: then it may not fail at once. */
  commitsWait = false;
  /** What SQLite was told last. */
  #waits = true;
  readonly #database: SqliteDatabase;
  readonly #prepared = new Map<string, BetterSqlite3.Statement<SqlValue[]>>();

  constructor(path: string, options: ConnectionOptions = {}) {
    this.path = path;
    this.busyTimeoutMs = options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS;
    this.#database = openSqlite(path, {
      timeout: this.busyTimeoutMs,
      fileMustExist: options.mustExist ?? false,
      readonly: options.readonly ?? false,
    });
  }

  get isOpen(): boolean {
    return this.#database.open;
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- who writes the SQL names the shape of its rows
  get<Row>(sql: string, values: readonly SqlValue[] = []): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, values: readonly SqlValue[] = []): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** Runs a statement that answers no rows; how many rows it changed. */
  run(sql: string, values: readonly SqlValue[] = []): number {
    return this.#prepare(sql).run(...values).changes;
  }

  /** Runs a statement that adds one row; its rowid. */
  insert(sql: string, values: readonly SqlValue[] = []): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  /** The rows of a statement that answers some, `undefined` of one that writes. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- who writes the SQL names the shape of its rows
  rows<Row>(sql: string, values: readonly SqlValue[] = []): Row[] | undefined {
    const prepared = this.#prepare(sql);
    if (prepared.reader) {
      return prepared.all(...values) as Row[];
    }
    prepared.run(...values);
    return undefined;
  }

  /** Runs statements without parameters, as many as the text holds. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /**
   * Whether SQLite itself waits for locks from now on. To tell it is a statement that cannot be kept, so that nobody tells
   * it what it was told: who needs it one way asks for that way, and does not set it back.
   */
  waitForLocks(waits: boolean): void {
    if (waits !== this.#waits) {
      this.exec(`PRAGMA busy_timeout = ${waits ? this.busyTimeoutMs : 0}`);
      this.#waits = waits;
    }
  }

  /** The first value that a pragma answers: `pragma('user_version')`. */
  pragma(text: string): unknown {
    return Object.values(this.rows<Record<string, unknown>>(`PRAGMA ${text}`)?.[0] ?? {})[0];
  }

  /**
   * Copies what is committed into the database at a path, as it was at one moment; others go on reading and writing. The
   * file is given the size and the journal mode of this one. Throws `busy()` when the lock is not had in time.
   */
  async copyTo(path: string, busy: () => Error): Promise<void> {
    let steps = 0;
    await this.#database.backup(path, {
      progress: () => {
        steps += 1;
        // The first step only begins. After the next one something is left only where a lock was waited for in vain.
        if (steps > 1) {
          throw busy();
        }
        return ALL_PAGES;
      },
    });
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }

  #prepare(sql: string): BetterSqlite3.Statement<SqlValue[]> {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      prepared = keepAlive(this.#database.prepare<SqlValue[]>(sql));
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }
}
