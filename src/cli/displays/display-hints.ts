import type { Hint, Warning } from '../../operations/outcome.ts';
import { cellsOf, pad } from '../ui/cells.ts';
import { concat, joinLines, styled, text, type Text } from '../ui/text.ts';

/** The commands that fit next, under `Next:`. */
export function displayHints(hints: readonly Hint[]): Text | undefined {
  if (hints.length === 0) {
    return undefined;
  }
  const width = hints.reduce((most, hint) => Math.max(most, cellsOf(text(hint.cmd).plain)), 0) + 2;
  const lines = hints.map((hint) =>
    concat('  ', pad(styled('cyan', hint.cmd), width), styled('dim', hint.description)),
  );
  return joinLines([styled('bold', 'Next:'), ...lines]);
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
