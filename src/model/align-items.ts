/** One step from a list of texts to another; all of them, in order, hold both lists. */
export type ListStep =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'added'; readonly text: string }
  | { readonly kind: 'removed'; readonly text: string }
  | { readonly kind: 'changed'; readonly before: string; readonly after: string };

/** A table of so many cells takes some milliseconds; longer lists are compared at their ends alone. */
const MAX_CELLS = 1_000_000;

/** Within a gap, items are compared word by word, which costs more. */
const MAX_PAIRS = 10_000;

/** So much of their words two texts have in common when one was made of the other. */
const MIN_LIKENESS = 0.5;

/** Longest common subsequence, as pairs of indices: the textbook's table, filled from the end. */
function commonPairs(a: readonly string[], b: readonly string[]): [number, number][] {
  if (a.length * b.length > MAX_CELLS) {
    return [];
  }
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return pairs;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** The words that two texts share, against all that they have (Dice's coefficient). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}

/** What is between two common items: who was made of whom, in order; the rest is removed and added. */
function fillGap(removed: readonly string[], added: readonly string[]): ListStep[] {
  const steps: ListStep[] = [];
  let next = 0;
  const words = removed.length * added.length > MAX_PAIRS ? [] : added.map(wordsOf);
  const addUpTo = (end: number): void => {
    steps.push(...added.slice(next, end).map((text) => ({ kind: 'added', text }) as const));
    next = end;
  };
  for (const before of removed) {
    const own = wordsOf(before);
    const index = words.findIndex((each, j) => j >= next && likeness(own, each) >= MIN_LIKENESS);
    const after = added[index];
    if (after === undefined) {
      steps.push({ kind: 'removed', text: before });
    } else {
      addUpTo(index);
      steps.push({ kind: 'changed', before, after });
      next = index + 1;
    }
  }
  addUpTo(added.length);
  return steps;
}

function sharedAtStart(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length);
  let count = 0;
  while (count < end && a[count] === b[count]) {
    count += 1;
  }
  return count;
}

/** The steps from `before` to `after`: what stayed, came, went, and what was reworded at its place. */
export function alignItems(before: readonly string[], after: readonly string[]): ListStep[] {
  const start = sharedAtStart(before, after);
  const end = sharedAtStart(before.slice(start).reverse(), after.slice(start).reverse());
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  const same = (text: string): ListStep => ({ kind: 'same', text });
  const steps = before.slice(0, start).map(same);
  let i = 0;
  let j = 0;
  for (const [left, right] of [...commonPairs(a, b), [a.length, b.length] as const]) {
    for (const step of fillGap(a.slice(i, left), b.slice(j, right))) {
      steps.push(step);
    }
    steps.push(...a.slice(left, left + 1).map(same));
    i = left + 1;
    j = right + 1;
  }
  return [...steps, ...before.slice(before.length - end).map(same)];
}
