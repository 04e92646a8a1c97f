import type { LodestarEvent, NewEvent } from '../../../src/model/event.ts';
import type { Now } from '../../../src/model/now.ts';
import type { SqlValue } from '../../../src/runtime/connection.ts';
import type { Statement } from '../../../src/runtime/statement.ts';
import type { ReadTx, WriteTx } from '../../../src/runtime/transaction.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';
import type { Turns } from './turns.ts';

interface Taker {
  readonly turns: Turns;
  readonly agent: string;
  /** Of the checkout that the workspace is of. */
  readonly side: number;
}

/** A transaction in which each statement waits for its agent's turn. */
class TurnedTx<Tx extends ReadTx> implements ReadTx {
  readonly now: Now;
  readonly epoch: string;
  protected readonly tx: Tx;
  readonly #taker: Taker;

  constructor(tx: Tx, taker: Taker) {
    this.tx = tx;
    this.now = tx.now;
    this.epoch = tx.epoch;
    this.#taker = taker;
  }

  async get<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row | undefined> {
    await this.turn();
    return await this.tx.get(statement, params);
  }

  async all<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]> {
    await this.turn();
    return await this.tx.all(statement, params);
  }

  async raw<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row[]> {
    await this.turn();
    return await this.tx.raw(sql, values);
  }

  async lastSeq(): Promise<number> {
    await this.turn();
    return await this.tx.lastSeq();
  }

  protected async turn(): Promise<void> {
    await this.#taker.turns.turn(this.#taker.agent);
  }
}

class TurnedWriteTx extends TurnedTx<WriteTx> implements WriteTx {
  async run<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<number> {
    await this.turn();
    return await this.tx.run(statement, params);
  }

  async insert<Params, Row>(statement: Statement<Params, Row>, params: Params): Promise<number> {
    await this.turn();
    return await this.tx.insert(statement, params);
  }

  async append(event: NewEvent): Promise<LodestarEvent> {
    await this.turn();
    return await this.tx.append(event);
  }
}

/**
 * Makes an agent wait for its turn wherever a workspace awaits what others can change: before each transaction, each of
 * its statements and each edit of the spec, and after what was committed. Where no turns are taken all is as it was.
 */
export function takeTurns(workspace: Workspace, taker: Taker): void {
  const { turns, agent, side } = taker;
  const { runtime } = workspace;
  const read = runtime.read.bind(runtime);
  const transact = runtime.transact.bind(runtime);
  const writeCache = runtime.writeCache.bind(runtime);
  const edit = workspace.edit.bind(workspace);
  const withSpecMutex = workspace.withSpecMutex.bind(workspace);
  const turned = <T>(fn: (tx: ReadTx) => Promise<T>) =>
    turns.areTaken ? async (tx: ReadTx) => await fn(new TurnedTx(tx, taker)) : fn;
  const alone = async <T>(write: () => Promise<T>): Promise<T> => {
    const done = await turns.hold('runtime', agent, write);
    await turns.turn(agent);
    return done;
  };
  const editing = async <T>(fn: () => Promise<T>): Promise<T> => {
    const done = await turns.hold(`spec ${side}`, agent, fn);
    await turns.turn(agent);
    return done;
  };
  const replaced: Pick<typeof runtime, 'read' | 'transact' | 'writeCache'> = {
    read: async (fn) => {
      await turns.turn(agent);
      return await read(turned(fn));
    },
    transact: async (fn, options) =>
      await alone(async () => {
        const use = turns.areTaken ? async (tx: WriteTx) => await fn(new TurnedWriteTx(tx, taker)) : fn;
        return await transact(use, options);
      }),
    writeCache: async (fn) => await alone(async () => await writeCache(turned(fn))),
  };
  Object.assign(runtime, replaced);
  const edits: Pick<Workspace, 'edit' | 'withSpecMutex'> = {
    edit: async (plan, options) => await editing(async () => await edit(plan, options)),
    withSpecMutex: async (fn) => await editing(async () => await withSpecMutex(fn)),
  };
  Object.assign(workspace, edits);
}
