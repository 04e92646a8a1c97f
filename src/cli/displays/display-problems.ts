import { block, concat, joinLines, linked, styled, t, whole, type Text } from '../ui/text.ts';

/** What a problem of spec.yaml, config.yaml or an input has in common for a reader; see spec/problem.ts. */
export interface ShownProblem {
  readonly code: string;
  readonly severity?: string | undefined;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The line, and a caret in the line below it. */
  readonly source?: string | null | undefined;
  readonly hint?: string | null | undefined;
}

function isProblem(value: unknown): value is ShownProblem {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

export function isProblemList(value: unknown): value is readonly ShownProblem[] {
  return Array.isArray(value) && value.length > 0 && value.every(isProblem);
}

function place({ file, line, column }: ShownProblem): Text {
  const at =
    line === undefined || column === undefined ? t`${file ?? ''}` : t`${file ?? ''}:${line}:${column}`;
  return file === undefined ? at : linked(at, { file });
}

function displayProblem(problem: ShownProblem): Text {
  const isWarning = problem.severity === 'warning';
  const severity = styled(isWarning ? 'yellow' : 'red', isWarning ? 'warning' : 'error');
  const where = place(problem).plain === '' ? '' : concat(styled('bold', place(problem)), ' ');
  const source = problem.source ?? '';
  return joinLines([
    concat(where, severity, t` ${problem.code} ${problem.message}`),
    source === ''
      ? undefined
      : whole(
          block(
            source
              .split('\n')
              .map((line) => `    ${line}`)
              .join('\n'),
          ),
        ),
    (problem.hint ?? '') === '' ? undefined : concat(styled('dim', '    hint: '), problem.hint),
  ]);
}

/** Problems one below the other, each with its position, its line with a caret, and its hint. */
export function displayProblems(problems: readonly ShownProblem[]): Text {
  return joinLines(problems.map(displayProblem));
}
