import type { ReadyResult } from '../../operations/task/ready.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { stateText } from './state-text.ts';

export function displayReady(data: ReadyResult, ui: Ui): Rendered {
  return data.tasks.map(({ task_id: id, changed }) =>
    changed
      ? ui.t`${ui.bold(id)} is ${stateText('ready')}.`
      : ui.t`${ui.bold(id)} was ready already: nothing changed.`,
  );
}
