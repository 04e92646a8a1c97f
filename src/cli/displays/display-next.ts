import type { HeldTask, NextResult, OfferedTask } from '../../operations/task/next.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { paragraphs } from './paragraphs.ts';
import { returnedLine } from './returned-lines.ts';

function offer(task: OfferedTask, ui: Ui): Text {
  const { id, title, why, labels } = task;
  const labelled = labels.length === 0 ? '' : ui.t`  ${ui.dim(`[${labels.join(', ')}]`)}`;
  return ui.lines([
    ui.t`${ui.bold(id)}  ${title}${labelled}`,
    ui.t`    ${ui.dim(why.join('; '))}`,
    task.returned === null ? undefined : ui.t`    ${returnedLine(task.returned, ui)}`,
  ]);
}

function held(task: HeldTask, ui: Ui): Text {
  return ui.t`  ${ui.bold(task.task_id)}  ${task.title}, expires ${ui.time(task.expires_at)}`;
}

function countLine(data: NextResult, ui: Ui): Text {
  const { tasks, total_claimable: total } = data;
  if (tasks.length === 0) {
    const others = total === 0 ? '' : `; ${String(total)} could be claimed but for filters or locks`;
    return ui.t`Nothing to claim now${others}.`;
  }
  return ui.dim(`${String(tasks.length)} of ${String(total)} that can be claimed`);
}

/** What to do next and why, and what the caller holds already. */
export function displayNext(data: NextResult, ui: Ui): Rendered {
  const holding =
    data.held.length === 0
      ? undefined
      : ui.lines([ui.bold('You hold'), ...data.held.map((each) => held(each, ui))]);
  const offers = ui.lines(data.tasks.map((each) => offer(each, ui)));
  return paragraphs([holding, offers, countLine(data, ui)]);
}
