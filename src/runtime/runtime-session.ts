import { LodestarError } from '../errors.ts';
import { invariant } from '../util/invariant.ts';
import {
  attachCache,
  attachMemoryCache,
  beginCacheWrite,
  discardCache,
  type CacheConnection,
  type CacheSpec,
} from './attached-cache.ts';
import { beatOnce } from './beat.ts';
import type { Connection } from './connection.ts';
import { identifyFile, isSameFile } from './file-identity.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { modesOf } from './runtime-files.ts';
import type { OpenRuntimeOptions, Runtime, TransactOptions } from './runtime.ts';
import { SerialQueue, writerQueue } from './serial-queue.ts';
import { isBusy, isDamage, mapError } from './sqlite-error.ts';
import { Transaction, type ReadTx, type WriteTx } from './transaction.ts';

/** The file was moved or made anew each time: somebody removes it faster than it can be used. */
const MAX_ATTEMPTS = 50;

interface SessionState {
  readonly file: OpenFile;
  readonly unavailable: LodestarError | undefined;
}

/** How a transaction of one kind begins and ends. */
interface TransactionKind {
  readonly begin: (connection: Connection) => void;
  readonly end: (connection: Connection, tx: Transaction) => void;
}

function rollBack(connection: Connection): void {
  if (connection.inTransaction) {
    connection.exec('ROLLBACK');
  }
}

/** Whether the log holds what a transaction whose COMMIT failed had added: then the runtime was committed and only the cache was not. */
function isCommitted(connection: Connection, tx: Transaction): boolean {
  const last = tx.lastAppended;
  if (last === undefined) {
    return false;
  }
  const row = connection.get('SELECT 1 AS found FROM event WHERE origin = ? AND n = ? AND clock = ?', [
    last.origin,
    last.n,
    last.clock,
  ]);
  return row !== undefined;
}

function commit(connection: Connection, tx: Transaction): void {
  try {
    connection.exec('COMMIT');
  } catch (error) {
    rollBack(connection);
    if (!isCommitted(connection, tx)) {
      throw error;
    }
  }
}

const READ: TransactionKind = {
  begin: (connection) => connection.exec('BEGIN'),
  end: (connection) => connection.exec('COMMIT'),
};
const WRITE: TransactionKind = { begin: (connection) => connection.exec('BEGIN IMMEDIATE'), end: commit };
const DRY_RUN: TransactionKind = { begin: WRITE.begin, end: (connection) => connection.exec('ROLLBACK') };
const WRITE_CACHE: TransactionKind = {
  begin: beginCacheWrite,
  end: (connection) => connection.exec('COMMIT'),
};

/** One process's hold on a runtime: its connection, the cache attached to it, and the queue of calls on both. */
export class RuntimeSession implements Runtime {
  readonly path: string;
  readonly localDir: string;
  readonly unavailable: LodestarError | undefined;
  readonly #options: OpenRuntimeOptions;
  readonly #queue = new SerialQueue();
  #file: OpenFile;
  #cache: CacheSpec | undefined;
  /** What of `#cache` is attached to the present connection. */
  #attached: 'none' | 'file' | 'memory' = 'none';
  #closed = false;

  constructor(options: OpenRuntimeOptions, state: SessionState) {
    this.path = options.path;
    this.localDir = options.localDir;
    this.#options = options;
    this.#file = state.file;
    this.unavailable = state.unavailable;
  }

  get epoch(): string {
    return this.#file.epoch;
  }

  get mode(): 'writable' | 'unavailable' {
    return this.unavailable === undefined ? 'writable' : 'unavailable';
  }

  attachCache(path: string, prepare: (connection: CacheConnection) => void): void {
    invariant(this.#cache === undefined, 'one cache is attached to a runtime');
    this.#cache = { path, prepare };
  }

  async read<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    return await this.#queue.run(async () => await this.#untilUnmoved(READ, fn));
  }

  async transact<T>(fn: (tx: WriteTx) => Promise<T>, options: TransactOptions = {}): Promise<T> {
    if (this.unavailable !== undefined) {
      throw this.unavailable;
    }
    return await this.#asWriter(options.dryRun === true ? DRY_RUN : WRITE, fn);
  }

  async writeCache<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    invariant(this.#cache !== undefined, 'a cache is attached before it is written');
    return await this.#asWriter(WRITE_CACHE, fn);
  }

  beat(actor: string): void {
    if (!this.#closed && this.unavailable === undefined && this.#queue.isIdle && !this.#hasMoved()) {
      beatOnce(this.#file.connection, actor, this.#options.now());
    }
  }

  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#file.connection.close();
    }
  }

  async #asWriter<T>(kind: TransactionKind, fn: (tx: Transaction) => Promise<T>): Promise<T> {
    const waiting = writerQueue(this.path);
    return await this.#queue.run(
      async () => await waiting.run(async () => await this.#untilUnmoved(kind, fn)),
    );
  }

  async #untilUnmoved<T>(kind: TransactionKind, fn: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      await this.#ensureOpen();
      try {
        const done = await this.#runOnce(kind, fn);
        if (done !== undefined) {
          return done.value;
        }
      } catch (error) {
        await this.#recoverFrom(kind, error);
      }
    }
    throw new LodestarError('RUNTIME_BUSY', `${this.path} kept being replaced`, {
      details: { path: this.path },
    });
  }

  /**
   * `undefined` when the path names another file than the one that is open: what was read there may be stale, and what
   * was written there is lost. So nothing is answered before the path was compared once more, after the end.
   */
  async #runOnce<T>(
    kind: TransactionKind,
    fn: (tx: Transaction) => Promise<T>,
  ): Promise<{ value: T } | undefined> {
    const { connection, epoch } = this.#file;
    kind.begin(connection);
    const tx = new Transaction({ connection, epoch, now: this.#options.now() });
    try {
      if (this.#hasMoved()) {
        return undefined;
      }
      const value = await fn(tx);
      kind.end(connection, tx);
      return this.#hasMoved() ? undefined : { value };
    } finally {
      tx.end();
      if (!this.#closed) {
        rollBack(connection);
      }
    }
  }

  /** Returns when the call is to be tried again, and throws what it failed of otherwise. */
  async #recoverFrom(kind: TransactionKind, error: unknown): Promise<void> {
    if (this.#closed) {
      throw error;
    }
    if (this.#hasMoved()) {
      return;
    }
    const mapped = mapError(error, this.path);
    if (this.#attached !== 'file' || this.#cache === undefined || mapped === error) {
      throw mapped;
    }
    // SQLite does not say which of the two files it failed on; without the disposable one it is seen.
    const { connection } = this.#file;
    if (isDamage(error)) {
      await discardCache(connection, this.#cache, modesOf(this.#options));
    } else if (isBusy(error) && kind !== WRITE_CACHE) {
      throw mapped;
    }
    attachMemoryCache(connection, this.#cache);
    this.#attached = 'memory';
  }

  #hasMoved(): boolean {
    return this.unavailable === undefined && !isSameFile(this.#file.identity, identifyFile(this.path));
  }

  async #ensureOpen(): Promise<void> {
    invariant(!this.#closed, 'a runtime is not used after it was closed');
    if (this.#hasMoved()) {
      const moved = this.#file.connection;
      this.#file = await openFile(this.#options);
      this.#attached = 'none';
      moved.close();
    }
    if (this.#cache !== undefined && this.#attached === 'none') {
      this.#attached = await attachCache(this.#file.connection, this.#cache, modesOf(this.#options));
    }
  }
}
