import { commentsOf, readList, readMap, type MapEntry, type MapNode } from './cst-tree.ts';
import { insertFlowItems, removeFlowItems, type FlowSite } from './edit-flow.ts';
import { editList, quotingOf } from './edit-list.ts';
import { isScalarValue, joinLines, replaceScalar, replaceWhole, type EntrySite } from './edit-scalar.ts';
import { printEntry, printFlow, printKey, printNode, type NodeValue, type PrintStyle } from './print-node.ts';
import type { Quoting } from './print-scalar.ts';
import { isSameValue } from '../model/same-value.ts';
import type { Splice } from './splice.ts';
import { indentBefore, lineBelow, lineStart } from './text-lines.ts';

export interface EditContext {
  readonly text: string;
  readonly eol: string;
  readonly style: PrintStyle;
  /** `surgical` changes what differs inside of a value; `whole` prints each changed value anew. */
  readonly depth: 'surgical' | 'whole';
}

export interface KeyChange {
  readonly key: string;
  /** What the key means now; `undefined` when it is not known. */
  readonly before: unknown;
  /** `undefined` takes the key out. */
  readonly after: NodeValue | undefined;
}

/** Chooses the entry that a new key comes behind; `undefined` puts it first. */
export type ChooseAnchor = (key: string, entries: readonly MapEntry[]) => MapEntry | undefined;

interface MapSite extends EditContext {
  readonly map: MapNode;
  readonly chooseAnchor: ChooseAnchor;
}

function flowSite({ text, eol, map }: MapSite): FlowSite | undefined {
  const { token } = map;
  const places = map.entries.map((entry) => ({ start: entry.keyToken.offset, end: entry.end }));
  return token.type === 'flow-collection' ? { text, eol, token, places } : undefined;
}

/** Column of the keys; `undefined` when the first stands behind something else on its line. */
function columnOf({ text, map }: MapSite): number | undefined {
  const first = map.entries[0];
  return first && indentBefore(text, first.keyToken.offset)?.length;
}

/** Takes the lines of an entry out, but for the comment lines between them: those move to the column of the key. */
function removeBlockEntry(site: MapSite, entry: MapEntry): Splice[] | undefined {
  const { text } = site;
  const indent = indentBefore(text, entry.keyToken.offset);
  if (indent === undefined) {
    return undefined;
  }
  const start = lineStart(text, entry.keyToken.offset);
  const end = lineBelow(text, entry.end);
  const below = lineBelow(text, entry.colonEnd);
  const kept = commentsOf(entry.item)
    .filter((offset) => offset >= below && offset < end && indentBefore(text, offset) !== undefined)
    // From behind the `#`: before it, at the margin, a line break ends the line above.
    .map((offset) => indent + text.slice(offset, lineBelow(text, offset + 1)));
  return [{ start, end, text: kept.join('') }];
}

function insertBlockEntries(
  site: MapSite,
  anchor: MapEntry | undefined,
  changes: readonly KeyChange[],
): Splice[] | undefined {
  const { text, eol, style, map } = site;
  const indent = columnOf(site);
  const first = map.entries[0];
  if (indent === undefined || first === undefined) {
    return undefined;
  }
  const at = anchor === undefined ? lineStart(text, first.keyToken.offset) : lineBelow(text, anchor.end);
  const lines = changes.flatMap(({ key, after = null }) => printEntry(key, after, { style, indent }));
  return [{ start: at, end: at, text: joinLines(lines, eol) }];
}

/** What is in braces and has its keys in double quotes is JSON, and stays it. */
function jsonQuoting({ keyToken }: MapEntry): Quoting {
  return quotingOf(keyToken) === 'double' ? 'double' : 'plain';
}

function insertFlowEntries(
  site: MapSite,
  anchor: MapEntry | undefined,
  changes: readonly KeyChange[],
): Splice[] | undefined {
  const flow = flowSite(site);
  const neighbour = anchor ?? site.map.entries[0];
  const prefer = neighbour === undefined ? 'plain' : jsonQuoting(neighbour);
  const printed = changes.map(
    ({ key, after = null }) => `${printKey(key, prefer)}: ${printFlow(after, prefer)}`,
  );
  return flow && insertFlowItems(flow, anchor === undefined ? -1 : site.map.entries.indexOf(anchor), printed);
}

/** Puts keys in, behind entries that stay. */
function insertEntries(
  site: MapSite,
  changes: readonly KeyChange[],
  removed: ReadonlySet<string>,
): Splice[] | undefined {
  const staying = site.map.entries.filter((entry) => !removed.has(entry.key));
  const byAnchor = new Map<MapEntry | undefined, KeyChange[]>();
  for (const change of changes) {
    const anchor = site.chooseAnchor(change.key, staying);
    byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), change]);
  }
  const insert = site.map.isFlow ? insertFlowEntries : insertBlockEntries;
  return allOf([...byAnchor].map(([anchor, group]) => insert(site, anchor, group)));
}

function removeEntries(site: MapSite, keys: ReadonlySet<string>): Splice[] | undefined {
  const { entries } = site.map;
  const flow = flowSite(site);
  if (flow !== undefined) {
    const indices = entries.flatMap((entry, index) => (keys.has(entry.key) ? [index] : []));
    return removeFlowItems(flow, new Set(indices));
  }
  const removed = entries.filter((entry) => keys.has(entry.key));
  return removed.length === entries.length
    ? undefined
    : allOf(removed.map((entry) => removeBlockEntry(site, entry)));
}

function allOf(parts: readonly (readonly Splice[] | undefined)[]): Splice[] | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known.flat() : undefined;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, NodeValue | undefined>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

/** The differences of two mappings, key by key. */
export function compareMaps(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, NodeValue | undefined>>,
): KeyChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys]
    .filter((key) => !isSameValue(before[key], after[key]))
    .map((key) => ({ key, before: before[key], after: after[key] }));
}

const behindLast: ChooseAnchor = (_key, entries) => entries.at(-1);

function editInside(site: MapSite, entry: MapEntry, { before, after }: KeyChange): Splice[] | undefined {
  const list = readList(entry.value);
  if (list !== undefined && Array.isArray(after) && Array.isArray(before)) {
    return editList({ text: site.text, eol: site.eol, list, before }, after as readonly NodeValue[]);
  }
  const map = readMap(entry.value);
  if (map !== undefined && isPlainObject(after) && isPlainObject(before) && map.entries.length > 0) {
    return editMap(map, compareMaps(before, after), { ...site, chooseAnchor: behindLast });
  }
  return undefined;
}

function replaceEntry(site: MapSite, entry: MapEntry, change: KeyChange): Splice[] | undefined {
  const { after } = change;
  const indent = site.map.isFlow ? 0 : columnOf(site);
  if (after === undefined || indent === undefined) {
    return undefined;
  }
  const entrySite: EntrySite = { ...site, entry, inFlow: site.map.isFlow, indent };
  const inside = site.depth === 'surgical' ? editInside(site, entry, change) : undefined;
  const scalar = inside === undefined && isScalarValue(after) ? replaceScalar(entrySite, after) : inside;
  const printed = site.map.isFlow
    ? { inline: printFlow(after, jsonQuoting(entry)), lines: [] }
    : printNode(after, site.style, { indent, key: entry.key });
  return scalar ?? replaceWhole(entrySite, printed);
}

/**
 * Changes keys of a mapping and nothing around them. New keys come behind the entry that `chooseAnchor` names, in the
 * order given. `undefined` where that cannot be done without printing the whole mapping anew.
 */
export function editMap(
  map: MapNode,
  changes: readonly KeyChange[],
  context: EditContext & { readonly chooseAnchor: ChooseAnchor },
): Splice[] | undefined {
  const site: MapSite = { ...context, map };
  const byKey = new Map(map.entries.map((entry) => [entry.key, entry]));
  const gone = changes.filter((change) => change.after === undefined && byKey.has(change.key));
  const removed = new Set(gone.map((change) => change.key));
  const added = changes.filter((change) => change.after !== undefined && !byKey.has(change.key));
  const replaced = changes.flatMap((change) => {
    const entry = byKey.get(change.key);
    return entry === undefined || change.after === undefined ? [] : [replaceEntry(site, entry, change)];
  });
  return allOf([
    ...replaced,
    removed.size === 0 ? [] : removeEntries(site, removed),
    added.length === 0 ? [] : insertEntries(site, added, removed),
  ]);
}
