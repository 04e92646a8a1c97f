import type { SpecTask } from '../model/task.ts';
import { invariant } from '../util/invariant.ts';
import { findAddPosition } from './add-position.ts';
import { parseTree, readMap, type MapEntry } from './cst-tree.ts';
import { cutSpec, type BlockCut, type SpecCut } from './cut.ts';
import { quotingOf } from './edit-list.ts';
import { groupByAnchor, type EditPlan } from './edit-plan.ts';
import { joinLines } from './edit-scalar.ts';
import type { EditableText } from './edit-root.ts';
import { EDIT_DEPTHS, spliceTask } from './edit-task.ts';
import { printEntry, printFlow, printKey, type PrintStyle } from './print-node.ts';
import { styleOfTask } from './print-style.ts';
import { inputInvalid, readBackBlock, requireEditable, type ReadBack } from './read-back.ts';
import { isSameValue } from './same-value.ts';
import { applySplices, shiftSplices, type Splice } from './splice.ts';
import type { EditedFields, EditedSpec } from './spec-edit.ts';
import { fieldChanges, taskNode, withFields } from './task-fields.ts';
import { indentBefore } from './text-lines.ts';

interface BlocksSite extends EditableText {
  readonly cut: SpecCut;
}

interface EditedBlock {
  readonly id: string;
  /** The block's new text by itself. */
  readonly block: string;
  /** In offsets of the whole text. */
  readonly splices: readonly Splice[];
}

function entryOf(blockText: string): MapEntry | undefined {
  const entries = readMap(parseTree(blockText)?.value)?.entries;
  return entries?.length === 1 ? entries[0] : undefined;
}

/** Throws for a text that was to say something and does not: what was given is invalid, or Lodestar is at fault. */
function refuseReadBack(id: string, last: ReadBack): never {
  if (last.kind === 'invalid') {
    throw inputInvalid(last.problems);
  }
  throw new Error(`invariant broken: the edit of ${id} does not read back as it was meant`);
}

function meansTask(read: ReadBack, task: SpecTask): boolean {
  return read.kind === 'task' && isSameValue(read.task, task);
}

/** The block with other fields; `undefined` where nothing changes. */
function editBlock(site: BlocksSite, block: BlockCut, fields: EditedFields): EditedBlock | undefined {
  const text = site.text.slice(block.start, block.end);
  const entry = entryOf(text);
  const before = requireEditable(text, block.id);
  invariant(entry !== undefined && before !== undefined, `the block of ${block.id} is one task`);
  const after = withFields(before, fields);
  const edit = { changes: fieldChanges(before, after, fields), after, defaultStep: site.cut.indent };
  if (edit.changes.length === 0) {
    return undefined;
  }
  const taskSite = { ...site, text, entry, inFlow: false };
  let last: ReadBack = { kind: 'other' };
  for (const depth of EDIT_DEPTHS) {
    const splices = spliceTask(taskSite, edit, depth);
    const edited = splices && applySplices(text, splices);
    last = edited === undefined ? last : readBackBlock(edited, block.id);
    if (edited !== undefined && meansTask(last, after)) {
      return { id: block.id, block: edited, splices: shiftSplices(splices ?? [], block.start) };
    }
  }
  return refuseReadBack(block.id, last);
}

/** Learns from a block how a new one beside it looks. */
function styleBeside(
  site: BlocksSite,
  block: BlockCut,
): { style: PrintStyle; quoting: ReturnType<typeof quotingOf>; isFlow: boolean } {
  const { cut, mayEndWithBreak } = site;
  const text = site.text.slice(block.start, block.end);
  const entry = entryOf(text);
  const map = readMap(entry?.value);
  const first = map?.entries[0];
  const column = first && indentBefore(text, first.keyToken.offset)?.length;
  const step = column !== undefined && column > cut.indent ? column - cut.indent : cut.indent;
  const style = styleOfTask(text, site.fileStyle, { step, mayEndWithBreak });
  return {
    style,
    quoting: quotingOf(entry?.keyToken),
    isFlow: map?.isFlow === true && map.entries.length > 0,
  };
}

function printTask(site: BlocksSite, beside: BlockCut, task: SpecTask): string {
  const { cut } = site;
  const { style, quoting, isFlow } = styleBeside(site, beside);
  const node = taskNode(task);
  const flow = `${' '.repeat(cut.indent)}${printKey(task.id, quoting)}: ${printFlow(node)}`;
  const lines = isFlow ? [flow] : printEntry(task.id, node, { style, indent: cut.indent, prefer: quoting });
  const text = joinLines(lines, site.eol);
  const read = readBackBlock(text, task.id);
  return meansTask(read, task) ? text : refuseReadBack(task.id, read);
}

/** New tasks as blocks behind the block of `anchorId`, or before all. */
function addBlocks(
  site: BlocksSite,
  anchorId: string | undefined,
  tasks: readonly SpecTask[],
): EditedBlock[] {
  const { text, cut } = site;
  const index = anchorId === undefined ? -1 : cut.blocks.findLastIndex((block) => block.id === anchorId);
  const beside = cut.blocks[Math.max(index, 0)];
  invariant(beside !== undefined, 'there is a block to add beside');
  const { at, blankLine } = findAddPosition(text, cut, index);
  return tasks.map((task) => {
    const block = printTask(site, beside, task);
    const parted = (blankLine === 'above' ? site.eol : '') + block + (blankLine === 'below' ? site.eol : '');
    return { id: task.id, block, splices: [{ start: at, end: at, text: parted }] };
  });
}

/** Cuts the new text anew: the blocks are those expected, in this order, and what stands above them is as it was. */
function verifyBlocks(site: BlocksSite, edited: string, expected: ReadonlyMap<string, string>): void {
  const again = cutSpec(edited);
  const ids = [...expected.keys()];
  invariant(again?.blocks.length === ids.length, 'the edited spec is cut as the one before');
  const header = site.text.slice(0, site.cut.header.end);
  invariant(edited.slice(0, again.header.end) === header, 'what stands above the tasks is as it was');
  again.blocks.forEach((block, index) => {
    const isMeant = edited.slice(block.start, block.end).trim() === expected.get(block.id)?.trim();
    invariant(isMeant && block.id === ids[index], `block ${block.id} reads as it is meant`);
  });
}

function editPresent(site: BlocksSite, set: EditPlan['set']): EditedBlock[] {
  return site.cut.blocks.flatMap((block) => {
    const fields = set.get(block.id);
    const edited = fields && editBlock(site, block, fields);
    return edited === undefined ? [] : [edited];
  });
}

/**
 * Applies a plan to a spec that is cut at its blocks: only the edited blocks are parsed. `undefined` when a block that is
 * to change is not what the cut took it for, or there is no block to learn the style of a new one from.
 */
export function editBlocks(site: BlocksSite, plan: EditPlan): EditedSpec | undefined {
  const { text, cut } = site;
  const isOdd = cut.blocks.some(
    ({ id, start, end }) => plan.set.has(id) && entryOf(text.slice(start, end))?.key !== id,
  );
  if (isOdd || cut.blocks.length === 0) {
    return undefined;
  }
  const edited = new Map(editPresent(site, plan.set).map((block) => [block.id, block]));
  const groups = groupByAnchor(
    plan.added,
    cut.blocks.map(({ id }) => id),
  );
  const added = new Map([...groups].map(([anchor, tasks]) => [anchor, addBlocks(site, anchor, tasks)]));
  const all = [...edited.values(), ...[...added.values()].flat()];
  const expected: [string, string][] = (added.get(undefined) ?? []).map(({ id, block }) => [id, block]);
  for (const { id, start, end } of cut.blocks) {
    expected.push([id, edited.get(id)?.block ?? text.slice(start, end)]);
    expected.push(
      ...(added.get(id) ?? []).map((addition): [string, string] => [addition.id, addition.block]),
    );
  }
  const newText = applySplices(
    text,
    all.flatMap(({ splices }) => splices),
  );
  verifyBlocks(site, newText, new Map(expected));
  return { text: newText, changed: all.map(({ id }) => id) };
}
