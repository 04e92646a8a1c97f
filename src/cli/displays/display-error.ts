import type { LodestarError } from '../../errors.ts';
import { concat, joinLines, styled, t, block, type Text } from '../ui/text.ts';
import { displayProblems, isProblemList } from './display-problems.ts';

/** A failure for people: what failed, the problems it collected, and what to try. */
export function displayError(error: LodestarError): Text {
  const { problems } = error.details;
  const details = isProblemList(problems) ? displayProblems(problems) : undefined;
  const head = concat(styled('red', 'error'), t` [${error.code}] `, block(error.message));
  return joinLines([
    head,
    details,
    error.hint === '' ? undefined : concat(styled('dim', '  hint: '), block(error.hint)),
  ]);
}
