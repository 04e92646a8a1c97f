import type { StatusResult } from '../../operations/task/change-status.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { stateText } from './state-text.ts';

/** A change of status by hand: block, unblock, reopen, cancel, reject. */
export function displayStatus(data: StatusResult, ui: Ui): Rendered {
  const { task_id: id, status, previous_status: before, reason, lease_ended: holder } = data;
  if (!data.changed) {
    return ui.t`${ui.bold(id)} was ${status} already, by you: nothing changed.`;
  }
  return [
    ui.t`${ui.bold(id)} is ${stateText(status)} ${ui.dim(`(it was ${before})`)}${reason === null ? '' : ui.t`: ${reason}`}`,
    holder === null ? undefined : ui.t`  The lease of ${holder} has ended.`,
    data.spec_edited ? ui.t`  spec.yaml held it back, and was edited: commit that.` : undefined,
  ];
}
