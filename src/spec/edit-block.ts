import type { SpecTask } from '../model/task.ts';
import { invariant } from '../util/invariant.ts';
import { parseTree, readMap, type MapEntry } from './cst-tree.ts';
import { blockHash, cutSpec, type BlockCut, type SpecCut } from './cut.ts';
import { quotingOf } from './edit-list.ts';
import type { EditableText } from './edit-root.ts';
import { joinLines } from './edit-scalar.ts';
import { EDIT_DEPTHS, spliceTask } from './edit-task.ts';
import { printEntry, printFlow, printKey, type PrintStyle } from './print-node.ts';
import type { Quoting } from './print-scalar.ts';
import { styleOfTask } from './print-style.ts';
import { inputInvalid, readBackBlock, requireEditable, type ReadBack } from './read-back.ts';
import { isSameValue } from '../model/same-value.ts';
import type { EditedFields, EditedTask } from './spec-edit.ts';
import { applySplices, shiftSplices, type Splice } from './splice.ts';
import { fieldChanges, taskNode, withFields } from './task-fields.ts';
import { indentBefore } from './text-lines.ts';

/** A spec that is cut at its task blocks. */
export interface BlocksSite extends EditableText {
  readonly cut: SpecCut;
}

/** The one entry of a block, and its text. */
export interface OpenedBlock {
  readonly id: string;
  readonly start: number;
  readonly text: string;
  readonly entry: MapEntry;
}

/** A block by itself; `undefined` when it is not what the cut took it for. */
export function openBlock({ text }: BlocksSite, { id, start, end }: BlockCut): OpenedBlock | undefined {
  const blockText = text.slice(start, end);
  const entries = readMap(parseTree(blockText)?.value)?.entries;
  const entry = entries?.length === 1 ? entries[0] : undefined;
  return entry?.key === id ? { id, start, text: blockText, entry } : undefined;
}

/** Throws for a text that was to say something and does not: what was given is invalid, or Lodestar is at fault. */
function refuseReadBack(id: string, last: ReadBack): never {
  if (last.kind === 'invalid') {
    throw inputInvalid(last.problems);
  }
  throw new Error(`invariant broken: the edit of ${id} does not read back as it was meant`);
}

/**
 * Reads a block back: it says what was meant, and in its place it is one block, as the cut would find it. So nothing
 * around it has to be read again.
 */
function readBack({ cut }: BlocksSite, blockText: string, id: string): ReadBack {
  const alone = cutSpec(`tasks:\n${blockText}`);
  const isOneBlock = alone?.blocks.length === 1 && alone.blocks[0]?.id === id && alone.indent === cut.indent;
  return isOneBlock && blockText.endsWith('\n') ? readBackBlock(blockText, id) : { kind: 'other' };
}

function meansTask(read: ReadBack, task: SpecTask): boolean {
  return read.kind === 'task' && isSameValue(read.task, task);
}

export interface EditedBlock {
  /** In offsets of the whole text; none where nothing changes. */
  readonly splices: readonly Splice[];
  readonly edited: EditedTask | undefined;
}

/**
 * What gives a task other fields.
 * @throws LodestarError `SPEC_INVALID` where the task has errors, `INPUT_INVALID` for a value that breaks a rule.
 */
export function editBlock(site: BlocksSite, block: OpenedBlock, fields: EditedFields): EditedBlock {
  const { id, text, entry } = block;
  const before = requireEditable(text, id);
  invariant(before !== undefined, `the block of ${id} is one task`);
  const after = withFields(before, fields);
  const edit = { changes: fieldChanges(before, after, fields), after, defaultStep: site.cut.indent };
  let last: ReadBack = { kind: 'other' };
  for (const depth of edit.changes.length === 0 ? [] : EDIT_DEPTHS) {
    const splices = spliceTask({ ...site, text, entry, inFlow: false }, edit, depth);
    const blockText = splices === undefined ? '' : applySplices(text, splices);
    if (splices !== undefined) {
      last = readBack(site, blockText, id);
    }
    if (splices !== undefined && meansTask(last, after)) {
      const edited = { task: after, hash: blockHash(blockText) };
      return { splices: shiftSplices(splices, block.start), edited };
    }
  }
  return edit.changes.length === 0 ? { splices: [], edited: undefined } : refuseReadBack(id, last);
}

interface BlockStyle {
  readonly style: PrintStyle;
  readonly quoting: Quoting;
  /** The whole task is in braces. */
  readonly isFlow: boolean;
}

/** Learns from a block how a new one beside it looks. */
export function styleBeside(site: BlocksSite, block: BlockCut): BlockStyle {
  const { cut, literals } = site;
  const { text = '', entry } = openBlock(site, block) ?? {};
  const map = readMap(entry?.value);
  const first = map?.entries[0];
  const column = first && indentBefore(text, first.keyToken.offset)?.length;
  const step = column !== undefined && column > cut.indent ? column - cut.indent : cut.indent;
  const style = styleOfTask(text, site.fileStyle, { step, literals });
  return {
    style,
    quoting: quotingOf(entry?.keyToken),
    isFlow: map?.isFlow === true && map.entries.length > 0,
  };
}

/** The lines of a new task. @throws LodestarError `INPUT_INVALID` for a value that breaks a rule of its field. */
export function printBlock(site: BlocksSite, { style, quoting, isFlow }: BlockStyle, task: SpecTask): string {
  const { indent } = site.cut;
  const node = taskNode(task, true);
  const flow = `${' '.repeat(indent)}${printKey(task.id, quoting)}: ${printFlow(node)}`;
  const lines = isFlow ? [flow] : printEntry(task.id, node, { style, indent, prefer: quoting });
  const text = joinLines(lines, site.eol);
  const read = readBack(site, text, task.id);
  return meansTask(read, task) ? text : refuseReadBack(task.id, read);
}
