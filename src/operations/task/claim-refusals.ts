import type { Lease } from '../../model/lease.ts';
import type { Now } from '../../model/now.ts';
import type { FreshTask, UnmetDependency } from '../../workspace/fresh-task.ts';
import type { SeenUpstream } from '../../workspace/view/state.ts';
import { OperationFailure } from '../failure.ts';
import { hint } from '../hint.ts';
import type { Warning } from '../outcome.ts';
import { shownUpstream, upstreamDetails } from './unmerged.ts';
import type { LockOverlap } from './lock-overlap.ts';
import { expiresAt } from './present.ts';
import { taskHint } from './task-hint.ts';

/** Where a refused claim goes on. */
const OTHERS = hint('task.next', ['task', 'next'], 'See what can be done instead');

export function leaseHeld(lease: Lease, now: Now): OperationFailure {
  const { taskId, holder } = lease;
  const end = expiresAt(lease, now);
  const message = `${taskId} is held by ${holder} until ${end ?? 'an unknown time'}`;
  const details = { task_id: taskId, holder, expires_at: end };
  return new OperationFailure('LEASE_HELD', message, { details, next: [OTHERS] });
}

function notClaimable(
  { task, status }: FreshTask,
  message: string,
  dependencies: readonly UnmetDependency[],
): OperationFailure {
  const why = taskHint('why', task.id, 'See what stands in the way');
  return new OperationFailure('NOT_CLAIMABLE', message, {
    details: { task_id: task.id, status, dependencies },
    hint: `See what stands in the way with \`${why.cmd}\`.`,
    next: [why, OTHERS],
  });
}

export function notReady(fresh: FreshTask): OperationFailure {
  return notClaimable(fresh, `${fresh.task.id} is ${fresh.status}`, []);
}

export function notVerified(fresh: FreshTask, unmet: readonly UnmetDependency[]): OperationFailure {
  const names = unmet.map((each) => `${each.id} (${each.status})`).join(', ');
  const message = `${fresh.task.id} waits until ${names} ${unmet.length === 1 ? 'is' : 'are'} verified`;
  return notClaimable(fresh, message, unmet);
}

export function settledUpstream(fresh: FreshTask, upstream: SeenUpstream | null): OperationFailure {
  const { task, status, settledUpstream: outcome } = fresh;
  const why = taskHint('why', task.id, 'See what stands in the way');
  const message = `${task.id} is ${outcome ?? 'settled'} in ${shownUpstream(upstream)}, which is not in this branch`;
  return new OperationFailure('NOT_CLAIMABLE', message, {
    details: {
      task_id: task.id,
      status,
      reason: 'settled-upstream',
      upstream_status: outcome ?? null,
      ...upstreamDetails(upstream),
    },
    hint: 'Bring that branch into this one, or pass `--allow-upstream` to do the task once more.',
    next: [why, OTHERS],
  });
}

export function lockOverlap(
  taskId: string,
  first: LockOverlap,
  overlaps: readonly LockOverlap[],
): OperationFailure {
  const { lock, other_lock: other, task_id: otherId, holder } = first;
  const message = `${taskId}: its lock ${lock} overlaps ${other} of ${otherId}, held by ${holder}`;
  return new OperationFailure('LOCK_OVERLAP', message, {
    details: { task_id: taskId, overlaps },
    next: [OTHERS],
  });
}

export function isNothingToClaim(error: unknown): boolean {
  return error instanceof OperationFailure && error.code === 'NOTHING_TO_CLAIM';
}

export function nothingToClaim(warnings: readonly Warning[] = []): OperationFailure {
  const words = ['task', 'list', '--state', 'waiting,claimed,done'];
  const waiting = hint('task.list', words, 'See what has to happen first');
  return new OperationFailure('NOTHING_TO_CLAIM', 'no task that fits can be claimed now', {
    next: [waiting],
    warnings,
  });
}
