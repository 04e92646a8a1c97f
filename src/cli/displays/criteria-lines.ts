import type { CriterionState } from '../../operations/task/criteria.ts';
import type { Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

function line(criterion: CriterionState, ui: Ui): Text {
  const { number, text, checked, checked_by: by, checked_at: at } = criterion;
  const box = checked ? ui.style('green', '[x]') : ui.t`[ ]`;
  const who = checked ? ui.t`  ${ui.dim(ui.t`${by}, ${ui.time(at)}`)}` : '';
  return ui.t`  ${box} ${number}. ${text}${who}`;
}

/** Acceptance criteria with their check-offs, under a heading that counts them; nothing where there are none. */
export function criteriaLines(criteria: readonly CriterionState[], ui: Ui): Text | undefined {
  if (criteria.length === 0) {
    return undefined;
  }
  const checked = criteria.filter((each) => each.checked).length;
  const heading = ui.t`${ui.bold('Criteria')} ${ui.dim(ui.t`${checked} of ${criteria.length} checked`)}`;
  return ui.lines([heading, ...criteria.map((each) => line(each, ui))]);
}
