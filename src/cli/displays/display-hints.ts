import type { Hint, Warning } from '../../operations/outcome.ts';
import { cellsOf, pad } from '../ui/cells.ts';
import { concat, joinLines, styled, text, whole, type Text } from '../ui/text.ts';

const GAP = 2;

/** In one line each where all fit; else what it does stands below the command, which is to be copied as it is. */
function hintLines(hints: readonly Hint[], width: number): Text[] {
  const cmds = hints.map(({ cmd }) => cellsOf(text(cmd).plain));
  const column = Math.max(...cmds) + GAP;
  const fits = hints.every(({ description }) => GAP + column + cellsOf(text(description).plain) <= width);
  return hints.flatMap(({ cmd, description }) => {
    const command = whole(styled('cyan', cmd));
    return fits
      ? [concat('  ', pad(command, column), styled('dim', description))]
      : [concat('  ', command), concat('      ', styled('dim', description))];
  });
}

/** The commands that fit next, under `Next:`. */
export function displayHints(hints: readonly Hint[], width: number): Text | undefined {
  return hints.length === 0 ? undefined : joinLines([styled('bold', 'Next:'), ...hintLines(hints, width)]);
}

export function displayWarnings(warnings: readonly Warning[]): Text | undefined {
  if (warnings.length === 0) {
    return undefined;
  }
  return joinLines(
    warnings.map((warning) =>
      concat(styled('yellow', 'warning'), ` [${warning.code}] `, text(warning.message)),
    ),
  );
}
