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
