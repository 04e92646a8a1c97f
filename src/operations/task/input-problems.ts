import type { SpecTask } from '../../model/task.ts';
import { LodestarError, type ErrorCode } from '../../errors.ts';

/** One thing that is wrong with what was asked for a task. */
export interface InputProblem {
  readonly code: string;
  readonly message: string;
  readonly task_id: string;
  readonly field: string | null;
}

/** All problems as one failure, so that a caller mends them in one go; nothing was written. */
export function inputProblems(
  problems: readonly InputProblem[],
  code: ErrorCode = 'INPUT_INVALID',
): LodestarError {
  const [first] = problems;
  const message =
    problems.length === 1 && first !== undefined
      ? first.message
      : `${String(problems.length)} problems, so that nothing was written`;
  return new LodestarError(code, message, { details: { problems } });
}

const LISTS = {
  acceptance_criteria: 'an acceptance criterion',
  depends_on: 'a dependency',
  labels: 'a label',
  locks: 'a lock',
  capabilities: 'a capability',
} as const satisfies Partial<Record<keyof SpecTask, string>>;

/** Items of lists that say nothing: a script's variable was empty, and nobody would find such a label or lock again. */
export function emptyItems(
  taskId: string,
  lists: Partial<Record<keyof typeof LISTS, readonly string[]>>,
): InputProblem[] {
  return (Object.keys(LISTS) as (keyof typeof LISTS)[])
    .filter((field) => lists[field]?.some((item) => item.trim() === '') === true)
    .map((field) => {
      const message = `${taskId === '' ? '' : `${taskId}: `}${LISTS[field]} is empty`;
      return { code: 'FIELD_INVALID', message, task_id: taskId, field };
    });
}
