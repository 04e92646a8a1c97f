import type { DoneResult } from '../../operations/task/done.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { criteriaLines } from './criteria-lines.ts';
import { paragraphs } from './paragraphs.ts';
import { stateText } from './state-text.ts';

function headOf(data: DoneResult, ui: Ui): Text {
  const { task_id: id, completed_by: by } = data;
  return data.changed
    ? ui.t`${ui.bold(id)} is ${stateText('done')}, by ${by}. What depends on it waits until it is verified.`
    : ui.t`${ui.bold(id)} was done already, by ${by}: nothing changed.`;
}

function evidenceLines(data: DoneResult, ui: Ui): Text | undefined {
  const items = data.evidence.map(({ kind, value }) => (kind === 'text' ? value : `${kind}:${value}`));
  return items.length === 0 ? undefined : ui.lines([ui.bold('Evidence'), ui.list(items, '  -')]);
}

export function displayDone(data: DoneResult, ui: Ui): Rendered {
  return paragraphs([headOf(data, ui), criteriaLines(data.criteria, ui), evidenceLines(data, ui)]);
}
