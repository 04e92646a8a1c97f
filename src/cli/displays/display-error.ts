import type { LodestarError } from '../../errors.ts';
import { concat, joinLines, styled, t, text, type Text } from '../ui/text.ts';
import { displayProblems, isProblemList, type ShownProblem } from './display-problems.ts';

function head(error: LodestarError, message: string): Text {
  return concat(styled('red', 'error'), t` [${error.code}] `, text(message));
}

/** A message of several lines names the problems that are listed below it; then their number is enough. */
function messageAbove(problems: readonly ShownProblem[], message: string): string {
  return message.includes('\n') ? `${problems.length} problems` : message;
}

/** A failure for people: what failed, the problems it collected, and what to try. */
export function displayError(error: LodestarError): Text {
  const { problems } = error.details;
  const listed = isProblemList(problems);
  return joinLines([
    head(error, listed ? messageAbove(problems, error.message) : error.message),
    listed ? displayProblems(problems) : undefined,
    error.hint === '' ? undefined : concat(styled('dim', '  hint: '), text(error.hint)),
  ]);
}

/** The failure of a report that stands above it: what was found, and what to do, is said there. */
export function displayReportFailure(error: LodestarError): Text {
  return head(error, error.message);
}
