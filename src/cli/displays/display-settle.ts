import type { SettledTask, SettleResult } from '../../operations/settle/settle.ts';
import { countOf } from '../ui/count-of.ts';
import { joinLines, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

type Left = SettleResult['left'][number];

const REASONS: Readonly<Record<Left['why'], string>> = {
  done: 'nobody has verified it',
  'other-branch': 'another branch decided it',
  unknown: 'its commits are not to be seen in this shallow clone',
};

function settledLine({ task_id: id, status, by, at }: SettledTask, ui: Ui): Text {
  return ui.t`  ${ui.bold(id)} ${status}${ui.dim(by === null ? '' : ` by ${by}`)} ${ui.dim(ui.time(at))}`;
}

function leftLine({ task_id: id, status, why }: Left, ui: Ui): Text {
  return ui.t`  ${ui.bold(id)} ${status}: ${REASONS[why]}`;
}

export function displaySettle(data: SettleResult, ui: Ui): Rendered {
  const { settled, left } = data;
  return [
    settled.length === 0
      ? 'Nothing was settled.'
      : ui.lines([
          ui.t`Wrote ${countOf(settled.length, 'outcome')} into the spec:`,
          joinLines(settled.map((task) => settledLine(task, ui))),
        ]),
    left.length === 0
      ? undefined
      : ui.lines(['', 'Left as it is:', joinLines(left.map((task) => leftLine(task, ui)))]),
  ];
}
