import type { DeletedTask, DeleteResult } from '../../operations/task/delete.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

function line(task: DeletedTask, ui: Ui): Text {
  const { id, title, previous_status: before, lease_ended: holder } = task;
  const ended = holder === null ? '' : `, the lease of ${holder} has ended`;
  return ui.t`Deleted ${ui.bold(id)}: ${title} ${ui.dim(`(it was ${before}${ended})`)}`;
}

export function displayDelete(data: DeleteResult, ui: Ui): Rendered {
  return data.changed
    ? data.deleted.map((each) => line(each, ui))
    : ui.t`${ui.bold(data.task_id)} was deleted already: nothing changed.`;
}
