interface BraceGroup {
  readonly open: number;
  readonly commas: number[];
  close: number;
}

/** The outermost, first `{…}` that holds a comma of its own; braces without one are plain characters, as in a shell. */
function firstGroup(pattern: string): BraceGroup | undefined {
  const open: BraceGroup[] = [];
  let first: BraceGroup | undefined;
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index];
    if (character === '{') {
      open.push({ open: index, commas: [], close: -1 });
    } else if (character === ',') {
      open.at(-1)?.commas.push(index);
    } else if (character === '}') {
      const group = open.pop();
      if (
        group !== undefined &&
        group.commas.length > 0 &&
        (first === undefined || group.open < first.open)
      ) {
        first = group;
        first.close = index;
      }
    }
  }
  return first;
}

function alternatives(pattern: string, group: BraceGroup): string[] {
  const before = pattern.slice(0, group.open);
  const after = pattern.slice(group.close + 1);
  const ends = [...group.commas, group.close];
  return ends.map((end, index) => before + pattern.slice((ends[index - 1] ?? group.open) + 1, end) + after);
}

/**
 * Every reading of `{a,b}` groups, nested ones too, each once. `undefined` when together they would be longer than
 * `maxLength` characters: nested groups multiply.
 */
export function expandBraces(pattern: string, maxLength: number): string[] | undefined {
  const expanded = new Set<string>();
  const waiting = [pattern];
  let length = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const group = firstGroup(next);
    length += next.length + 1;
    if (length > maxLength) {
      return undefined;
    }
    if (group === undefined) {
      expanded.add(next);
    } else {
      waiting.push(...alternatives(next, group).reverse());
    }
  }
  return [...expanded];
}
