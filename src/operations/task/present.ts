import { expiresAtMs, isLeaseLive, type Lease } from '../../model/lease.ts';
import type { Now } from '../../model/now.ts';
import { chooseRow, formerIdsOf } from '../../model/reconcile.ts';
import type { State, Status } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { deriveState } from '../../model/transition.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { Runtime } from '../../runtime/open.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { ViewTask } from '../../workspace/view/rows.ts';
import { hint } from '../hint.ts';
import type { Hint, Warning } from '../outcome.ts';

/** Who holds a task, and until when. */
export interface ClaimedBy {
  readonly agent_id: string;
  readonly expires_at: string | null;
}

/** The short form of a task in lists. */
export interface TaskSummary {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly state: State;
  readonly status_from: 'spec' | 'runtime';
  readonly priority: number;
  readonly labels: readonly string[];
  readonly depends_on: readonly string[];
  /** Dependencies that are not verified. */
  readonly unmet_dependencies: number;
  /** The holder of the live lease. */
  readonly claimed_by: string | null;
  readonly expires_at: string | null;
  /** Only where the runtime cannot be read: then status and state are the spec's alone. */
  readonly runtime?: 'unknown';
}

/** Live leases by task id. */
export type LiveLeases = ReadonlyMap<string, Lease>;

export async function readLiveLeases(tx: ReadTx): Promise<LiveLeases> {
  const live = (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
  return new Map(live.map((lease) => [lease.taskId, lease]));
}

export function expiresAt(lease: Lease, now: Now): string | null {
  return lease.deadline === undefined ? null : formatTimestamp(expiresAtMs(lease.deadline, now));
}

export function claimedBy(lease: Lease | undefined, now: Now): ClaimedBy | null {
  return lease === undefined ? null : { agent_id: lease.holder, expires_at: expiresAt(lease, now) };
}

export function runtimeMark(runtime: Runtime): { runtime?: 'unknown' } {
  return runtime.mode === 'unavailable' ? { runtime: 'unknown' } : {};
}

/** Said with every answer that had to do without the runtime. */
export function runtimeWarnings(runtime: Runtime): Warning[] {
  const message = `${runtime.path} cannot be read: status and state are the spec's alone, and what is held is not known`;
  return runtime.mode === 'unavailable' ? [{ code: 'runtime-unknown', message }] : [];
}

/** What to do next. Without the runtime nothing is offered and nothing can be changed: then, to see what is wrong with it. */
export function nextHints(runtime: Runtime, usual: readonly Hint[]): readonly Hint[] {
  return runtime.mode === 'unavailable'
    ? [hint('doctor', ['doctor'], 'See why the runtime cannot be read')]
    : usual;
}

/** The live lease of a task, also one that was granted under an id that it had before. */
export function leaseOfTask(leases: LiveLeases, task: SpecTask): Lease | undefined {
  const former = formerIdsOf(task).map((id) => leases.get(id));
  return chooseRow({ createdAt: task.created_at }, leases.get(task.id), former);
}

/** The state of a task of the view. */
export function stateOf(view: ViewTask, leases: LiveLeases): State {
  return deriveState(view.status, leaseOfTask(leases, view.task) !== undefined, view.unmet);
}

export function summarize(
  view: ViewTask,
  leases: LiveLeases,
  at: { now: Now; runtime: Runtime },
): TaskSummary {
  const { task } = view;
  const lease = leaseOfTask(leases, task);
  return {
    id: task.id,
    title: task.title,
    status: view.status,
    state: stateOf(view, leases),
    status_from: view.statusFrom,
    priority: task.priority,
    labels: task.labels,
    depends_on: task.depends_on,
    unmet_dependencies: view.unmet,
    claimed_by: lease?.holder ?? null,
    expires_at: lease === undefined ? null : expiresAt(lease, at.now),
    ...runtimeMark(at.runtime),
  };
}
