import { parseTree, readMap, type MapNode } from '../cst-tree.ts';
import { indentBefore, lineBelow } from '../text-lines.ts';

/** The text of a mapping, cut at its keys: joined, the parts are the text. */
export interface EntryTexts {
  /** What stands before the first key: for a task its comments and the line of its id. */
  readonly head: string;
  /** Whole lines, with the comments and blank lines above the key. */
  readonly entries: ReadonlyMap<string, string>;
  /** What stands below the last value. */
  readonly tail: string;
}

function cutAt(text: string, start: number, map: MapNode | undefined): EntryTexts | undefined {
  if (map === undefined || map.isFlow || map.entries.length === 0) {
    return undefined;
  }
  const entries = new Map<string, string>();
  let at = start;
  for (const { key, keyToken, end } of map.entries) {
    const below = lineBelow(text, end);
    const isOdd =
      keyToken.offset < at || indentBefore(text, keyToken.offset) === undefined || entries.has(key);
    if (isOdd) {
      return undefined;
    }
    entries.set(key, text.slice(at, below));
    at = below;
  }
  return { head: text.slice(0, start), entries, tail: text.slice(at) };
}

/** A text that is a mapping in block style; `undefined` for anything else. */
export function splitMap(text: string): EntryTexts | undefined {
  return cutAt(text, 0, readMap(parseTree(text)?.value));
}

/** A text that is one key with a mapping in block style below it, such as a task's block. */
export function splitEntry(text: string): EntryTexts | undefined {
  const entries = readMap(parseTree(text)?.value)?.entries;
  const [entry] = entries ?? [];
  return entry === undefined || entries?.length !== 1
    ? undefined
    : cutAt(text, lineBelow(text, entry.colonEnd), readMap(entry.value));
}

export function joinEntries({ head, entries, tail }: EntryTexts): string {
  return head + [...entries.values()].join('') + tail;
}
