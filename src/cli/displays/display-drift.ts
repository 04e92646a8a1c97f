import type { DriftEntry, DriftResult } from '../../operations/spec/drift.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { paragraphs } from './paragraphs.ts';

function diffLine(line: string, ui: Ui): Text {
  if (line.startsWith('+')) {
    return ui.style('green', line);
  }
  return line.startsWith('-') ? ui.style('red', line) : ui.t`${line}`;
}

function entryText(entry: DriftEntry, ui: Ui): Text {
  const { task_id: id, source, anchor, state, note, near, diff } = entry;
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  return ui.lines([
    ui.t`${ui.bold(id)} ${source}${anchor ?? ''} ${ui.style('yellow', state)}`,
    note === null ? undefined : ui.t`  ${note}${meant}`,
    ...(diff === null ? [] : diff.split('\n').map((line) => diffLine(line, ui))),
  ]);
}

/** What has changed below the tasks, with its diff. */
export function displayDrift({ drifted, updated }: DriftResult, ui: Ui): Rendered {
  const none = updated.length === 0 && drifted.length === 0;
  return paragraphs([
    ...drifted.map((each) => entryText(each, ui)),
    none ? ui.t`All is as it was when the tasks were cut from it.` : undefined,
    updated.length === 0 ? undefined : ui.t`Accepted: ${updated.join(', ')}`,
  ]);
}
