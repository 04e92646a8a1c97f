import { chooseRow, isSameTask, reconcileTask, type SpecOutcome } from '../../model/reconcile.ts';
import type { Transition } from '../../model/transition.ts';
import { getTransition, listTransitions, listTouchedAfter } from '../../runtime/tables/transition.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { outcomeOfRow, type ViewRow } from './rows.ts';
import type { JoinedUpTo } from './state.ts';

const ROWS_AT_ONCE = 1000;

type JoinRow = Pick<
  ViewRow,
  | 'id'
  | 'created_at'
  | 'former_ids'
  | 'spec_status'
  | 'spec_stamp'
  | 'spec_dated'
  | 'status'
  | 'status_from'
  | 'stamp'
  | 'foreign_row'
>;

const JOIN_COLUMNS =
  'id, created_at, former_ids, spec_status, spec_stamp, spec_dated, status, status_from, stamp, foreign_row';

const UPDATE_JOINED =
  'UPDATE cache.task SET status = ?, status_from = ?, stamp = ?, foreign_row = ? WHERE id = ?';

/** Writes the joined part of one row where it differs. True when the task became verified or ceased to be. */
async function joinRow(tx: ReadTx, row: JoinRow, transition: Transition | undefined): Promise<boolean> {
  const joined = reconcileTask(outcomeOfRow(row), transition);
  const foreignRow = joined.foreignRow ? 1 : 0;
  const same =
    joined.status === row.status &&
    joined.statusFrom === row.status_from &&
    joined.stamp === row.stamp &&
    foreignRow === row.foreign_row;
  if (!same) {
    await tx.raw(UPDATE_JOINED, [joined.status, joined.statusFrom, joined.stamp, foreignRow, row.id]);
  }
  return (joined.status === 'verified') !== (row.status === 'verified');
}

const COUNT_UNMET =
  "(SELECT count(*) FROM cache.edge e JOIN cache.task d ON d.id = e.dependency_id WHERE e.task_id = task.id AND d.status <> 'verified')";
const COUNT_UNMET_OF_ALL = `UPDATE cache.task SET unmet = ${COUNT_UNMET}`;
const COUNT_UNMET_OF_ONE = `${COUNT_UNMET_OF_ALL} WHERE id = ?`;
const COUNT_UNMET_OF_DEPENDENTS = `${COUNT_UNMET_OF_ALL} WHERE id IN (SELECT task_id FROM cache.edge WHERE dependency_id = ?)`;

const SELECT_TOUCHED = `SELECT ${JOIN_COLUMNS} FROM cache.task WHERE id = ? OR id IN (SELECT id FROM cache.former WHERE former_id = ?)`;

/** The next rows behind an id, in the order of their ids: all rows of a large plan at once are a burden on the memory. */
async function listJoinRows(tx: ReadTx, behind: string): Promise<JoinRow[]> {
  return await tx.raw<JoinRow>(
    `SELECT ${JOIN_COLUMNS} FROM cache.task WHERE id > ? ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
    [behind],
  );
}

/** Joins every row anew: with another runtime, or after much of the spec changed. */
export async function joinAll(tx: ReadTx): Promise<JoinedUpTo> {
  const transitions = new Map((await listTransitions(tx)).map((each) => [each.taskId, each]));
  let rows = await listJoinRows(tx, '');
  while (rows.length > 0) {
    for (const row of rows) {
      const outcome = outcomeOfRow(row);
      const former = outcome.formerIds.map((id) => transitions.get(id));
      await joinRow(tx, row, chooseRow(outcome, transitions.get(row.id), former));
    }
    rows = await listJoinRows(tx, rows.at(-1)?.id ?? '');
  }
  await tx.raw(COUNT_UNMET_OF_ALL);
  return { epoch: tx.epoch, seq: await tx.lastSeq() };
}

/** A row of a task as `chooseRow` chooses it; those of ids that it had before are looked for only where they are needed. */
export async function findRow<Row extends { readonly createdAt: string | null }>(
  { createdAt, formerIds }: Pick<SpecOutcome, 'createdAt' | 'formerIds'>,
  id: string,
  get: (id: string) => Promise<Row | undefined>,
): Promise<Row | undefined> {
  const own = await get(id);
  const isOwn = own !== undefined && isSameTask(createdAt, own.createdAt);
  const former: (Row | undefined)[] = [];
  for (const each of isOwn ? [] : formerIds) {
    former.push(await get(each));
  }
  return chooseRow({ createdAt }, own, former);
}

/** The runtime's row of a task. */
export async function findTransition(
  tx: ReadTx,
  id: string,
  outcome: SpecOutcome,
): Promise<Transition | undefined> {
  return await findRow(outcome, id, async (each) => await getTransition(tx, each));
}

/** Joins the row of an id anew, and those that had it before, and counts again what waits for them. An orphan's has none. */
async function joinTask(tx: ReadTx, id: string): Promise<void> {
  for (const row of await tx.raw<JoinRow>(SELECT_TOUCHED, [id, id])) {
    if (await joinRow(tx, row, await findTransition(tx, row.id, outcomeOfRow(row)))) {
      await tx.raw(COUNT_UNMET_OF_DEPENDENTS, [row.id]);
    }
  }
}

/** Joins the rows of tasks whose place in the spec is new: what they wait for may be other tasks as well. */
export async function joinChanged(tx: ReadTx, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await joinTask(tx, id);
    await tx.raw(COUNT_UNMET_OF_ONE, [id]);
  }
}

/**
 * Events that change no status are passed over as often as they are met, and the view notes that it has followed them only
 * when they are so many: noting is a write, and a reader would have to wait for the lock to make it.
 */
const MAX_PASSED_OVER = 64;

/** What the rows lack: everything, the tasks of some events, or nothing but to note how far the log has been read. */
type Lag =
  | { readonly kind: 'none' | 'all' }
  | { readonly kind: 'some'; readonly touched: readonly string[]; readonly seq: number };

async function findLag(tx: ReadTx, joined: JoinedUpTo): Promise<Lag> {
  const seq = await tx.lastSeq();
  if (joined.epoch !== tx.epoch || joined.seq > seq) {
    return { kind: 'all' };
  }
  const touched = joined.seq === seq ? [] : await listTouchedAfter(tx, joined.seq);
  return touched.length === 0 && seq - joined.seq <= MAX_PASSED_OVER
    ? { kind: 'none' }
    : { kind: 'some', touched, seq };
}

/** Whether the runtime has decided something since the rows were joined with it. */
export async function isBehind(tx: ReadTx, joined: JoinedUpTo): Promise<boolean> {
  return (await findLag(tx, joined)).kind !== 'none';
}

/** Applies the transitions after those that the rows have: a commit that changes one task costs one task. */
export async function followRuntime(tx: ReadTx, joined: JoinedUpTo): Promise<JoinedUpTo> {
  const lag = await findLag(tx, joined);
  switch (lag.kind) {
    case 'none':
      return joined;
    case 'all':
      return await joinAll(tx);
    case 'some':
      for (const id of lag.touched) {
        await joinTask(tx, id);
      }
      return { epoch: tx.epoch, seq: lag.seq };
  }
}
