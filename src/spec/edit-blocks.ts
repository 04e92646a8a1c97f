import type { SpecTask } from '../model/task.ts';
import { invariant } from '../util/invariant.ts';
import { findAddPosition } from './add-position.ts';
import { blockHash, mayKeepBlankLines } from './cut.ts';
import { editBlock, openBlock, printBlock, styleBeside, type BlocksSite } from './edit-block.ts';
import { groupByAnchor, type EditPlan } from './edit-plan.ts';
import type { EditedSpec, EditedTask } from './spec-edit.ts';
import { applySplices, orderSplices, type Splice } from './splice.ts';
import { lineStart } from './text-lines.ts';

interface Anchored {
  readonly anchorId: string | undefined;
  readonly tasks: readonly SpecTask[];
}

interface AddedBlocks {
  readonly splices: readonly Splice[];
  /** `undefined` where a blank line beside them may become text of the task above. */
  readonly edited: readonly EditedTask[] | undefined;
}

/** New tasks as blocks behind the block of `anchorId`, or before all. */
function addBlocks(site: BlocksSite, { anchorId, tasks }: Anchored): AddedBlocks {
  const { text, cut, eol } = site;
  const index = anchorId === undefined ? -1 : cut.blocks.findLastIndex((block) => block.id === anchorId);
  const beside = cut.blocks[Math.max(index, 0)];
  invariant(beside !== undefined, 'there is a block to add beside');
  const { at, blankLine } = findAddPosition(text, cut, index);
  invariant(lineStart(text, at) === at, 'a new block begins on a line of its own');
  const style = styleBeside(site, beside);
  const printed = tasks.map((task) => ({ task, block: printBlock(site, style, task) }));
  const splices = printed.map(({ block }) => {
    const parted = (blankLine === 'above' ? eol : '') + block + (blankLine === 'below' ? eol : '');
    return { start: at, end: at, text: parted };
  });
  const isApart = !mayKeepBlankLines(text.slice(beside.start, beside.end));
  return {
    splices,
    edited: isApart ? printed.map(({ task, block }) => ({ task, hash: blockHash(block) })) : undefined,
  };
}

/**
 * Applies a plan to a spec that is cut at its blocks: only the edited blocks are parsed, and each is shown to stand in
 * its place as one block. `undefined` when a block that is to change is not what the cut took it for, or there is no
 * block to learn the style of a new one from.
 */
export function editBlocks(site: BlocksSite, plan: EditPlan): EditedSpec | undefined {
  const { blocks } = site.cut;
  const touched = blocks.filter(({ id }) => plan.set.has(id));
  const opened = touched.map((block) => openBlock(site, block)).filter((block) => block !== undefined);
  if (blocks.length === 0 || opened.length < touched.length) {
    return undefined;
  }
  const edits = opened.map((block) => editBlock(site, block, plan.set.get(block.id) ?? {}));
  const changed = edits.flatMap(({ edited }) => edited ?? []);
  const ids = blocks.map(({ id }) => id);
  const added = [...groupByAnchor(plan.added, ids)].map(([anchorId, tasks]) =>
    addBlocks(site, { anchorId, tasks }),
  );
  const splices = [...edits, ...added].flatMap((each) => each.splices);
  const isPlain = site.literals === 'all' && added.every(({ edited }) => edited !== undefined);
  return {
    text: applySplices(site.text, splices),
    ...(site.literals === 'all' ? { splices: orderSplices(splices) } : {}),
    changed: [...changed.map(({ task }) => task.id), ...plan.added.keys()],
    ...(isPlain ? { tasks: [...changed, ...added.flatMap(({ edited }) => edited ?? [])] } : {}),
  };
}
