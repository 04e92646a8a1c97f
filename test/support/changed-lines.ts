/** Lines that one text has and the other lacks, in order, compared as `diff` does. */
export interface ChangedLines {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

function commonStart(before: readonly string[], after: readonly string[]): number {
  let index = 0;
  while (index < before.length && index < after.length && before[index] === after[index]) {
    index += 1;
  }
  return index;
}

/**
 * What lies between the first and the last line that differ. Line ends and a byte order mark count as part of their lines,
 * so that a change of them shows.
 */
export function changedLines(before: string, after: string): ChangedLines {
  const old = before.split(/(?<=\n)/u);
  const now = after.split(/(?<=\n)/u);
  const start = commonStart(old, now);
  const end = commonStart(old.slice(start).reverse(), now.slice(start).reverse());
  return { removed: old.slice(start, old.length - end), added: now.slice(start, now.length - end) };
}
