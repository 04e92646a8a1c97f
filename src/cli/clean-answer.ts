import { LodestarError } from '../errors.ts';
import type { Environment } from '../operations/context.ts';
import { SecretFilter } from '../secrets/secret-filter.ts';
import type { Answer } from './answer.ts';

async function cleanError(error: LodestarError, filter: SecretFilter): Promise<LodestarError> {
  const { code, message, details, hint, cause } = error;
  const { value } = await filter.deep({ message, details, hint });
  return new LodestarError(code, value.message, { details: value.details, hint: value.hint, cause });
}

/**
 * The answer with secrets taken out of what it says itself: errors, warnings and hints repeat what the caller typed. What
 * was stored had them taken out before, and what the spec says is shown as it is.
 */
export async function cleanAnswer(answer: Answer, env: Environment): Promise<Answer> {
  if (answer.kind === 'text') {
    return answer;
  }
  const filter = new SecretFilter(env);
  const { next, warnings } = (await filter.deep({ next: answer.next, warnings: answer.warnings })).value;
  if (answer.kind === 'failure') {
    return { ...answer, error: await cleanError(answer.error, filter), next, warnings };
  }
  const failure = answer.failure === undefined ? undefined : await cleanError(answer.failure, filter);
  return { ...answer, failure, next, warnings };
}
