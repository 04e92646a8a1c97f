import type { Lease } from '../../model/lease.ts';
import type { SqlBuilder } from '../compile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { parseStored } from '../stored-value.ts';

function selectLeases(db: SqlBuilder) {
  return db
    .selectFrom('lease')
    .leftJoin('lease_clock', (join) =>
      join.onRef('lease_clock.task_id', '=', 'lease.task_id').onRef('lease_clock.token', '=', 'lease.token'),
    )
    .select([
      'lease.task_id as taskId',
      'lease.created_at as createdAt',
      'lease.holder as holder',
      'lease.token as token',
      'lease.granted_at as grantedAtMs',
      'lease.title as title',
      'lease.locks as locks',
      'lease.branch as branch',
      'lease_clock.boot_id as bootId',
      'lease_clock.monotonic_deadline_ms as monotonicDeadlineMs',
      'lease_clock.wall_deadline_ms as wallDeadlineMs',
      'lease_clock.renewed_at_ms as renewedAtMs',
      'lease_clock.ttl_ms as ttlMs',
    ]);
}

interface Row extends Omit<Lease, 'locks' | 'deadline'> {
  readonly locks: string;
  readonly bootId: string | null;
  readonly monotonicDeadlineMs: number | null;
  readonly wallDeadlineMs: number | null;
  readonly renewedAtMs: number | null;
  readonly ttlMs: number | null;
}

function deadlineOf(row: Row): Lease['deadline'] {
  const { bootId, monotonicDeadlineMs, wallDeadlineMs, renewedAtMs, ttlMs } = row;
  const isLost =
    bootId === null ||
    monotonicDeadlineMs === null ||
    wallDeadlineMs === null ||
    renewedAtMs === null ||
    ttlMs === null;
  return isLost ? undefined : { bootId, monotonicDeadlineMs, wallDeadlineMs, renewedAtMs, ttlMs };
}

function leaseOf(row: Row): Lease {
  const { taskId, createdAt, holder, token, grantedAtMs, title, branch } = row;
  const locks = parseStored<string[]>(row.locks);
  return { taskId, createdAt, holder, token, grantedAtMs, title, locks, branch, deadline: deadlineOf(row) };
}

const selectOfTask = statement<{ taskId: string }>('lease.selectOfTask')((db, param) =>
  selectLeases(db).where('lease.task_id', '=', param('taskId')),
);

const selectAll = statement('lease.selectAll')((db) => selectLeases(db).orderBy('lease.task_id'));

const selectOfHolder = statement<{ holder: string }>('lease.selectOfHolder')((db, param) =>
  selectLeases(db).where('lease.holder', '=', param('holder')).orderBy('lease.task_id'),
);

/** The lease row of a task, whether it is still live or has lapsed: `isLeaseLive` judges. */
export async function getLease(tx: QueryTx, taskId: string): Promise<Lease | undefined> {
  const row = await tx.get(selectOfTask, { taskId });
  return row === undefined ? undefined : leaseOf(row);
}

/** A task's lease row as it was read before in the same transaction, which has not changed it since. */
export interface LeaseSeen {
  readonly leaseRow: Lease | undefined;
}

/** The lease row of a task, as it was seen or else as it is read now. */
export async function lookAtLease(
  tx: QueryTx,
  taskId: string,
  seen: LeaseSeen | undefined,
): Promise<Lease | undefined> {
  return seen === undefined ? await getLease(tx, taskId) : seen.leaseRow;
}

/** Every lease row, live or lapsed. */
export async function listLeases(tx: QueryTx): Promise<Lease[]> {
  return (await tx.all(selectAll, {})).map(leaseOf);
}

/** The lease rows of one holder, live or lapsed. */
export async function leasesOf(tx: QueryTx, holder: string): Promise<Lease[]> {
  return (await tx.all(selectOfHolder, { holder })).map(leaseOf);
}
