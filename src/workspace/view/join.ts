import { reconcileTask } from '../../model/reconcile.ts';
import type { Transition } from '../../model/transition.ts';
import { getTransition, listTransitions, listTransitionsAfter } from '../../runtime/tables/transition.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { outcomeOfRow, type ViewRow } from './rows.ts';
import type { JoinedUpTo } from './state.ts';

const ROWS_AT_ONCE = 1000;

type JoinRow = Pick<
  ViewRow,
  | 'id'
  | 'created_at'
  | 'spec_status'
  | 'spec_stamp'
  | 'spec_dated'
  | 'status'
  | 'status_from'
  | 'stamp'
  | 'foreign_row'
>;

const JOIN_COLUMNS =
  'id, created_at, spec_status, spec_stamp, spec_dated, status, status_from, stamp, foreign_row';

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
    await tx.raw(
      'UPDATE cache.task SET status = ?, status_from = ?, stamp = ?, foreign_row = ? WHERE id = ?',
      [joined.status, joined.statusFrom, joined.stamp, foreignRow, row.id],
    );
  }
  return (joined.status === 'verified') !== (row.status === 'verified');
}

const COUNT_UNMET =
  "(SELECT count(*) FROM cache.edge e JOIN cache.task d ON d.id = e.dependency_id WHERE e.task_id = task.id AND d.status <> 'verified')";

async function countUnmetOf(tx: ReadTx, id: string): Promise<void> {
  await tx.raw(`UPDATE cache.task SET unmet = ${COUNT_UNMET} WHERE id = ?`, [id]);
}

async function countUnmetOfDependents(tx: ReadTx, id: string): Promise<void> {
  await tx.raw(
    `UPDATE cache.task SET unmet = ${COUNT_UNMET} WHERE id IN (SELECT task_id FROM cache.edge WHERE dependency_id = ?)`,
    [id],
  );
}

async function getJoinRow(tx: ReadTx, id: string): Promise<JoinRow | undefined> {
  const rows = await tx.raw<JoinRow>(`SELECT ${JOIN_COLUMNS} FROM cache.task WHERE id = ?`, [id]);
  return rows[0];
}

/** The next rows behind an id, in the order of their ids: all rows of a large plan at once are a burden on the memory. */
async function listJoinRows(tx: ReadTx, behind: string): Promise<JoinRow[]> {
  return await tx.raw<JoinRow>(`SELECT ${JOIN_COLUMNS} FROM cache.task WHERE id > ? ORDER BY id LIMIT ?`, [
    behind,
    ROWS_AT_ONCE,
  ]);
}

/** Joins every row anew: with another runtime, or after much of the spec changed. */
export async function joinAll(tx: ReadTx): Promise<JoinedUpTo> {
  const transitions = new Map((await listTransitions(tx)).map((each) => [each.taskId, each]));
  let rows = await listJoinRows(tx, '');
  while (rows.length > 0) {
    for (const row of rows) {
      await joinRow(tx, row, transitions.get(row.id));
    }
    rows = await listJoinRows(tx, rows.at(-1)?.id ?? '');
  }
  await tx.raw(`UPDATE cache.task SET unmet = ${COUNT_UNMET}`);
  return { epoch: tx.epoch, seq: await tx.lastSeq() };
}

/** Joins the rows of some tasks anew, and counts again what waits for them. Ids that are not in the spec are orphans: skipped. */
export async function joinTasks(tx: ReadTx, ids: Iterable<string>): Promise<void> {
  for (const id of ids) {
    const row = await getJoinRow(tx, id);
    if (row === undefined) {
      continue;
    }
    const turned = await joinRow(tx, row, await getTransition(tx, id));
    await countUnmetOf(tx, id);
    if (turned) {
      await countUnmetOfDependents(tx, id);
    }
  }
}

/** Whether the runtime has moved on since the rows were joined with it. */
export async function isBehind(tx: ReadTx, joined: JoinedUpTo): Promise<boolean> {
  return joined.epoch !== tx.epoch || joined.seq !== (await tx.lastSeq());
}

/** Applies the transitions after those that the rows have: a commit that changes one task costs one task. */
export async function followRuntime(tx: ReadTx, joined: JoinedUpTo): Promise<JoinedUpTo> {
  const seq = await tx.lastSeq();
  if (joined.epoch !== tx.epoch || joined.seq > seq) {
    return await joinAll(tx);
  }
  if (joined.seq === seq) {
    return joined;
  }
  const touched = await listTransitionsAfter(tx, joined.seq);
  await joinTasks(
    tx,
    touched.map((each) => each.taskId),
  );
  return { epoch: tx.epoch, seq };
}
