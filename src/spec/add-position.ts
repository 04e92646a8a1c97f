import { parseTree, readMap } from './cst-tree.ts';
import type { BlockCut, SpecCut } from './cut.ts';
import { lineBelow } from './text-lines.ts';

/** Where a new block goes. */
export interface AddPosition {
  readonly at: number;
  /** A blank line parts it from the block above, or from the one below. */
  readonly blankLine: 'above' | 'below' | 'none';
}

/** How many blocks are looked at to learn whether blank lines part them. */
const SAMPLE_BLOCKS = 20;

/** So many tasks at the end of a spec decide where and how another one is added there. */
export const NEIGHBOURS_FOR_ADDING = SAMPLE_BLOCKS + 2;

const ENDS_BLANK = /\n[ \t]*\r?\n$/u;

function isSeparated(text: string, blocks: readonly BlockCut[]): boolean {
  const sample = blocks.slice(0, -1).slice(-SAMPLE_BLOCKS);
  const parted = sample.filter(({ start, end }) => ENDS_BLANK.test(text.slice(start, end)));
  return parted.length * 2 > sample.length;
}

/** Offset of the first of the blank lines that a block ends with, those of its text aside. */
function tailStart(text: string, { start, end }: BlockCut): number {
  const block = text.slice(start, end);
  const content = readMap(parseTree(block)?.value)?.entries[0];
  const contentBelow = content === undefined ? block.length : lineBelow(block, content.end);
  const visible = lineBelow(block, block.trimEnd().length);
  return start + Math.max(contentBelow, visible);
}

/**
 * The place behind the block at `index`, or before the first one when it is -1, which leaves the blank lines between
 * blocks as they are. The cut has at least one block.
 */
export function findAddPosition(text: string, cut: SpecCut, index: number): AddPosition {
  const { blocks } = cut;
  const separated = isSeparated(text, blocks);
  const anchor = blocks[index];
  if (anchor === undefined) {
    return { at: blocks[0]?.start ?? cut.header.end, blankLine: separated ? 'below' : 'none' };
  }
  const tail = tailStart(text, anchor);
  if (!separated) {
    return { at: tail, blankLine: 'none' };
  }
  return { at: anchor.end, blankLine: tail < anchor.end ? 'below' : 'above' };
}
