import type { SpecTask } from '../model/task.ts';
import { readMap, type MapEntry } from './cst-tree.ts';
import { editMap, type KeyChange } from './edit-map.ts';
import { replaceWhole } from './edit-scalar.ts';
import { printFlow, printNode } from './print-node.ts';
import type { EditableText } from './edit-root.ts';
import { styleOfTask } from './print-style.ts';
import type { Splice } from './splice.ts';
import { chooseFieldAnchor, taskNode } from './task-fields.ts';
import { indentBefore } from './text-lines.ts';

/**
 * How an edit is tried, in this order: inside of the values that change; the same without block scalars, which would
 * swallow a deeper comment below them; those values printed anew; the whole task printed anew. The first that reads back as meant is taken.
 */
export const EDIT_DEPTHS = ['surgical', 'quoted', 'whole', 'task'] as const;
export type EditDepth = (typeof EDIT_DEPTHS)[number];

export interface TaskSite extends EditableText {
  /** The task's key and value. */
  readonly entry: MapEntry;
  /** The task is inside of `{}`. */
  readonly inFlow: boolean;
}

/** Spaces by which a field stands deeper than the key of its task. */
function stepOf({ text, entry }: TaskSite, indent: number): number | undefined {
  const first = readMap(entry.value)?.entries[0];
  const column = first && indentBefore(text, first.keyToken.offset)?.length;
  return column === undefined || column <= indent ? undefined : column - indent;
}

/** The splices that make a task in the text be `after`; `undefined` where this depth cannot do it. */
export function spliceTask(
  site: TaskSite,
  edit: { changes: readonly KeyChange[]; after: SpecTask; defaultStep: number },
  depth: EditDepth,
): Splice[] | undefined {
  const { text, eol, entry, inFlow, fileStyle } = site;
  const indent = indentBefore(text, entry.keyToken.offset)?.length ?? 0;
  const step = stepOf(site, indent) ?? edit.defaultStep;
  const style = styleOfTask(text.slice(entry.keyToken.offset - indent, entry.end), fileStyle, {
    step,
    literals: depth === 'surgical' ? site.literals : 'none',
  });
  const map = readMap(entry.value);
  if (depth === 'task' || map === undefined || map.entries.length === 0) {
    const node = taskNode(edit.after, false);
    const printed = inFlow
      ? { inline: printFlow(node), lines: [] }
      : printNode(node, style, { indent, key: entry.key });
    return replaceWhole({ text, eol, style, entry, inFlow, indent }, printed);
  }
  const reach = depth === 'whole' ? 'whole' : 'surgical';
  return editMap(map, edit.changes, { text, eol, style, depth: reach, chooseAnchor: chooseFieldAnchor });
}
