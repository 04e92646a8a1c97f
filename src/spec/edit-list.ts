import type { ListNode, Token } from './cst-tree.ts';
import { insertFlowItems, removeFlowItems, type FlowSite } from './edit-flow.ts';
import { printFlow, type NodeValue } from './print-node.ts';
import { printScalar, type Quoting } from './print-scalar.ts';
import { isSameValue } from './same-value.ts';
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

function editBlockList(site: ListSite, change: ListChange): Splice[] | undefined {
  const { text, eol, list } = site;
  const prefix = itemPrefix(site);
  const first = list.items[0];
  const stands = list.items.every((item) => indentBefore(text, item.start) !== undefined);
  if (prefix === undefined || first === undefined || !stands) {
    return undefined;
  }
  const prefer = quotingOf(list.items.at(-1)?.value);
  const print = (value: NodeValue): string =>
    prefix +
    (typeof value === 'string'
      ? printScalar(value, { prefer: value.includes('\n') ? 'double' : prefer })
      : printFlow(value)) +
    eol;
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

/** Prints the lines of a block list in another order, each item with its comments; items that are new come last. */
function reorderBlockList(site: ListSite, after: readonly NodeValue[]): Splice[] | undefined {
  const { text, eol, list, before } = site;
  const chunks = list.items.map((item, index) => {
    const above = list.items[index - 1];
    const start = above === undefined ? lineStart(text, item.start) : lineBelow(text, above.end);
    return { value: before[index], start, end: lineBelow(text, item.end) };
  });
  const prefix = itemPrefix(site);
  const first = chunks[0];
  const last = chunks.at(-1);
  const stands = list.items.every((item) => indentBefore(text, item.start) !== undefined);
  if (prefix === undefined || first === undefined || last === undefined || !stands) {
    return undefined;
  }
  const lines = after.map((value) => {
    const index = chunks.findIndex((chunk) => isSameValue(chunk.value, value));
    const [chunk] = index === -1 ? [] : chunks.splice(index, 1);
    return chunk === undefined ? prefix + printFlow(value) + eol : text.slice(chunk.start, chunk.end);
  });
  return [{ start: first.start, end: last.end, text: lines.join('') }];
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
