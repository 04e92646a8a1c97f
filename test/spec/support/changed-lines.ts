/** What a unified diff of one hunk would say: the lines taken out and put in between what both texts begin and end with. */
export function changedLines(
  before: string,
  after: string,
): { readonly removed: string[]; readonly added: string[] } {
  const old = before.split('\n');
  const now = after.split('\n');
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) {
    tail += 1;
  }
  return { removed: old.slice(head, old.length - tail), added: now.slice(head, now.length - tail) };
}
