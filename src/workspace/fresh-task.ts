import { isLeaseLive, type Lease } from '../model/lease.ts';
import type { Now } from '../model/now.ts';
import { formerIdsOf, reconcileTask, type Reconciled, type SpecOutcome } from '../model/reconcile.ts';
import { isOver } from '../model/status.ts';
import type { SpecTask } from '../model/task.ts';
import type { Transition } from '../model/transition.ts';
import { getLease } from '../runtime/tables/lease.ts';
import type { ReadTx } from '../runtime/transaction.ts';
import { findRow, findTransition } from './view/join.ts';
import { findTask, listDependencies, type Neighbour, type ViewTask } from './view/rows.ts';
import type { UpstreamOutcome } from './view/upstream.ts';

/**
 * One task joined anew inside a transaction: the spec's row, and lease and transitions straight from the runtime.
 * What decides (a claim, a transition) stands on this and never on a status or a count that the view stores.
 */
export interface FreshTask extends Reconciled {
  readonly task: SpecTask;
  /** The hash of the task's block. */
  readonly revision: string;
  /** Direct dependents that are not deleted. */
  readonly dependents: number;
  readonly outcome: SpecOutcome;
  /** The default branch's spec settles it, later than what was decided here. */
  readonly settledUpstream: UpstreamOutcome['status'] | undefined;
  /** The runtime's row of this very task. */
  readonly transition: Transition | undefined;
  /** The lease row, live or lapsed. */
  readonly leaseRow: Lease | undefined;
  /** The lease, where it is live. */
  readonly lease: Lease | undefined;
}

/** A dependency that is not verified, with the status that it has instead. */
export interface UnmetDependency {
  readonly id: string;
  readonly title: string;
  readonly status: Reconciled['status'];
  /** What the default branch's spec says of it, where that is later: its code is not in this branch. */
  readonly upstream: UpstreamOutcome['status'] | null;
}

interface Joined {
  readonly joined: Reconciled;
  readonly transition: Transition | undefined;
}

async function joinOutcome(tx: ReadTx, id: string, outcome: SpecOutcome): Promise<Joined> {
  const row = await findTransition(tx, id, outcome);
  const joined = reconcileTask(outcome, row);
  return { joined, transition: joined.foreignRow ? undefined : row };
}

/** The status of a task that is no more than named, joined anew. */
export async function freshStatus(tx: ReadTx, { id, outcome }: Neighbour): Promise<Reconciled['status']> {
  return (await joinOutcome(tx, id, outcome)).joined.status;
}

export function liveLease(lease: Lease | undefined, epoch: string, now: Now): Lease | undefined {
  return lease !== undefined && isLeaseLive(lease, epoch, now) ? lease : undefined;
}

/** As the rows are asked; see `IS_SETTLED_UPSTREAM`. */
function settledBy(
  upstream: UpstreamOutcome | undefined,
  { status, stamp }: Reconciled,
): UpstreamOutcome['status'] | undefined {
  const isLater =
    upstream !== undefined && (upstream.stamp > stamp || (upstream.stamp === stamp && !isOver(status)));
  return isLater ? upstream.status : undefined;
}

/** The lease row of a task: that of its id, or, where that is missing or of another task, that of an id it had before. */
export async function findLease(tx: ReadTx, task: SpecTask): Promise<Lease | undefined> {
  const { id, created_at: createdAt } = task;
  return await findRow(
    { createdAt, formerIds: formerIdsOf(task) },
    id,
    async (each) => await getLease(tx, each),
  );
}

/**
 * The lease row of an id, for what needs the runtime alone. Where there is none and the last view of this checkout's spec
 * can be asked, that of an id which the task had before it was renamed.
 */
export async function findLeaseOfId(tx: ReadTx, id: string, hasView: boolean): Promise<Lease | undefined> {
  const own = await getLease(tx, id);
  if (own !== undefined || !hasView) {
    return own;
  }
  const view = await findTask(tx, id);
  return view === undefined ? undefined : await findLease(tx, view.task);
}

/** What tells the threads of a task. */
export type ThreadOwner = Pick<SpecTask, 'id' | 'renamed_from' | 'former_ids'>;

/**
 * The ids on whose threads the messages of a task are: its own, and those that it had before but for those that another task
 * has now, since a message does not say which of two tasks of one id is meant.
 */
export async function threadsOf(tx: ReadTx, task: ThreadOwner): Promise<readonly string[]> {
  const threads = [task.id];
  for (const former of formerIdsOf(task)) {
    if ((await findTask(tx, former)) === undefined) {
      threads.push(former);
    }
  }
  return threads;
}

export async function freshTask(tx: ReadTx, view: ViewTask): Promise<FreshTask> {
  const { joined, transition } = await joinOutcome(tx, view.task.id, view.outcome);
  const leaseRow = await findLease(tx, view.task);
  const lease = liveLease(leaseRow, tx.epoch, tx.now);
  const { task, revision, dependents, outcome } = view;
  const settledUpstream = settledBy(view.upstream, joined);
  return { ...joined, task, revision, dependents, outcome, settledUpstream, transition, leaseRow, lease };
}

export async function findFreshTask(tx: ReadTx, id: string): Promise<FreshTask | undefined> {
  const view = await findTask(tx, id);
  return view === undefined ? undefined : await freshTask(tx, view);
}

/** The dependencies of a task that are not verified, joined anew, by natural id. */
export async function listUnmetDependencies(tx: ReadTx, id: string): Promise<UnmetDependency[]> {
  const unmet: UnmetDependency[] = [];
  for (const dependency of await listDependencies(tx, id)) {
    const status = await freshStatus(tx, dependency);
    if (status !== 'verified') {
      const { id: name, title, upstream } = dependency;
      unmet.push({ id: name, title, status, upstream: upstream?.status ?? null });
    }
  }
  return unmet;
}
