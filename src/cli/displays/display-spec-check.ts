import type { SpecCheckResult } from '../../operations/spec/check.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { displayProblems } from './display-problems.ts';

export function displaySpecCheck(data: SpecCheckResult, ui: Ui): Rendered {
  const { file, valid, problems, tasks, errors, warnings } = data;
  const counts = [
    ...(errors > 0 ? [countOf(errors, 'error')] : []),
    ...(warnings > 0 ? [countOf(warnings, 'warning')] : []),
  ];
  const verdict = valid ? ui.style('green', 'valid') : ui.style('red', 'not valid');
  const found = counts.length === 0 ? '' : `, ${counts.join(', ')}`;
  return ui.lines([
    ...problems.flatMap((problem) => [displayProblems([problem]), '']),
    ui.t`${file}: ${verdict}, ${countOf(tasks, 'task')}${found}`,
  ]);
}
