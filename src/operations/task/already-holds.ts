import { dateOfStatus } from '../../model/reconcile.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { TRANSITION_RULES } from '../../model/transition.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import type { TransitionVerb } from './record-transition.ts';

/** Who brought the task to its present status, by the plane that says so; null where that names nobody. */
export function authorOf({ status, statusFrom, transition, outcome, task }: FreshTask): string | null {
  if (statusFrom === 'runtime') {
    return transition?.actor ?? null;
  }
  // Without its date the status was changed by hand, and the name beside it is of an earlier change.
  if (!outcome.dated) {
    return null;
  }
  switch (status) {
    case 'ready':
      return task.reopened_by;
    case 'blocked':
      return task.blocked_by;
    case 'done':
      return task.completed_by;
    case 'verified':
      return task.verified_by;
    case 'cancelled':
      return task.cancelled_by;
    case 'todo':
    case 'deleted':
      return null;
  }
}

/** When the task came to its present status, by the plane that says so; null where that has no date. */
export function heldSince({ status, statusFrom, transition, task }: FreshTask): string | null {
  if (statusFrom === 'runtime') {
    return transition === undefined ? null : formatTimestamp(transition.stamp);
  }
  const date = dateOfStatus(task, status);
  return date === undefined ? null : formatTimestamp(date);
}

/**
 * The verb's result holds already and is the same actor's: a caller may repeat a call whose answer it did not see. So it
 * is after a settle and a reset as well, when only the spec says so any more.
 */
export function alreadyHolds(fresh: FreshTask, verb: TransitionVerb, actor: string): boolean {
  return fresh.status === TRANSITION_RULES[verb].to && authorOf(fresh) === actor;
}
