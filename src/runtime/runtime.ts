import type { LodestarError } from '../errors.ts';
import type { Now } from '../model/now.ts';
import type { CacheConnection } from './attached-cache.ts';
import type { OpenFileOptions } from './open-file.ts';
import type { TextFilter } from './clean-event.ts';
import type { ReadTx, WriteTx } from './transaction.ts';

export interface OpenRuntimeOptions extends OpenFileOptions {
  readonly now: () => Now;
  /** Takes secrets out of a text before it is stored; none are looked for when it is not given. */
  readonly withoutSecrets?: TextFilter;
}

export interface TransactOptions {
  /** Roll back and answer what would have been. */
  readonly dryRun?: boolean;
  /**
   * Reads while it waits, as long as another has the write lock: throws what would be refused in any case. So those who
   * are refused neither wait for their turn nor take one.
   */
  readonly whileBusy?: ((tx: ReadTx) => Promise<void>) | undefined;
}

/**
 * The runtime plane of one repository, open. Calls on it queue: one runs at a time. A function that is given to it may run
 * more than once, because a file that was moved away meanwhile is opened anew; so it acts on nothing but its transaction,
 * awaits nothing but its statements, and calls no other method of the runtime.
 */
export interface Runtime {
  readonly path: string;
  /** Holds `runtime.lock` and what is put aside. */
  readonly localDir: string;
  /** The random name of this runtime; another after a reset, a copy or a restore. */
  readonly epoch: string;
  /** `unavailable`: for lack of write permission nothing could be opened or made. Then it reads as empty and refuses to write. */
  readonly mode: 'writable' | 'unavailable';
  /** Why it is unavailable: RUNTIME_READONLY or RUNTIME_FOREIGN_OWNER. */
  readonly unavailable: LodestarError | undefined;
  /** Attaches a cache as `cache`, now and after every reopening; from the next call on. */
  attachCache(path: string, prepare: (connection: CacheConnection) => void): void;
  /** Reads in one snapshot. */
  read<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T>;
  /** Decides and writes with the write lock held from the start; what it answers is committed. */
  transact<T>(fn: (tx: WriteTx) => Promise<T>, options?: TransactOptions): Promise<T>;
  /** Writes the attached cache and only reads the runtime, whose writers are not held up. */
  writeCache<T>(fn: (tx: ReadTx) => Promise<T>): Promise<T>;
  /** Notes, at most once a minute, that a joined agent was seen. Failing to is silent. */
  beat(actor: string): void;
  close(): void;
}
