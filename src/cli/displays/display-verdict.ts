import type { VerdictResult } from '../../operations/task/judge.ts';
import type { VerifyResult } from '../../operations/task/verify.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { criteriaLines } from './criteria-lines.ts';
import { displayStatus } from './display-status.ts';
import { stateText } from './state-text.ts';

function displayVerify(data: VerifyResult, ui: Ui): Rendered {
  const { task_id: id, verified_by: by, unblocked } = data;
  if (!data.changed) {
    return ui.t`${ui.bold(id)} was verified already, by you: nothing changed.`;
  }
  const unchecked = data.criteria.filter((each) => !each.checked);
  return [
    ui.t`${ui.bold(id)} is ${stateText('verified')}, by ${by}.`,
    unblocked.length === 0
      ? undefined
      : ui.t`  Can be claimed now: ${ui.style('green', unblocked.join(', '))}`,
    data.settled ? ui.t`  The outcome is in spec.yaml: commit that.` : undefined,
    unchecked.length === 0 ? undefined : ui.t`  Accepted unchecked:`,
    criteriaLines(unchecked, ui),
  ];
}

/** A verification, or a rejection. */
export function displayVerdict(data: VerdictResult, ui: Ui): Rendered {
  return data.status === 'verified' ? displayVerify(data, ui) : displayStatus(data, ui);
}
