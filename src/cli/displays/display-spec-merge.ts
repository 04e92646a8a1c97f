import type { SpecMergeResult } from '../../operations/spec/merge.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

const WAYS: Readonly<Record<SpecMergeResult['way'], string>> = {
  unchanged: 'both sides are the same',
  ours: 'as ours has it',
  theirs: 'as theirs has it',
  tasks: 'task by task',
  whole: 'as one text',
  lines: 'line by line',
};

/** What was printed already is not told once more. */
export function displaySpecMerge({ output, file, way }: SpecMergeResult, ui: Ui): Rendered {
  return output === null ? ui.raw('') : ui.t`Merged ${file}: ${WAYS[way]}.`;
}
