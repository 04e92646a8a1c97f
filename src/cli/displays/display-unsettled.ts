import type { UnsettledTask } from '../../operations/workspace/status.ts';
import { concat, joinLines, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

/** A line for each task that the runtime decided and the spec does not say yet. */
export function displayUnsettled(tasks: readonly UnsettledTask[], ui: Ui): Text {
  const lines = tasks.map(({ task_id: id, status, by }) =>
    concat('  ', ui.bold(id), ` ${status}`, by === null ? '' : ui.dim(` by ${by}`)),
  );
  return joinLines(lines);
}
