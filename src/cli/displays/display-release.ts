import type { ReleaseResult } from '../../operations/task/release.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayRelease(data: ReleaseResult, ui: Ui): Rendered {
  const { task_id: id, agent_id: holder, changed } = data;
  return changed
    ? ui.t`Released ${ui.bold(id)}: ${holder} no longer holds it.`
    : ui.t`${holder} had released ${ui.bold(id)} already: nothing changed.`;
}
