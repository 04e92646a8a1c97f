import type { Random } from '../../support/random.ts';

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random.below(left.length), 1));
}

/**
 * So many of the items, each at most once, and of each kind about equally many, so that what is rare is met as well. All of
 * them, in their order, where there are no more.
 */
export function sampleOfEachKind<Item>(
  random: Random,
  items: readonly Item[],
  { count, kindOf }: { count: number; kindOf: (item: Item) => string },
): Item[] {
  if (count >= items.length) {
    return [...items];
  }
  const kinds = new Map<string, Item[]>();
  for (const item of shuffled(random, items)) {
    const kind = kindOf(item);
    kinds.set(kind, [...(kinds.get(kind) ?? []), item]);
  }
  const lists = shuffled(random, [...kinds.values()]);
  const turns = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: turns }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1)))
    .flat()
    .slice(0, count);
}
