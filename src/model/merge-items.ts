import { mergeOrder } from './merge-order.ts';
import type { Merged, Sides } from './merge-sides.ts';

/** In place of `length` items from `start` on a side has `content`. */
export interface ItemHunk {
  readonly start: number;
  readonly length: number;
  readonly content: readonly string[];
}

/** How one list became another, in order and without overlaps. */
export type DiffItems = (before: readonly string[], after: readonly string[]) => readonly ItemHunk[];

interface ListChange {
  /** What became of items of the base; `null` for one that was taken out. */
  readonly items: ReadonlyMap<number, string | null>;
  /** What was put in, by the index of the item of the base that it stands before. */
  readonly inserted: ReadonlyMap<number, readonly string[]>;
}

/** As many items in place of as many are taken for edits of each. */
function changeOf(hunks: readonly ItemHunk[]): ListChange {
  const items = new Map<number, string | null>();
  const inserted = new Map<number, readonly string[]>();
  for (const { start, length, content } of hunks) {
    const isEdit = content.length === length;
    for (let offset = 0; offset < length; offset += 1) {
      items.set(start + offset, isEdit ? (content[offset] ?? null) : null);
    }
    if (!isEdit && content.length > 0) {
      inserted.set(start, content);
    }
  }
  return { items, inserted };
}

/** Both in an order that does not depend on which is which, and what both have once. */
function joinInsertions(a: readonly string[] = [], b: readonly string[] = []): string[] {
  const [first = [], second = []] = [a, b].toSorted((x, y) => (x.join('\n') < y.join('\n') ? -1 : 1));
  return [...first, ...second.filter((item) => !first.includes(item))];
}

function countOf(list: readonly string[], item: string): number {
  return list.filter((each) => each === item).length;
}

/** An item that both sides put in at different places is there once. */
function withoutRepeats(items: readonly string[], { ours, theirs }: Sides<readonly string[]>): string[] {
  const taken: string[] = [];
  for (const item of items) {
    if (countOf(taken, item) < Math.max(countOf(ours, item), countOf(theirs, item))) {
      taken.push(item);
    }
  }
  return taken;
}

/**
 * Merges lists item by item: each can be edited, taken out or put in by either side. An item that one edited and the other
 * edited otherwise, or took out, is a conflict.
 */
export function mergeItems(sides: Sides<readonly string[]>, diff: DiffItems): Merged<readonly string[]> {
  const { base } = sides;
  const [ours, theirs] = [changeOf(diff(base, sides.ours)), changeOf(diff(base, sides.theirs))];
  const merged: string[] = [];
  let isConflict = false;
  for (let index = 0; index <= base.length; index += 1) {
    merged.push(...joinInsertions(ours.inserted.get(index), theirs.inserted.get(index)));
    const [a, b] = [ours.items.get(index), theirs.items.get(index)];
    isConflict ||= a !== undefined && b !== undefined && a !== b;
    const item = a === undefined ? b : a;
    merged.push(...(index === base.length || item === null ? [] : [item ?? base[index] ?? '']));
  }
  return isConflict
    ? { value: sides.ours, isConflict }
    : { value: withoutRepeats(merged, sides), isConflict };
}

/** Merges sets: what a side put in is in it, what a side took out is not. The order is that of the lists. */
export function mergeSets(sides: Sides<readonly string[]>): string[] {
  const [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map((list) => new Set(list)) as [
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const all = [...new Set([...base, ...ours, ...theirs])];
  const kept = all.filter((item) => (base.has(item) ? ours.has(item) && theirs.has(item) : true));
  return mergeOrder({ base: [...base], ours: [...ours], theirs: [...theirs] }, new Set(kept), (a, b) =>
    a < b ? -1 : a === b ? 0 : 1,
  );
}
