import type { HistoryResult } from '../../operations/log/history.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { eventColumns } from './display-log.ts';

export function displayHistory({ task_id: id, title, events, count }: HistoryResult, ui: Ui): Rendered {
  const heading = ui.t`${ui.bold(id)} ${title ?? ui.dim("not in this checkout's spec")}`;
  const list = count === 0 ? 'Nothing is recorded.' : ui.table(eventColumns(ui, { withTask: false }), events);
  return [heading, '', list];
}
