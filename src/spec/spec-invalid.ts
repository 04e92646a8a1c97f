import { LodestarError } from '../errors.ts';
import type { SpecProblem } from './problem.ts';

const SHOWN_IN_MESSAGE = 3;

/**
 * The error of a spec that cannot be used: `SPEC_CONFLICTED` where it has conflict markers, else `SPEC_INVALID`;
 * `details.problems` holds all problems, warnings too.
 */
export function specInvalid(problems: readonly SpecProblem[]): LodestarError {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const shown = errors
    .slice(0, SHOWN_IN_MESSAGE)
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  const rest = errors.length - shown.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  const isConflicted = errors.some((problem) => problem.code === 'CONFLICT_MARKERS');
  return new LodestarError(
    isConflicted ? 'SPEC_CONFLICTED' : 'SPEC_INVALID',
    [...shown, ...more].join('\n'),
    {
      details: { problems },
    },
  );
}
