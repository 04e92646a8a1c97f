import { soleSide, type SideName, type Sides } from './merge-sides.ts';
import { isWithheld, specOutcome } from './reconcile.ts';
import { isSameValue } from './same-value.ts';
import { statusRank } from './status.ts';
import type { SpecTask } from './task.ts';

/** Status, reason, dates and who: what belongs to one decision is taken from one side. */
export const OUTCOME_FIELDS = [
  'status',
  'status_reason',
  'completed_by',
  'completed_at',
  'verified_by',
  'verified_at',
  'blocked_by',
  'blocked_at',
  'cancelled_by',
  'cancelled_at',
  'reopened_by',
  'reopened_at',
] as const satisfies readonly (keyof SpecTask)[];

export type OutcomeField = (typeof OUTCOME_FIELDS)[number];

function hasSameOutcome(a: SpecTask, b: SpecTask): boolean {
  return OUTCOME_FIELDS.every((field) => isSameValue(a[field], b[field]));
}

/** The side whose decision holds where both decided something, by the rule of reconcile; `undefined` where it cannot tell. */
function laterSide(ours: SpecTask, theirs: SpecTask): SideName | undefined {
  const [a, b] = [specOutcome(ours), specOutcome(theirs)];
  const [isOursWithheld, areTheirsWithheld] = [isWithheld(a, b.status), isWithheld(b, a.status)];
  if (isOursWithheld !== areTheirsWithheld) {
    return isOursWithheld ? 'ours' : 'theirs';
  }
  const order = a.stamp - b.stamp || statusRank(a.status) - statusRank(b.status);
  return order === 0 ? undefined : order > 0 ? 'ours' : 'theirs';
}

/** Whose outcome the merged task has. `undefined` where both sides came to the same one and tell it differently. */
export function chooseOutcome(sides: Sides<SpecTask>): {
  readonly side: SideName | undefined;
  readonly isContest: boolean;
} {
  const sole = soleSide(sides, hasSameOutcome);
  return sole === undefined
    ? { side: laterSide(sides.ours, sides.theirs), isContest: true }
    : { side: sole, isContest: false };
}
