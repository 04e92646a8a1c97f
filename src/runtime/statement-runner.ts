import { invariant } from '../util/invariant.ts';
import type { Connection, SqlValue } from './connection.ts';
import type { Statement } from './statement.ts';

/** Runs statements that read. */
export interface QueryTx {
  get<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row | undefined>;
  all<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]>;
}

/** Reads with SQL of the caller's own as well: for the attached cache, and for what looks at tables as such. */
export interface RawTx extends QueryTx {
  raw<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

/** Runs statements that write as well: all that `apply` gets. */
export interface ApplyTx extends QueryTx {
  /** How many rows the statement changed. */
  run<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<number>;
  /** The rowid of the row that the statement added. */
  insert<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<number>;
}

/** Runs statements on one connection until it is ended; who kept it for later is told so. */
export class StatementRunner implements ApplyTx, RawTx {
  readonly #connection: Connection;
  #ended = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async get<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row | undefined> {
    this.assertOpen();
    return this.#connection.get<Row>(statement.sql, statement.bind(params));
  }

  async all<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]> {
    this.assertOpen();
    return this.#connection.all<Row>(statement.sql, statement.bind(params));
  }

  async run<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<number> {
    this.assertOpen();
    return this.#connection.run(statement.sql, statement.bind(params));
  }

  async insert<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<number> {
    this.assertOpen();
    return this.#connection.insert(statement.sql, statement.bind(params));
  }

  async raw<Row>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    this.assertOpen();
    return this.#connection.rows<Row>(sql, values) ?? [];
  }

  end(): void {
    this.#ended = true;
  }

  protected assertOpen(): void {
    invariant(!this.#ended, 'a transaction is not used after its end');
  }
}
