import { CST, isCollection, isMap, isPair, Lexer, parseDocument, type Node, type Pair } from 'yaml';

/** A spec as YAML's own parser reads it, without any of Lodestar's code. */
export interface YamlParts {
  /** All but the tasks. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** In the order of the file. */
  readonly tasks: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Where each task stands: in lines of its own, or within the braces that it stands in. */
  readonly extents: ReadonlyMap<string, Extent>;
}

/** Offsets in UTF-16 units. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

function endOfNode(node: Node | null | undefined): number {
  if (isCollection(node) && node.flow !== true) {
    const ends = node.items.map((item) =>
      isPair(item) ? endOfPair(item as Pair<Node, Node | null>) : endOfNode(item as Node),
    );
    return Math.max(0, ...ends);
  }
  return node?.range?.[1] ?? 0;
}

function endOfPair({ key, value }: Pair<Node, Node | null>): number {
  return Math.max(endOfNode(key), endOfNode(value));
}

function lineStartAt(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEndAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** From the line of the key to the last line of the value, or to the last comment below it that is deeper than the key. */
function blockExtent(text: string, pair: Pair<Node, Node | null>, limit: number): Extent {
  const keyStart = pair.key.range?.[0] ?? 0;
  const start = lineStartAt(text, keyStart);
  const valueEnd = endOfPair(pair);
  const isAtLineStart = valueEnd > start && text[valueEnd - 1] === '\n';
  let end = isAtLineStart ? valueEnd : lineEndAt(text, valueEnd);
  for (let line = end; line < limit; line = lineEndAt(text, line)) {
    const indent = /^ *(?=#)/u.exec(text.slice(line, limit))?.[0].length ?? 0;
    end = indent > keyStart - start ? lineEndAt(text, line) : end;
  }
  return { start, end };
}

/** @throws Error for a text that is not one mapping with a mapping `tasks`. */
export function readParts(text: string): YamlParts {
  const document = parseDocument(text, { version: '1.2', schema: 'core', stringKeys: true });
  const tasks = document.get('tasks', true);
  if (document.errors.length > 0 || !isMap(document.contents) || !isMap(tasks)) {
    throw new Error(`no spec: ${document.errors.map(String).join('; ')}`);
  }
  const { tasks: values, ...rest } = document.toJS() as Record<string, unknown>;
  const pairs = tasks.items as unknown as Pair<Node, Node | null>[];
  const rootKeys = document.contents.items.map((item) => (item.key as Node).range?.[0] ?? 0);
  const limits = [...pairs.map(({ key }) => key.range?.[0] ?? 0), ...rootKeys, text.length];
  const extents = pairs.map((pair): [string, Extent] => {
    const keyStart = pair.key.range?.[0] ?? 0;
    const limit = Math.min(...limits.filter((each) => each > keyStart));
    const inLine = { start: keyStart, end: endOfPair(pair) };
    return [
      String(pair.key),
      tasks.flow === true ? inLine : blockExtent(text, pair, lineStartAt(text, limit)),
    ];
  });
  return {
    rest,
    tasks: new Map(Object.entries(values as Record<string, Readonly<Record<string, unknown>>>)),
    extents: new Map(extents),
  };
}

/** What stands around some tasks. */
export function textAround(text: string, { extents }: YamlParts, ids: ReadonlySet<string>): string[] {
  const gaps: string[] = [];
  let from = 0;
  for (const { start, end } of [...extents].filter(([id]) => ids.has(id)).map(([, extent]) => extent)) {
    gaps.push(text.slice(from, start));
    from = end;
  }
  return [...gaps, text.slice(from)];
}

/** What YAML's reader yields for a state of its own; no part of the text. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** The comments that have lines of their own, in order. */
export function commentLines(text: string): string[] {
  const found: string[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!MARKS.has(lexeme)) {
      const before = text.slice(lineStartAt(text, offset), offset);
      if (!isScalar && lexeme.startsWith('#') && /^[ \t\uFEFF]*$/u.test(before)) {
        found.push(lexeme.trimEnd());
      }
      offset += lexeme.length;
    }
    isScalar = lexeme === CST.SCALAR;
  }
  return found;
}
