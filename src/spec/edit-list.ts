import type { ListNode, Token } from './cst-tree.ts';
import { insertFlowItems, removeFlowItems, type FlowSite } from './edit-flow.ts';
import { printFlow, type NodeValue } from './print-node.ts';
import { printScalar, type Quoting } from './print-scalar.ts';
import { isSameValue } from '../model/same-value.ts';
import type { Splice } from './splice.ts';
import { indentBefore, lineBelow, lineStart } from './text-lines.ts';

export interface ListSite {
  readonly text: string;
  readonly eol: string;
  readonly list: ListNode;
  /** What the items mean, as many as there are items. */
  readonly before: readonly unknown[];
}

/** The edit of a list as: which items go, and what comes behind which of those that stay (-1: before all). */
interface ListChange {
  readonly removed: ReadonlySet<number>;
  readonly inserted: ReadonlyMap<number, readonly NodeValue[]>;
}

/** `undefined` when items that stay change their order. */
function compareLists(before: readonly unknown[], after: readonly NodeValue[]): ListChange | undefined {
  const unused = new Set(before.keys());
  const inserted = new Map<number, NodeValue[]>();
  let last = -1;
  for (const value of after) {
    const matches = [...unused].filter((index) => isSameValue(before[index], value));
    const match = matches.find((index) => index > last) ?? matches[0];
    if (match === undefined) {
      inserted.set(last, [...(inserted.get(last) ?? []), value]);
    } else if (match < last) {
      return undefined;
    } else {
      unused.delete(match);
      last = match;
    }
  }
  return { removed: unused, inserted };
}

export function quotingOf(token: Token | undefined | null): Quoting {
  switch (token?.type) {
    case 'single-quoted-scalar':
      return 'single';
    case 'double-quoted-scalar':
      return 'double';
    default:
      return 'plain';
  }
}

function editFlowList(site: ListSite, change: ListChange): Splice[] | undefined {
  const { text, eol, list } = site;
  if (list.token.type !== 'flow-collection') {
    return undefined;
  }
  const flow: FlowSite = { text, eol, token: list.token, places: list.items };
  const prefer = quotingOf(list.items.at(-1)?.value);
  const splices = removeFlowItems(flow, change.removed);
  for (const [after, values] of change.inserted) {
    const printed = values.map((value) => printFlow(value, prefer));
    const insertion = insertFlowItems(flow, after, printed);
    if (splices === undefined || insertion === undefined) {
      return undefined;
    }
    splices.push(...insertion);
  }
  return splices;
}

/** How the last item of a block list begins, up to its value: `    - `. */
function itemPrefix({ text, list }: ListSite): string | undefined {
  const last = list.items.at(-1);
  const indent = last && indentBefore(text, last.start);
  if (last === undefined || indent === undefined) {
    return undefined;
  }
  const gap = last.value === undefined ? '' : text.slice(last.start + 1, last.value.offset);
  return `${indent}-${/^ +$/u.test(gap) ? gap : ' '}`;
}

/** Prints an item as the last one is; `undefined` where the items do not stand on lines of their own. */
function itemPrinter(site: ListSite): ((value: NodeValue) => string) | undefined {
  const { text, eol, list } = site;
  const prefix = itemPrefix(site);
  const stands = list.items.every((item) => indentBefore(text, item.start) !== undefined);
  const quoting = quotingOf(list.items.at(-1)?.value);
  if (prefix === undefined || !stands) {
    return undefined;
  }
  return (value) => {
    const prefer = typeof value === 'string' && value.includes('\n') ? 'double' : quoting;
    return prefix + (typeof value === 'string' ? printScalar(value, { prefer }) : printFlow(value)) + eol;
  };
}

function editBlockList(site: ListSite, change: ListChange): Splice[] | undefined {
  const { text, list } = site;
  const print = itemPrinter(site);
  const first = list.items[0];
  if (print === undefined || first === undefined) {
    return undefined;
  }
  const removals = list.items
    .filter((_, index) => change.removed.has(index))
    .map((item) => ({ start: lineStart(text, item.start), end: lineBelow(text, item.end), text: '' }));
  const insertions = [...change.inserted].map(([after, values]) => {
    const anchor = list.items[after];
    const at = anchor === undefined ? lineStart(text, first.start) : lineBelow(text, anchor.end);
    return { start: at, end: at, text: values.map(print).join('') };
  });
  return [...removals, ...insertions];
}

/** The lines of an item, and those above it up to the item before. */
interface Chunk {
  readonly above: string;
  readonly own: string;
}

function chunksOf({ text, list }: ListSite): Chunk[] {
  return list.items.map((item, index) => {
    const start = lineStart(text, item.start);
    const before = list.items[index - 1];
    const aboveStart = before === undefined ? start : lineBelow(text, before.end);
    return { above: text.slice(aboveStart, start), own: text.slice(start, lineBelow(text, item.end)) };
  });
}

/** Which old item each new value is; `undefined` for one that is new. */
function matchItems(before: readonly unknown[], after: readonly NodeValue[]): (number | undefined)[] {
  const unused = new Set(before.keys());
  return after.map((value) => {
    const match = [...unused].find((index) => isSameValue(before[index], value));
    unused.delete(match ?? -1);
    return match;
  });
}

/** Puts the lines of a block list in another order, each item with the comments above it. */
function reorderBlockList(site: ListSite, after: readonly NodeValue[]): Splice[] | undefined {
  const { text, list, before } = site;
  const print = itemPrinter(site);
  const first = list.items[0];
  const last = list.items.at(-1);
  if (print === undefined || first === undefined || last === undefined) {
    return undefined;
  }
  const chunks = chunksOf(site);
  const matches = matchItems(before, after);
  const kept = new Set(matches);
  // Comments above an item that goes stay, above the one below it.
  const orphaned = new Map<number, string>();
  let carried = '';
  for (const [index, { above }] of chunks.entries()) {
    carried += above;
    if (kept.has(index)) {
      orphaned.set(index, carried);
      carried = '';
    }
  }
  const lines = matches.map((index, at) =>
    index === undefined ? print(after[at] ?? null) : (orphaned.get(index) ?? '') + (chunks[index]?.own ?? ''),
  );
  return [
    { start: lineStart(text, first.start), end: lineBelow(text, last.end), text: lines.join('') + carried },
  ];
}

/**
 * Makes a list hold other values: an item that is added comes behind the one that it follows, written as the last item
 * is; one that goes takes its line and the comment on it along; comment lines stay. `undefined` where that cannot be.
 */
export function editList(site: ListSite, after: readonly NodeValue[]): Splice[] | undefined {
  const { list, before } = site;
  if (before.length !== list.items.length || after.length === 0 || before.length === 0) {
    return undefined;
  }
  const change = compareLists(before, after);
  if (list.isFlow) {
    return change && editFlowList(site, change);
  }
  return change === undefined ? reorderBlockList(site, after) : editBlockList(site, change);
}
