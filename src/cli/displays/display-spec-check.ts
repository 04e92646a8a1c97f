import type { SpecCheckResult } from '../../operations/spec/check.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { displayProblems } from './display-problems.ts';
import { githubAnnotations } from './github-annotations.ts';
import { versionText } from './version-text.ts';

export const CHECK_FORMATS = ['text', 'json', 'github'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** What the change was compared with, and what was not looked at. */
function changeLines({ change }: SpecCheckResult, ui: Ui): (Text | undefined)[] {
  if (change === null) {
    return [];
  }
  const { target, base, checked, why_not: why, merged, claims } = change;
  const compared = ui.t`Compared with ${versionText(base)}, where HEAD and ${versionText(target)} part.`;
  if (!checked) {
    return [compared, ui.t`The change was not looked at: ${why ?? ''}.`];
  }
  return [
    compared,
    merged ? undefined : ui.t`It was not merged with ${target.name}, whose plan has errors.`,
    claims.checked ? undefined : ui.t`Live locks were not looked at: ${claims.why_not ?? ''}.`,
  ];
}

function verdictLine({ file, valid, tasks, errors, warnings }: SpecCheckResult, ui: Ui): Text {
  const counts = [
    ...(errors > 0 ? [countOf(errors, 'error')] : []),
    ...(warnings > 0 ? [countOf(warnings, 'warning')] : []),
  ];
  const verdict = !valid
    ? ui.style('red', 'not valid')
    : errors > 0
      ? ui.style('red', 'valid, but the change is refused')
      : ui.style('green', 'valid');
  const found = counts.length === 0 ? '' : `, ${counts.join(', ')}`;
  return ui.t`${file}: ${verdict}, ${countOf(tasks, 'task')}${found}`;
}

/** The report for people. */
export function displaySpecCheck(data: SpecCheckResult, ui: Ui): Rendered {
  return ui.lines([
    ...data.problems.flatMap((problem) => [displayProblems([problem]), '']),
    ...changeLines(data, ui),
    verdictLine(data, ui),
  ]);
}

/** The report in the form that was asked for; `json` is the whole answer as one value. */
export function showSpecCheck(
  data: SpecCheckResult,
  ui: Ui,
  { format, json }: { format: CheckFormat; json: () => string },
): Rendered {
  switch (format) {
    case 'text':
      return displaySpecCheck(data, ui);
    case 'json':
      return ui.raw(json());
    case 'github': {
      const rest = [...changeLines(data, ui), verdictLine(data, ui)].filter((line) => line !== undefined);
      return ui.raw([...githubAnnotations(data), ...rest.map(({ plain }) => plain)].join('\n'));
    }
  }
}
