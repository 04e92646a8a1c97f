import type { SpecResolveResult } from '../../operations/spec/resolve.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayResolve(data: SpecResolveResult, ui: Ui): Rendered {
  const { way, clean, conflicts, changed, added, kept_at: keptAt } = data;
  if (way === null) {
    return 'Git lists no conflict of the spec.';
  }
  const state = clean ? 'No conflict is left' : `${countOf(conflicts.length, 'conflict')} left`;
  const index = added ? '; it is marked as merged' : clean ? '; `git add` it' : '';
  return ui.lines([
    ui.t`${changed ? 'Merged the spec anew' : 'The spec is as it would be written'}. ${state}${index}.`,
    keptAt === null ? undefined : ui.t`What was there is kept in ${keptAt}.`,
  ]);
}
