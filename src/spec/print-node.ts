import { literalText, printLiteralValue, printScalar, type Quoting } from './print-scalar.ts';

/** A mapping whose keys may look like numbers: those an object would put first. */
export type NodeEntries = ReadonlyMap<string, NodeValue>;

/** A value as JSON knows it; keys of mappings in the order in which they are printed. */
export type NodeValue =
  | string
  | number
  | boolean
  | null
  | readonly NodeValue[]
  | NodeEntries
  | { readonly [key: string]: NodeValue | undefined };

/**
 * `unended`: only those that do not end with a line break, because the file's last line has none either, and readers
 * differ on a block scalar that ends with it.
 */
export type Literals = 'all' | 'unended' | 'none';

/** How new values are laid out: as their neighbours are. */
export interface PrintStyle {
  /** Spaces by which a nested mapping is indented deeper than its key. */
  readonly step: number;
  /** Spaces by which the `-` of a list stands deeper than its key; 0 in PyYAML's style. */
  readonly dashOffset: number;
  /** Keys whose lists are written as `[a, b]`. */
  readonly flowKeys: ReadonlySet<string>;
  /** Which texts of several lines are written as block scalars; the others are quoted. */
  readonly literals: Literals;
}

export const DEFAULT_PRINT_STYLE: PrintStyle = {
  step: 2,
  dashOffset: 0,
  flowKeys: new Set(),
  literals: 'all',
};

/** What follows a key: on its line, and on the lines below (with their indent, without line breaks). */
export interface PrintedNode {
  readonly inline: string;
  readonly lines: readonly string[];
}

const oneLine = (inline: string): PrintedNode => ({ inline, lines: [] });

function isList(value: NodeValue): value is readonly NodeValue[] {
  return Array.isArray(value);
}

type MapValue = Exclude<NodeValue, string | number | boolean | null | readonly NodeValue[]>;

function definedEntries(value: MapValue): [string, NodeValue][] {
  const entries = value instanceof Map ? [...(value as NodeEntries)] : Object.entries(value);
  return entries.filter((entry): entry is [string, NodeValue] => entry[1] !== undefined);
}

export function printKey(key: string, prefer: Quoting = 'plain'): string {
  return printScalar(key, { prefer, inFlow: true });
}

/** A value on one line, as it stands between `[` and `]` or `{` and `}`, or behind a key when nothing else fits. */
export function printFlow(value: NodeValue, prefer: Quoting = 'plain'): string {
  if (typeof value === 'string') {
    return printScalar(value, { prefer, inFlow: true });
  }
  if (value === null || typeof value !== 'object') {
    return printLiteralValue(value);
  }
  if (isList(value)) {
    return `[${value.map((item) => printFlow(item, prefer)).join(', ')}]`;
  }
  const entries = definedEntries(value).map(
    ([key, item]) => `${printKey(key, prefer)}: ${printFlow(item, prefer)}`,
  );
  return `{${entries.join(', ')}}`;
}

/** The lines of a text of several lines below a key at column `indent`; `undefined` when it is not to be written so. */
export function printLiteralBlock(text: string, style: PrintStyle, indent: number): PrintedNode | undefined {
  const literal = literalText(text);
  const isFitting = style.literals === 'all' || (style.literals === 'unended' && literal?.header === '|-');
  if (literal === undefined || !isFitting) {
    return undefined;
  }
  const pad = ' '.repeat(indent + style.step);
  return { inline: literal.header, lines: literal.lines.map((line) => (line === '' ? '' : pad + line)) };
}

function printText(text: string, style: PrintStyle, indent: number): PrintedNode {
  return (
    printLiteralBlock(text, style, indent) ??
    oneLine(printScalar(text, { prefer: text.includes('\n') ? 'double' : 'plain' }))
  );
}

/** The lines of one entry of a block mapping whose keys stand at column `indent`. */
export function printEntry(
  key: string,
  value: NodeValue,
  options: { style: PrintStyle; indent: number; prefer?: Quoting },
): string[] {
  const { inline, lines } = printNode(value, options.style, { indent: options.indent, key });
  const head = `${' '.repeat(options.indent)}${printKey(key, options.prefer)}:`;
  return [inline === '' ? head : `${head} ${inline}`, ...lines];
}

function printItem(item: NodeValue, style: PrintStyle, dashColumn: number): string[] {
  const dash = `${' '.repeat(dashColumn)}- `;
  if (typeof item === 'string') {
    return [dash + printScalar(item)];
  }
  if (item === null || typeof item !== 'object' || isList(item) || definedEntries(item).length === 0) {
    return [dash + printFlow(item)];
  }
  const indent = dashColumn + 2;
  const lines = definedEntries(item).flatMap(([key, value]) => printEntry(key, value, { style, indent }));
  return lines.map((line, index) => (index === 0 ? dash + line.slice(indent) : line));
}

/** A value as it follows its key, which stands at column `indent`. */
export function printNode(
  value: NodeValue,
  style: PrintStyle,
  { indent, key }: { readonly indent: number; readonly key: string },
): PrintedNode {
  if (typeof value === 'string') {
    return printText(value, style, indent);
  }
  if (value === null || typeof value !== 'object') {
    return oneLine(printLiteralValue(value));
  }
  if (isList(value)) {
    const isFlow = value.length === 0 || style.flowKeys.has(key);
    const dashColumn = indent + style.dashOffset;
    return isFlow
      ? oneLine(printFlow(value))
      : { inline: '', lines: value.flatMap((item) => printItem(item, style, dashColumn)) };
  }
  const entries = definedEntries(value);
  const lines = entries.flatMap(([key, item]) =>
    printEntry(key, item, { style, indent: indent + style.step }),
  );
  return entries.length === 0 ? oneLine('{}') : { inline: '', lines };
}
