import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { isLeaseLive } from '../../model/lease.ts';
import type { SpecOutcome } from '../../model/reconcile.ts';
import type { Status } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import { IS_SETTLED_UPSTREAM, IS_UNSETTLED } from './schema.ts';
import type { UpstreamOutcome } from './upstream.ts';

/** A row of `cache.task` as SQLite gives it. */
export interface ViewRow {
  readonly id: string;
  readonly block_hash: string;
  readonly compiled: string;
  readonly title: string;
  readonly priority: number;
  readonly created_at: string | null;
  /** A JSON array, the latest first; null where it had no other. */
  readonly former_ids: string | null;
  readonly spec_status: Status;
  readonly spec_stamp: number;
  readonly spec_dated: number;
  readonly dependents: number;
  readonly status: Status;
  readonly status_from: 'spec' | 'runtime';
  readonly stamp: number;
  readonly foreign_row: number;
  readonly unmet: number;
  readonly upstream_status: 'verified' | 'cancelled' | null;
  readonly upstream_stamp: number;
}

/** A task of this checkout with what both planes together say of it. */
export interface ViewTask {
  readonly task: SpecTask;
  /** The hash of the task's block: its revision. */
  readonly revision: string;
  readonly status: Status;
  readonly statusFrom: 'spec' | 'runtime';
  readonly specStatus: Status;
  readonly stamp: number;
  /** Direct dependents that are not deleted. */
  readonly dependents: number;
  /** Dependencies that are not verified. */
  readonly unmet: number;
  readonly outcome: SpecOutcome;
  /** The runtime's row of this id belongs to another task. */
  readonly foreignRow: boolean;
  /** What the default branch's spec says of it, where that is later than what this checkout's says. */
  readonly upstream: UpstreamOutcome | undefined;
}

const COLUMNS =
  't.id, t.block_hash, t.compiled, t.title, t.priority, t.created_at, t.former_ids, t.spec_status, t.spec_stamp, t.spec_dated, ' +
  't.dependents, t.status, t.status_from, t.stamp, t.foreign_row, t.unmet, t.upstream_status, t.upstream_stamp';

export function outcomeOfRow(
  row: Pick<ViewRow, 'spec_status' | 'spec_stamp' | 'spec_dated' | 'created_at' | 'former_ids'>,
): SpecOutcome {
  return {
    status: row.spec_status,
    stamp: row.spec_stamp,
    dated: row.spec_dated === 1,
    createdAt: row.created_at,
    formerIds: row.former_ids === null ? [] : (JSON.parse(row.former_ids) as string[]),
  };
}

function upstreamOfRow(
  row: Pick<ViewRow, 'upstream_status' | 'upstream_stamp'>,
): UpstreamOutcome | undefined {
  return row.upstream_status === null
    ? undefined
    : { status: row.upstream_status, stamp: row.upstream_stamp };
}

function viewTask(row: ViewRow): ViewTask {
  return {
    task: JSON.parse(row.compiled) as SpecTask,
    revision: row.block_hash,
    status: row.status,
    statusFrom: row.status_from,
    specStatus: row.spec_status,
    stamp: row.stamp,
    dependents: row.dependents,
    unmet: row.unmet,
    outcome: outcomeOfRow(row),
    foreignRow: row.foreign_row === 1,
    upstream: upstreamOfRow(row),
  };
}

const SELECT = `SELECT ${COLUMNS} FROM cache.task t`;
const SELECT_ONE = `${SELECT} WHERE t.id = ?`;
const SELECT_ALL = `${SELECT} ORDER BY t.priority, t.natural_key, t.id`;

export async function findTask(tx: ReadTx, id: string): Promise<ViewTask | undefined> {
  const rows = await tx.raw<ViewRow>(SELECT_ONE, [id]);
  return rows[0] === undefined ? undefined : viewTask(rows[0]);
}

/** All tasks, tombstones included, in the order of `task list`: priority, then natural id. */
export async function listTasks(tx: ReadTx): Promise<ViewTask[]> {
  return (await tx.raw<ViewRow>(SELECT_ALL)).map(viewTask);
}

/** Where a page of tasks ends. */
export interface TaskPosition {
  readonly naturalKey: string;
  readonly id: string;
}

/** Only the keys are sorted: the rows themselves are large. */
const SELECT_PAGE =
  `SELECT ${COLUMNS}, t.natural_key FROM (` +
  'SELECT rowid AS place FROM cache.task WHERE (natural_key, id) > (?, ?) ORDER BY natural_key, id LIMIT ? + 0' +
  ') page CROSS JOIN cache.task t ON t.rowid = page.place ORDER BY t.natural_key, t.id';

/** So many tasks by natural id, tombstones included, behind a position: for who wants all and keeps none. */
export async function listTasksAfter(
  tx: ReadTx,
  { naturalKey, id }: TaskPosition,
  limit: number,
): Promise<{ view: ViewTask; position: TaskPosition }[]> {
  const rows = await tx.raw<ViewRow & { natural_key: string }>(SELECT_PAGE, [naturalKey, id, limit]);
  return rows.map((row) => ({
    view: viewTask(row),
    position: { naturalKey: row.natural_key, id: row.id },
  }));
}

/** A task at the other end of an edge: its name, and all that it takes to join it anew. */
export interface Neighbour {
  readonly id: string;
  readonly title: string;
  readonly outcome: SpecOutcome;
  readonly upstream: UpstreamOutcome | undefined;
}

type NeighbourRow = Pick<
  ViewRow,
  | 'id'
  | 'title'
  | 'created_at'
  | 'former_ids'
  | 'spec_status'
  | 'spec_stamp'
  | 'spec_dated'
  | 'upstream_status'
  | 'upstream_stamp'
>;

function neighbour(row: NeighbourRow): Neighbour {
  return { id: row.id, title: row.title, outcome: outcomeOfRow(row), upstream: upstreamOfRow(row) };
}

const SELECT_NEIGHBOURS =
  'SELECT t.id, t.title, t.created_at, t.former_ids, t.spec_status, t.spec_stamp, t.spec_dated, t.upstream_status, t.upstream_stamp ' +
  'FROM cache.edge e JOIN cache.task t';
const SELECT_DEPENDENCIES = `${SELECT_NEIGHBOURS} ON t.id = e.dependency_id WHERE e.task_id = ? ORDER BY t.natural_key`;
const SELECT_DEPENDENTS = `${SELECT_NEIGHBOURS} ON t.id = e.task_id WHERE e.dependency_id = ? AND t.spec_status <> 'deleted' ORDER BY t.natural_key`;

/** The tasks that `id` waits for, by natural id. */
export async function listDependencies(tx: ReadTx, id: string): Promise<Neighbour[]> {
  return (await tx.raw<NeighbourRow>(SELECT_DEPENDENCIES, [id])).map(neighbour);
}

/** The tasks that wait for `id`, by natural id, without tombstones. */
export async function listDependents(tx: ReadTx, id: string): Promise<Neighbour[]> {
  return (await tx.raw<NeighbourRow>(SELECT_DEPENDENTS, [id])).map(neighbour);
}

interface OfferPage {
  readonly limit: number;
  readonly offset: number;
  /** Ids that are left out: what is leased now. */
  readonly without: readonly string[];
  /** Offer what the default branch has settled as well. */
  readonly allowUpstream?: boolean | undefined;
}

const OFFERED =
  `${SELECT} INDEXED BY task_offer WHERE t.status = 'ready' AND t.unmet = 0 ` +
  `AND (NOT (${IS_SETTLED_UPSTREAM}) OR ?)`;
// A bare `LIMIT ?` would be compiled anew each time (see `statement`).
const IN_ORDER = 'ORDER BY t.priority, t.dependents DESC, t.natural_key, t.id LIMIT ? + 0 OFFSET ?';
const SELECT_OFFERED = `${OFFERED} ${IN_ORDER}`;
const SELECT_OFFERED_WITHOUT = `${OFFERED} AND t.id NOT IN (SELECT value FROM json_each(?)) ${IN_ORDER}`;

/** Ready tasks whose dependencies are verified, in the order in which they are offered. Leases are judged by the caller. */
export async function listOffered(
  tx: ReadTx,
  { limit, offset, without, allowUpstream }: OfferPage,
): Promise<ViewTask[]> {
  const allowed = allowUpstream === true ? 1 : 0;
  const rows =
    without.length === 0
      ? await tx.raw<ViewRow>(SELECT_OFFERED, [allowed, limit, offset])
      : await tx.raw<ViewRow>(SELECT_OFFERED_WITHOUT, [allowed, JSON.stringify(without), limit, offset]);
  return rows.map(viewTask);
}

/** Tasks with locks of their own that have a lease row, live or lapsed, by the id of the lease. */
export async function listLeasedWithLocks(tx: ReadTx): Promise<ReadonlyMap<string, SpecTask>> {
  const rows = await tx.raw<{ lease_id: string; compiled: string }>(
    'SELECT l.task_id AS lease_id, t.compiled FROM main.lease l CROSS JOIN cache.task t ' +
      'ON t.id = coalesce((SELECT f.id FROM cache.former f JOIN cache.task r ON r.id = f.id ' +
      'WHERE f.former_id = l.task_id AND r.created_at = l.created_at), l.task_id) ' +
      "WHERE json_array_length(t.compiled, '$.locks') > 0",
  );
  return new Map(rows.map((row) => [row.lease_id, JSON.parse(row.compiled) as SpecTask]));
}

export async function listTaskIds(tx: ReadTx): Promise<string[]> {
  const rows = await tx.raw<{ id: string }>('SELECT id FROM cache.task');
  return rows.map((row) => row.id);
}

/** The ids that tasks had before, each with the task's date of creation. */
export async function listFormerIds(
  tx: ReadTx,
): Promise<ReadonlyMap<string, { readonly id: string; readonly createdAt: string | null }>> {
  const rows = await tx.raw<{ id: string; former_id: string; created_at: string | null }>(
    'SELECT t.id, f.former_id, t.created_at FROM cache.former f JOIN cache.task t ON t.id = f.id',
  );
  return new Map(rows.map((row) => [row.former_id, { id: row.id, createdAt: row.created_at }]));
}

/** The id with the greatest number among those that are the prefix and up to 15 digits alone. */
export async function findGreatestNumbered(tx: ReadTx, prefix: string): Promise<string | undefined> {
  const rows = await tx.raw<{ id: string }>(
    `WITH given (prefix) AS (VALUES (?)), numbered AS (
       SELECT id, task.rowid AS place, substr(id, length(prefix) + 1) AS digits FROM given JOIN cache.task ON substr(id, 1, length(prefix)) = prefix
     )
     SELECT id FROM numbered WHERE length(digits) BETWEEN 1 AND 15 AND digits NOT GLOB '*[^0-9]*' ORDER BY CAST(digits AS INTEGER) DESC, place LIMIT 1`,
    [prefix],
  );
  return rows[0]?.id;
}

/** What of a task's state the view can tell; leases are judged by the caller. */
export interface Readiness {
  readonly status: Status;
  /** A dependency is not verified. */
  readonly waiting: boolean;
}

const SELECT_READINESS = `SELECT status, unmet, (${IS_SETTLED_UPSTREAM}) AS settled FROM cache.task WHERE id = ?`;

interface ReadinessRow {
  readonly status: Status;
  readonly unmet: number;
  readonly settled: number;
}

export async function findReadiness(tx: ReadTx, id: string): Promise<Readiness | undefined> {
  const [row] = await tx.raw<ReadinessRow>(SELECT_READINESS, [id]);
  return row === undefined ? undefined : { status: row.status, waiting: row.unmet > 0 };
}

/** Those that the default branch settled are few: its index has only what this checkout does not say. */
const COUNT_CLAIMABLE =
  "SELECT count - (SELECT count(*) FROM cache.task WHERE status = 'ready' AND unmet = 0 " +
  `AND ${IS_SETTLED_UPSTREAM}) AS count FROM cache.tally WHERE status = 'ready' AND waiting = 0`;

/** Tasks that are ready, unleased, with every dependency verified, and not settled upstream. Leases are judged as they are now. */
export async function countClaimable(tx: ReadTx): Promise<number> {
  const rows = await tx.raw<{ count: number }>(COUNT_CLAIMABLE);
  let count = rows[0]?.count ?? 0;
  for (const lease of await listLeases(tx)) {
    if (isLeaseLive(lease, tx.epoch, tx.now)) {
      const [row] = await tx.raw<ReadinessRow>(SELECT_READINESS, [lease.taskId]);
      count -= row?.status === 'ready' && row.unmet === 0 && row.settled === 0 ? 1 : 0;
    }
  }
  return count;
}

/** What the default branch has settled and this checkout has not: all, and those that would be claimable but for that. */
export async function countSettledUpstream(tx: ReadTx): Promise<{ settled: number; claimable: number }> {
  const [row] = await tx.raw<{ settled: number; claimable: number }>(
    "SELECT count(*) AS settled, count(*) FILTER (WHERE status = 'ready' AND unmet = 0 AND NOT EXISTS " +
      '(SELECT 1 FROM main.lease l WHERE l.task_id = task.id)) AS claimable ' +
      `FROM cache.task WHERE ${IS_SETTLED_UPSTREAM}`,
  );
  return row ?? { settled: 0, claimable: 0 };
}

/** Counts by effective status and whether a dependency is unmet. */
export async function countByReadiness(tx: ReadTx): Promise<(Readiness & { count: number })[]> {
  const rows = await tx.raw<{ status: Status; waiting: number; count: number }>(
    'SELECT status, waiting, count FROM cache.tally WHERE count > 0',
  );
  return rows.map(({ status, waiting, count }) => ({ status, waiting: waiting === 1, count }));
}

/** The tasks on which the runtime decided something that this checkout's spec does not say yet, by natural id. */
export async function listDecidedByRuntime(tx: ReadTx): Promise<ViewTask[]> {
  const rows = await tx.raw<ViewRow>(
    `SELECT ${COLUMNS} FROM cache.task t WHERE ${IS_UNSETTLED} ORDER BY t.natural_key, t.id`,
  );
  return rows.map(viewTask);
}
