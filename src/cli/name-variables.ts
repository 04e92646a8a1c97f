import { LodestarError } from '../errors.ts';
import { OperationFailure } from '../operations/failure.ts';

/** What a bad value of a variable may lead to. */
const CODES: readonly string[] = [
  'USAGE',
  'INPUT_INVALID',
  'ACTOR_NOT_FOUND',
  'TASK_NOT_FOUND',
  'FILE_NOT_FOUND',
];

/** The error with the variables that gave flags of this call: nothing on the command line shows where a value came from. */
export function nameVariables(error: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (!(error instanceof LodestarError) || variables.size === 0 || !CODES.includes(error.code)) {
    return error;
  }
  const named = [...variables].filter(([name]) => error.message.includes(`--${name}`));
  const list = (named.length === 0 ? [...variables] : named).map(
    ([name, variable]) => `--${name} by ${variable}`,
  );
  const { code, message, cause } = error;
  const options = {
    details: { ...error.details, variables: [...variables.values()] },
    hint: `Given by the environment: ${list.join(', ')}. ${error.hint}`,
    cause,
  };
  return error instanceof OperationFailure
    ? new OperationFailure(code, message, { ...options, next: error.next, warnings: error.warnings })
    : new LodestarError(code, message, options);
}
