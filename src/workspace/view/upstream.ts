import type { UpstreamLook } from '../../git/upstream.ts';
import { specOutcome } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { formerIdsText } from './schema.ts';
import { getViewState, putViewState, type SeenUpstream } from './state.ts';

/** In the default branch the task has this outcome, later than what this checkout's spec says. */
export interface UpstreamOutcome {
  readonly status: 'verified' | 'cancelled';
  readonly stamp: number;
}

const UNMARKED = 'upstream_status = NULL, upstream_stamp = 0';
const UNMARK = `UPDATE cache.task SET ${UNMARKED} WHERE upstream_status IS NOT NULL`;
const UNMARK_ONE = `UPDATE cache.task SET ${UNMARKED} WHERE id = ? AND upstream_status IS NOT NULL`;

/**
 * By its id, or by an id that it had before in one of both specs: the same rules as between spec and runtime, so that by
 * another id it is only found where both dates of creation are there.
 */
const IS_SAME = `((u.id = task.id AND (u.created_at IS NULL OR task.created_at IS NULL OR u.created_at = task.created_at))
  OR (u.id IN (SELECT value FROM json_each(task.former_ids)) AND u.created_at = task.created_at)
  OR (u.id IN (SELECT f.id FROM cache.upstream_former f WHERE f.former_id = task.id) AND u.created_at = task.created_at))`;

/** As everywhere the greater stamp, on equal ones the later status. */
const LATER = `SELECT u.status, u.stamp FROM cache.upstream u WHERE ${IS_SAME}
  AND (u.stamp > task.spec_stamp OR (u.stamp = task.spec_stamp AND task.spec_status NOT IN ('verified', 'cancelled', 'deleted')))
  ORDER BY u.id = task.id DESC LIMIT 1`;

/** The tasks here that it may tell of. */
const MENTIONED = `SELECT id FROM cache.upstream
  UNION SELECT former_id FROM cache.upstream_former
  UNION SELECT f.id FROM cache.former f JOIN cache.upstream u ON u.id = f.former_id`;

const MARK = `UPDATE cache.task SET (upstream_status, upstream_stamp) = (${LATER})`;
const MARK_ALL = `${MARK} WHERE id IN (${MENTIONED}) AND EXISTS (${LATER})`;
const MARK_ONE = `${MARK} WHERE id = ? AND EXISTS (${LATER})`;

/** Notes at the rows what the default branch decided later; at all of them, or those that were just made anew. */
export async function markUpstream(
  tx: ReadTx,
  upstream: SeenUpstream,
  ids?: readonly string[],
): Promise<void> {
  if (ids === undefined) {
    await tx.raw(UNMARK);
  }
  if (upstream.outcomes === 0) {
    return;
  }
  if (ids === undefined) {
    await tx.raw(MARK_ALL);
    return;
  }
  for (const id of ids) {
    await tx.raw(UNMARK_ONE, [id]);
    await tx.raw(MARK_ONE, [id]);
  }
}

const INSERT =
  'INSERT INTO cache.upstream (id, status, stamp, created_at, former_ids) VALUES (?, ?, ?, ?, ?)';

/** Takes in what the default branch's spec says; `tasks` are `undefined` where it could not be read. */
export async function storeUpstream(
  tx: ReadTx,
  look: UpstreamLook,
  tasks: readonly SpecTask[] | undefined,
): Promise<void> {
  const state = await getViewState(tx);
  if (state === undefined) {
    return;
  }
  await tx.raw('DELETE FROM cache.upstream');
  let outcomes = 0;
  for (const task of tasks ?? []) {
    const { status, stamp, formerIds } = specOutcome(task);
    if (status === 'verified' || status === 'cancelled') {
      outcomes += 1;
      await tx.raw(INSERT, [task.id, status, stamp, task.created_at, formerIdsText(formerIds)]);
    }
  }
  const failedAtMs = tasks === undefined ? Date.now() : null;
  const upstream = { ...look, failedAtMs, outcomes };
  await putViewState(tx, { ...state, upstream });
  await markUpstream(tx, upstream);
}

/** Notes what is known of where it is, and leaves what it says. */
export async function noteUpstream(tx: ReadTx, upstream: SeenUpstream): Promise<void> {
  const state = await getViewState(tx);
  if (state !== undefined) {
    await putViewState(tx, { ...state, upstream });
  }
}
