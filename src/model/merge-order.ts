import type { Sides } from './merge-sides.ts';

type Compare = (a: string, b: string) => number;

function onlyOf(list: readonly string[], wanted: ReadonlySet<string>): string[] {
  return list.filter((each) => wanted.has(each));
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

/** The names of the base in the order of a side; one that the side lacks comes behind the name that it followed in the base. */
function orderOfBase(base: readonly string[], side: readonly string[]): string[] {
  const order = onlyOf(side, new Set(base));
  const present = new Set(order);
  base.forEach((name, index) => {
    if (!present.has(name)) {
      order.splice(order.indexOf(base[index - 1] ?? '') + 1, 0, name);
      present.add(name);
    }
  });
  return order;
}

/** The order in which what both sides know goes: that of the side that changed it; where both did, the same one whoever is asked first. */
function skeletonOf({ base, ours, theirs }: Sides<readonly string[]>): readonly string[] {
  const changed = [ours, theirs].filter((side) => {
    const known = new Set(side);
    return !isSameList(onlyOf(base, known), onlyOf(side, new Set(base)));
  });
  const orders = changed
    .map((side) => orderOfBase(base, side))
    .toSorted((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1));
  return orders[0] ?? base;
}

/** What a side put in, by the name of the base that it stands behind; '' for what is before all (no name is empty). */
function additionsOf(base: ReadonlySet<string>, side: readonly string[]): Map<string, string> {
  const anchors = new Map<string, string>();
  let anchor = '';
  for (const name of side) {
    if (base.has(name)) {
      anchor = name;
    } else {
      anchors.set(name, anchor);
    }
  }
  return anchors;
}

/** Joins two lists, each in its own order; of the two that could come next the one that `compare` puts first. */
function joinLists(a: readonly string[], b: readonly string[], compare: Compare): string[] {
  const joined = new Set<string>();
  let [left, right] = [0, 0];
  const skip = (list: readonly string[], from: number): number => {
    let at = from;
    while (joined.has(list[at] ?? '')) {
      at += 1;
    }
    return at;
  };
  for (;;) {
    [left, right] = [skip(a, left), skip(b, right)];
    const [x, y] = [a[left], b[right]];
    const next = y === undefined || (x !== undefined && compare(x, y) <= 0) ? x : y;
    if (next === undefined) {
      return [...joined];
    }
    joined.add(next);
  }
}

/**
 * The order of the names that are kept, of lists without repeats. What a side put in stays behind what it was put behind;
 * where both put something at one place, `compare` decides, so that it does not matter which side is which.
 */
export function mergeOrder(
  sides: Sides<readonly string[]>,
  kept: ReadonlySet<string>,
  compare: Compare,
): string[] {
  const skeleton = skeletonOf(sides);
  const known = new Set(sides.base);
  const rank = new Map(['', ...skeleton].map((name, index) => [name, index]));
  const [ours, theirs] = [additionsOf(known, sides.ours), additionsOf(known, sides.theirs)];
  const placed = new Map<string, [string[], string[]]>();
  const put = (own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>, index: 0 | 1): void => {
    for (const [name, anchor] of own) {
      const elsewhere = other.get(name);
      const isEarlier = elsewhere === undefined || (rank.get(anchor) ?? 0) <= (rank.get(elsewhere) ?? 0);
      if (isEarlier && kept.has(name)) {
        const lists = placed.get(anchor) ?? [[], []];
        lists[index].push(name);
        placed.set(anchor, lists);
      }
    }
  };
  put(ours, theirs, 0);
  put(theirs, ours, 1);
  return ['', ...skeleton].flatMap((name) => {
    const [a, b] = placed.get(name) ?? [[], []];
    return [...(name !== '' && kept.has(name) ? [name] : []), ...joinLists(a, b, compare)];
  });
}
