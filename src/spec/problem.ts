/** What is wrong in a spec, as data: the same shape for `spec check`, for `details.problems` and for an editor. */

export const SPEC_ERROR_CODES = [
  'ENCODING_INVALID',
  'YAML_SYNTAX',
  'YAML_UNSUPPORTED',
  'CONFLICT_MARKERS',
  'SPEC_TOO_LARGE',
  'SPEC_TOO_DEEP',
  'KEY_UNKNOWN',
  'KEY_DUPLICATE',
  'FIELD_MISSING',
  'FIELD_INVALID',
  'TASK_ID_INVALID',
  'TASK_DUPLICATE',
  'DEPENDENCY_MISSING',
  'DEPENDENCY_SELF',
  'DEPENDENCY_CYCLE',
] as const;

export const SPEC_WARNING_CODES = [
  'DEPENDENCY_WITHDRAWN',
  'STATUS_UNDATED',
  'STATUS_BESIDE_LATER_DATE',
  'LOCK_OUTSIDE',
  'PRD_MISSING',
  'PRD_DRIFTED',
  'SECRET_IN_SPEC',
] as const;

/** What `spec check --base` finds about a change; what they make of it is for config.yaml to say. */
export const SPEC_CHANGE_CODES = [
  'ID_REUSED',
  'DEPENDENCY_REMOVED',
  'CRITERIA_CHANGED',
  'VERIFIER_MISSING',
  'OUTCOME_LOWERED',
  'MERGE_CYCLE',
  'LOCK_TOUCHED',
] as const;

export type SpecErrorCode = (typeof SPEC_ERROR_CODES)[number];
export type SpecWarningCode = (typeof SPEC_WARNING_CODES)[number];
export type SpecChangeCode = (typeof SPEC_CHANGE_CODES)[number];
export type SpecProblemCode = SpecErrorCode | SpecWarningCode | SpecChangeCode;

/** Keys are snake_case: they are printed as they are. */
export interface SpecProblem {
  readonly code: SpecProblemCode;
  /** An error makes the spec broken; a warning stops nothing. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units, as editors count. */
  readonly column: number;
  readonly task_id: string | null;
  /** Such as `depends_on[2]`. */
  readonly field: string | null;
  /** The line of the file, and below it a line with a caret under the column. */
  readonly source: string | null;
  /** What to try. */
  readonly hint: string | null;
  /** Of a cycle: the ids from the first task back to itself. */
  readonly path?: readonly string[];
}

/** A problem before its offset is turned into a line and a column. */
export interface ProblemDraft {
  readonly code: SpecProblemCode;
  readonly message: string;
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly taskId?: string | null;
  readonly field?: string | null;
  readonly hint?: string | null;
  readonly path?: readonly string[];
}

const warningCodes: ReadonlySet<SpecProblemCode> = new Set(SPEC_WARNING_CODES);

export function severityOf(code: SpecProblemCode): 'error' | 'warning' {
  return warningCodes.has(code) ? 'warning' : 'error';
}
