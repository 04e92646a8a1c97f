import { join } from 'node:path';
import { LodestarError } from '../errors.ts';
import { invariant } from '../util/invariant.ts';
import type { CacheConnection } from './attached-cache.ts';
import { beatOnce } from './beat.ts';
import { CacheSlot } from './cache-slot.ts';
import type { Connection } from './connection.ts';
import { refuseNewer } from './migrate.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { modesOf } from './runtime-files.ts';
import type { OpenRuntimeOptions, Runtime, TransactOptions } from './runtime.ts';
import { SerialQueue, writerQueue } from './serial-queue.ts';
import { compileStatements } from './statement.ts';
import { codeOf, isBusy, mapError } from './sqlite-error.ts';
import { takeLock } from './take-lock.ts';
import { DRY_RUN, READ, rollBack, WRITE, WRITE_CACHE, type TransactionKind } from './transaction-kind.ts';
import { Transaction, type ReadTx, type WriteTx } from './transaction.ts';

/** The file was moved or made anew each time: somebody removes it faster than it can be used. */
const MAX_ATTEMPTS = 50;

/** Those who wait to write the runtime or the cache of a checkout: what is written at once. */
const LINE = 'runtime-line';

interface SessionState {
  readonly file: OpenFile;
  readonly unavailable: LodestarError | undefined;
}

/** One process's hold on a runtime: its connection, the cache attached to it, and the queue of calls on both. */
export class RuntimeSession implements Runtime {
  readonly path: string;
  readonly localDir: string;
  readonly unavailable: LodestarError | undefined;
  readonly #options: OpenRuntimeOptions;
  readonly #queue = new SerialQueue();
  #file: OpenFile;
  #cache: CacheSlot | undefined;
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
    const { bootId } = this.#options.now();
    this.#cache = new CacheSlot({ path, prepare }, { modes: modesOf(this.#options), bootId });
  }

  async read<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    return await this.#queue.run(async () => await this.#untilUnmoved(READ, fn));
  }

  async transact<T>(fn: (tx: WriteTx) => Promise<T>, options: TransactOptions = {}): Promise<T> {
    if (this.unavailable !== undefined) {
      throw this.unavailable;
    }
    compileStatements();
    const kind = options.dryRun === true ? DRY_RUN : WRITE;
    return await this.#asWriter(kind, fn, options.whileBusy);
  }

  async writeCache<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    invariant(this.#cache !== undefined, 'a cache is attached before it is written');
    return await this.#asWriter(WRITE_CACHE, fn);
  }

  beat(actor: string): void {
    const isUsable = !this.#closed && this.#file.connection.isOpen && this.unavailable === undefined;
    if (isUsable && this.#queue.isIdle && !this.#hasMoved()) {
      beatOnce(this.#file.connection, actor, this.#options.now());
    }
  }

  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#closeFile();
    }
  }

  async #asWriter<T>(
    kind: TransactionKind,
    fn: (tx: Transaction) => Promise<T>,
    whileBusy?: TransactOptions['whileBusy'],
  ): Promise<T> {
    const waiting = writerQueue(this.path);
    return await this.#queue.run(
      async () => await waiting.run(async () => await this.#untilUnmoved(kind, fn, whileBusy)),
    );
  }

  async #untilUnmoved<T>(
    kind: TransactionKind,
    fn: (tx: Transaction) => Promise<T>,
    whileBusy?: TransactOptions['whileBusy'],
  ): Promise<T> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      invariant(!this.#closed, 'a runtime is not used after it was closed');
      // At first what is open is taken for what is there: it is compared as soon as the transaction has begun.
      if (attempt > 0 || !this.#file.connection.isOpen) {
        await this.#reopenWhereMoved();
      }
      await this.#cache?.attachTo(this.#file.connection);
      try {
        const done = await this.#runOnce(kind, fn, whileBusy);
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
   * was written there is lost. So nothing is answered before the path was compared once more, after the end. Where it
   * cannot be looked at then, what is committed to the file that was there a moment ago is not told as a failure.
   */
  async #runOnce<T>(
    kind: TransactionKind,
    fn: (tx: Transaction) => Promise<T>,
    whileBusy?: TransactOptions['whileBusy'],
  ): Promise<{ value: T } | undefined> {
    const { connection, epoch } = this.#file;
    await this.#begin(kind, connection, whileBusy);
    const { now, withoutSecrets } = this.#options;
    const tx = new Transaction({ connection, epoch, now: now(), withoutSecrets });
    try {
      if (this.#hasMoved()) {
        return undefined;
      }
      refuseNewer(connection);
      const value = await fn(tx);
      if (tx.hasWrittenCache && this.#cache !== undefined) {
        this.#cache.write(() => kind.end(connection, tx));
      } else {
        kind.end(connection, tx);
      }
      return this.#isKnownToHaveMoved() ? undefined : { value };
    } finally {
      tx.end();
      if (!this.#closed) {
        rollBack(connection);
      }
    }
  }

  async #look(whileBusy: (tx: ReadTx) => Promise<void>): Promise<void> {
    await this.#runOnce(READ, whileBusy);
  }

  /** Waits for the lock that the kind begins with, as long as it is that of the file at the path. */
  async #begin(
    kind: TransactionKind,
    connection: Connection,
    whileBusy: TransactOptions['whileBusy'],
  ): Promise<void> {
    if (kind === READ) {
      kind.begin(connection);
      return;
    }
    let busy: unknown;
    const attempt = (): boolean => {
      try {
        kind.begin(connection);
        return true;
      } catch (error) {
        if (!isBusy(error) || this.#hasMoved()) {
          throw error;
        }
        busy = error;
        return false;
      }
    };
    const options = {
      lineFolder: join(this.localDir, LINE),
      modes: modesOf(this.#options),
      deadlineMs: connection.busyTimeoutMs,
      ...(whileBusy && { beforeWaiting: async () => await this.#look(whileBusy) }),
    };
    if (!(await takeLock(options, attempt))) {
      throw busy;
    }
  }

  /** Returns when the call is to be tried again, and throws what it failed of otherwise. */
  async #recoverFrom(kind: TransactionKind, error: unknown): Promise<void> {
    if (this.#closed) {
      throw error;
    }
    if (this.#hasMoved() || (kind === WRITE && (await this.#hasMadeSpace(error)))) {
      return;
    }
    const mapped = await this.#explain(error);
    const isOurFault = mapped === error;
    const isBusyRuntime = isBusy(error) && kind !== WRITE_CACHE;
    if (isOurFault || isBusyRuntime || !(await this.#replaceCache(error))) {
      throw mapped;
    }
  }

  async #hasMadeSpace(error: unknown): Promise<boolean> {
    if (codeOf(error) !== 'SQLITE_FULL') {
      return false;
    }
    const { freeWal } = await import('./fold-wal.ts');
    return freeWal(this.#file.connection);
  }

  async #explain(error: unknown): Promise<unknown> {
    const mapped = mapError(error, this.path);
    if (mapped !== error || codeOf(error) !== 'SQLITE_ERROR') {
      return mapped;
    }
    const { explainSqlError } = await import('./schema-differences.ts');
    return explainSqlError(error, this.#file.connection) ?? error;
  }

  async #replaceCache(error: unknown): Promise<boolean> {
    return (await this.#cache?.replaceAfter(error, this.#file.connection)) ?? false;
  }

  #isKnownToHaveMoved(): boolean {
    try {
      return this.#hasMoved();
    } catch {
      return false;
    }
  }

  #hasMoved(): boolean {
    return this.unavailable === undefined && !this.#file.place.isKept();
  }

  #closeFile(): void {
    const { connection } = this.#file;
    if (this.#cache === undefined) {
      connection.close();
    } else {
      this.#cache.close(connection);
    }
  }

  /** Where nothing can be opened what was open stays closed, and the next call tries again. */
  async #reopenWhereMoved(): Promise<void> {
    const { isOpen } = this.#file.connection;
    if (isOpen && !this.#hasMoved()) {
      return;
    }
    if (isOpen) {
      // Closed first: where this process alone has the files open, that saves what only its WAL holds.
      this.#closeFile();
    }
    this.#file = await openFile(this.#options);
  }
}
