import { diff3MergeRegions, diffIndices } from 'node-diff3';
import type { ItemHunk } from '../../model/merge-items.ts';
import { mapSides, type Sides } from '../../model/merge-sides.ts';

/** Lines that are as one side, or both, have them; or what each side has in one place. */
export type LineRegion =
  | { readonly kind: 'merged'; readonly lines: readonly string[] }
  | ({ readonly kind: 'conflict' } & Sides<readonly string[]>);

/** Comparing takes the product of the lines that differ where most are alike; so many are left to a person. */
const MAX_LINES = 20_000;

/** The lines of a text, each with its line break. */
export function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/u);
}

export function diffItems(before: readonly string[], after: readonly string[]): readonly ItemHunk[] {
  return diffIndices([...before], [...after]).map(({ buffer1: [start, length], buffer2Content }) => ({
    start,
    length,
    content: buffer2Content,
  }));
}

function commonLength(lists: readonly (readonly string[])[], fromEnd: boolean): number {
  const [first = []] = lists;
  const most = Math.min(...lists.map((list) => list.length));
  const at = (list: readonly string[], index: number): string | undefined =>
    list[fromEnd ? list.length - 1 - index : index];
  let length = 0;
  while (length < most && lists.every((list) => at(list, length) === at(first, length))) {
    length += 1;
  }
  return length;
}

/** What all begin with, what all end with, and what each has between. */
function trimCommon(lists: readonly (readonly string[])[]): {
  readonly head: readonly string[];
  readonly tail: readonly string[];
  readonly middles: readonly (readonly string[])[];
} {
  const [first = []] = lists;
  const start = commonLength(lists, false);
  const rests = lists.map((list) => list.slice(start));
  const end = commonLength(rests, true);
  return {
    head: first.slice(0, start),
    tail: first.slice(first.length - end),
    middles: rests.map((list) => list.slice(0, list.length - end)),
  };
}

function merged(lines: readonly string[]): LineRegion[] {
  return lines.length === 0 ? [] : [{ kind: 'merged', lines }];
}

/** Only the lines between those that both sides have alike at the beginning and at the end are in question. */
function conflictRegions({ base, ours, theirs }: Sides<readonly string[]>): LineRegion[] {
  const { head, tail, middles } = trimCommon([ours, theirs]);
  const [a = [], b = []] = middles;
  const conflict = { kind: 'conflict', base, ours: a, theirs: b } as const;
  return [...merged(head), ...(a.length + b.length === 0 ? [] : [conflict]), ...merged(tail)];
}

function compareRegions({ base, ours, theirs }: Sides<readonly string[]>): LineRegion[] {
  if (base.length + ours.length + theirs.length > MAX_LINES) {
    return conflictRegions({ base, ours, theirs });
  }
  return diff3MergeRegions([...ours], [...base], [...theirs]).flatMap((region) =>
    region.stable
      ? merged(region.bufferContent)
      : conflictRegions({ base: region.oContent, ours: region.aContent, theirs: region.bContent }),
  );
}

/** Merges lines as Git does: changes that touch each other are conflicts. */
export function mergeLines(sides: Sides<readonly string[]>): LineRegion[] {
  const { head, tail, middles } = trimCommon([sides.base, sides.ours, sides.theirs]);
  const [base = [], ours = [], theirs = []] = middles;
  return [...merged(head), ...compareRegions({ base, ours, theirs }), ...merged(tail)];
}

/** `undefined` where there is a conflict. */
export function mergeText(texts: Sides<string>): string | undefined {
  const regions = mergeLines(mapSides(texts, splitLines));
  return regions.every((region) => region.kind === 'merged')
    ? regions.flatMap(({ lines }) => lines).join('')
    : undefined;
}

export const MERGE_TOOLS = { diffItems, mergeText } as const;
