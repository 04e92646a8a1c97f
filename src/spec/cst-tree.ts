import { CST, Parser } from 'yaml';

/**
 * The concrete syntax tree of a spec: yaml's tokens, which hold every character at its offset. Here it is only asked
 * where things are; what they mean is decided elsewhere.
 */

export type Token = CST.Token;
export type FlowToken = CST.FlowCollection;
export type BlockScalarToken = CST.BlockScalar;
type MapToken = CST.BlockMap | CST.FlowCollection;
type ListToken = CST.BlockSequence | CST.FlowCollection;

/** One `key: value`. All offsets are in UTF-16 units of the text that was parsed. */
export interface MapEntry {
  /** Decoded. */
  readonly key: string;
  readonly keyToken: CST.FlowScalar;
  /** Behind the colon. */
  readonly colonEnd: number;
  /** `undefined` for an empty value. */
  readonly value: Token | undefined;
  /** Everything between key and value, and what the value holds. */
  readonly item: CST.CollectionItem;
  /** Behind the last character of the value (of the colon, when it is empty); trailing comments do not count. */
  readonly end: number;
}

export interface MapNode {
  readonly token: MapToken;
  readonly isFlow: boolean;
  readonly entries: readonly MapEntry[];
}

/** One item of a list: from its first character (the `-` of a block list) to behind its last. */
export interface ListItem {
  readonly start: number;
  readonly end: number;
  readonly value: Token | undefined;
}

export interface ListNode {
  readonly token: ListToken;
  readonly isFlow: boolean;
  readonly items: readonly ListItem[];
}

const SIGNIFICANT = new Set(['map-value-ind', 'seq-item-ind', 'explicit-key-ind', 'anchor', 'tag']);

function lastSignificantEnd(item: CST.CollectionItem): number | undefined {
  const marks = [...item.start, ...(item.sep ?? [])].filter((token) => SIGNIFICANT.has(token.type));
  const mark = marks.at(-1);
  return mark === undefined ? undefined : mark.offset + mark.source.length;
}

function itemEnd(item: CST.CollectionItem): number | undefined {
  const ends = [
    lastSignificantEnd(item),
    item.key && contentEnd(item.key),
    item.value && contentEnd(item.value),
  ];
  const known = ends.filter((end) => typeof end === 'number');
  return known.length === 0 ? undefined : Math.max(...known);
}

function lastItemEnd(items: readonly CST.CollectionItem[]): number | undefined {
  for (const item of items.toReversed()) {
    const end = itemEnd(item);
    if (end !== undefined) {
      return end;
    }
  }
  return undefined;
}

/** Offsets of the parts of `|` and `>` scalars. */
export function blockScalarParts(token: BlockScalarToken): {
  header: CST.SourceToken | undefined;
  contentStart: number;
} {
  const header = token.props.find((prop) => prop.type === 'block-scalar-header');
  const contentStart = token.props.reduce(
    (at, prop) => ('source' in prop ? at + prop.source.length : at),
    token.offset,
  );
  return { header: header as CST.SourceToken | undefined, contentStart };
}

function blockScalarEnd(token: BlockScalarToken): number {
  const { header, contentStart } = blockScalarParts(token);
  const headerEnd = header === undefined ? token.offset : header.offset + header.source.length;
  const kept =
    header?.source.includes('+') === true
      ? token.source
      : token.source.replace(/(?<![ \t\r\n])[ \t\r\n]+$/u, '');
  return kept === '' ? headerEnd : contentStart + kept.length;
}

/** Offset behind the last character of a token's content: without trailing comments, white space and line breaks. */
export function contentEnd(token: Token): number {
  switch (token.type) {
    case 'block-scalar':
      return blockScalarEnd(token);
    case 'block-map':
    case 'block-seq':
      return lastItemEnd(token.items) ?? token.offset;
    case 'flow-collection': {
      const close = token.end.find((each) => each.type === 'flow-map-end' || each.type === 'flow-seq-end');
      return close === undefined ? token.offset : close.offset + close.source.length;
    }
    default:
      return token.offset + ('source' in token ? token.source.length : 0);
  }
}

/** The one document of a text; `undefined` when there is none, or several. */
export function parseTree(text: string): CST.Document | undefined {
  const documents = [...new Parser().parse(text)].filter((token) => token.type === 'document');
  return documents.length === 1 ? documents[0] : undefined;
}

function isFlowScalar(token: Token): token is CST.FlowScalar {
  return (
    token.type === 'scalar' || token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar'
  );
}

function readEntry(item: CST.CollectionItem): MapEntry | undefined {
  const { key, sep = [], value } = item;
  const colon = sep.find((token) => token.type === 'map-value-ind');
  if (key === undefined || key === null || !isFlowScalar(key) || colon === undefined) {
    return undefined;
  }
  return {
    key: CST.resolveAsScalar(key).value,
    keyToken: key,
    colonEnd: colon.offset + colon.source.length,
    value,
    item,
    end: itemEnd(item) ?? colon.offset,
  };
}

/** An item that holds nothing but comments, or stands behind a trailing comma. */
function isVoid(item: CST.CollectionItem): boolean {
  return (
    item.key === undefined &&
    item.sep === undefined &&
    item.value === undefined &&
    lastSignificantEnd(item) === undefined
  );
}

/** A mapping as its entries; `undefined` when the token is none, or has a key that is no scalar. */
export function readMap(token: Token | undefined): MapNode | undefined {
  const isFlow = token?.type === 'flow-collection' && token.start.type === 'flow-map-start';
  if (token === undefined || (token.type !== 'block-map' && !isFlow)) {
    return undefined;
  }
  const map = token;
  const items = (map.items as readonly CST.CollectionItem[]).filter((item) => !isVoid(item));
  const entries = items.map(readEntry).filter((entry) => entry !== undefined);
  return entries.length === items.length ? { token: map, isFlow, entries } : undefined;
}

function readItem(item: CST.CollectionItem, isFlow: boolean): ListItem | undefined {
  const dash = item.start.find((token) => token.type === 'seq-item-ind');
  const start = isFlow ? item.value?.offset : dash?.offset;
  const end = itemEnd(item);
  return start === undefined || end === undefined || item.key !== undefined
    ? undefined
    : { start, end, value: item.value };
}

/** A list as its items; `undefined` when the token is none, or an item is of an odd form. */
export function readList(token: Token | undefined): ListNode | undefined {
  const isFlow = token?.type === 'flow-collection' && token.start.type === 'flow-seq-start';
  if (token === undefined || (token.type !== 'block-seq' && !isFlow)) {
    return undefined;
  }
  const list = token;
  const filled = (list.items as readonly CST.CollectionItem[]).filter((item) => !isVoid(item));
  const items = filled.map((item) => readItem(item, isFlow)).filter((item) => item !== undefined);
  return items.length === filled.length ? { token: list, isFlow, items } : undefined;
}

/** Offsets of the comments in an item, each as the token stands; those inside of scalars are none. */
export function commentsOf(item: CST.CollectionItem): number[] {
  const found: number[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      const token = value as Partial<CST.SourceToken>;
      if (token.type === 'comment' && token.offset !== undefined) {
        found.push(token.offset);
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(item);
  return found;
}

/** The comments of a text, each from its `#` on, in their order. */
export function listComments(text: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      const token = value as Partial<CST.SourceToken>;
      if (token.type === 'comment') {
        found.push(token.source?.trimEnd() ?? '');
      }
      Object.values(value).forEach(visit);
    }
  };
  visit([...new Parser().parse(text)]);
  return found;
}
