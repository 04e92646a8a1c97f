import type { LodestarEvent, NewEvent } from '../model/event.ts';
import type { Now } from '../model/now.ts';
import { invariant } from '../util/invariant.ts';
import { appendEvent } from './append-event.ts';
import type { cleanEvent, TextFilter } from './clean-event.ts';
import type { Connection, SqlValue } from './connection.ts';
import { StatementRunner, type ApplyTx, type RawTx } from './statement-runner.ts';
import { getLastSeq } from './tables/event.ts';

/** One snapshot of the runtime, and of the cache attached to it. */
export interface ReadTx extends RawTx {
  /** The clocks as read when the transaction began: for a writing one, when it had its lock. */
  readonly now: Now;
  readonly epoch: string;
  /** The `seq` of the newest event, 0 when there is none. */
  lastSeq(): Promise<number>;
}

/** A transaction that has the runtime's write lock. */
export interface WriteTx extends ReadTx, ApplyTx {
  /** Adds an event to the log and applies it. */
  append(event: NewEvent): Promise<LodestarEvent>;
}

export interface TransactionFacts {
  readonly connection: Connection;
  readonly epoch: string;
  readonly now: Now;
  readonly withoutSecrets?: TextFilter | undefined;
}

/** Not for those who only read; kept, because asking for a module anew takes as long as adding an event. */
let clean: typeof cleanEvent | undefined;

/** Both kinds of transaction: what may be done in one is a matter of the type that its user is given. */
export class Transaction extends StatementRunner implements WriteTx {
  readonly now: Now;
  readonly epoch: string;
  readonly #connection: Connection;
  readonly #withoutSecrets: TextFilter | undefined;
  #lastAppended: LodestarEvent | undefined;
  #hasWrittenCache = false;

  constructor(facts: TransactionFacts) {
    super(facts.connection);
    this.now = facts.now;
    this.epoch = facts.epoch;
    this.#connection = facts.connection;
    this.#withoutSecrets = facts.withoutSecrets;
  }

  /** The newest event that this transaction added. */
  get lastAppended(): LodestarEvent | undefined {
    return this.#lastAppended;
  }

  /** A statement on the cache was run that answers no rows. */
  get hasWrittenCache(): boolean {
    return this.#hasWrittenCache;
  }

  override async raw<Row>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    this.assertOpen();
    const rows = this.#connection.rows<Row>(sql, values);
    this.#hasWrittenCache ||= rows === undefined;
    return rows ?? [];
  }

  async lastSeq(): Promise<number> {
    return await getLastSeq(this);
  }

  async append(event: NewEvent): Promise<LodestarEvent> {
    invariant(this.#connection.inTransaction, 'an event is appended inside a transaction');
    this.#lastAppended = await appendEvent(this, await this.#clean(event));
    return this.#lastAppended;
  }

  async #clean(event: NewEvent): Promise<NewEvent> {
    if (this.#withoutSecrets === undefined) {
      return event;
    }
    clean ??= (await import('./clean-event.ts')).cleanEvent;
    return await clean(event, this.#withoutSecrets);
  }
}
