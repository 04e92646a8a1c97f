import type { RenameResult } from '../../operations/task/rename.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayRename(data: RenameResult, ui: Ui): Rendered {
  const { task_id: id, renamed_from: from, title, dependents, changed } = data;
  if (!changed) {
    return ui.t`${ui.bold(id)} was renamed already: nothing changed.`;
  }
  const named = dependents.length === 0 ? '' : ui.dim(` (named so in ${dependents.join(', ')})`);
  return ui.t`${from} is ${ui.bold(id)} now: ${title}${named}`;
}
