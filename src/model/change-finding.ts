import type { Plan } from './plan.ts';

export type ChangeCode =
  | 'ID_REUSED'
  | 'DEPENDENCY_REMOVED'
  | 'CRITERIA_CHANGED'
  | 'VERIFIER_MISSING'
  | 'OUTCOME_LOWERED'
  | 'MERGE_CYCLE';

/** Something about a change, and the value of the new plan that it is about. */
export interface ChangeFinding {
  readonly code: ChangeCode;
  /** A task of the new plan; of what is no more, the one that was. */
  readonly taskId: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
  readonly cycle?: readonly string[];
}

export interface ChangedPlans {
  /** Where both branched. */
  readonly base: Plan;
  readonly head: Plan;
  /** What the change is to be merged into, as it is now; and its name. */
  readonly newest: Plan | undefined;
  readonly newestName: string;
  /** Who completed a task may not verify it. */
  readonly separate: boolean;
}
