/** Who changed something since the base. */
export type SideName = 'ours' | 'theirs';

/** Three versions of one thing: what both sides come from, and what each made of it. */
export interface Sides<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** `isConflict`: the sides contradict each other, and `value` is only what ours says. */
export interface Merged<T> {
  readonly value: T;
  readonly isConflict: boolean;
}

export function mapSides<T, R>({ base, ours, theirs }: Sides<T>, change: (value: T) => R): Sides<R> {
  return { base: change(base), ours: change(ours), theirs: change(theirs) };
}

/** The side to take where one alone changed anything, or both alike (`ours` then); `undefined` where both did, each its own way. */
export function soleSide<T>(
  { base, ours, theirs }: Sides<T>,
  isSame: (a: T, b: T) => boolean,
): SideName | undefined {
  if (isSame(ours, theirs) || isSame(theirs, base)) {
    return 'ours';
  }
  return isSame(ours, base) ? 'theirs' : undefined;
}

/** Base, ours and theirs. */
export function listSides<T>({ base, ours, theirs }: Sides<T>): readonly [T, T, T] {
  return [base, ours, theirs];
}
