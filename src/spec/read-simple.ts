import { canStartPlain, scanKey } from './cut-key.ts';
import { listLines, type TextLine } from './list-lines.ts';
import type { ListNode, MapNode, ScalarNode, SpecEntry, SpecNode } from './spec-node.ts';

/** Specs nest less; deeper text is left to the YAML parser and its guard. */
const MAX_DEPTH = 8;

/** White space or a comment up to the end of the line. */
const REST = '(?: +#.*| *)$';
const NOTHING = new RegExp(`^${REST}`, 'su');
const SINGLE_QUOTED = new RegExp(`^'((?:[^']|'')*)'${REST}`, 'su');
const DOUBLE_QUOTED = new RegExp(`^"([^"\\\\]*)"${REST}`, 'su');
const EMPTY_MAP = new RegExp(`^\\{\\}${REST}`, 'su');
/** Only words that have no other meaning in any context, and texts in quotes without escapes. */
const WORD = `(?:[A-Za-z0-9_][A-Za-z0-9_.*/+-]*|'[^']*'|"[^"\\\\]*")`;
const WORDS = new RegExp(`^\\[ *((?:${WORD}(?: *, *${WORD})*)?)(?<! ) *\\]${REST}`, 'su');
const EACH_WORD = new RegExp(WORD, 'gu');
/** A literal block scalar whose indentation is that of its first line. */
const LITERAL = new RegExp(`^ +\\|([-+]?)${REST}`, 'su');

function readPlain(rest: string, offset: number): ScalarNode | undefined {
  const comment = rest.indexOf(' #');
  const text = (comment === -1 ? rest : rest.slice(0, comment)).replace(/(?<! ) +$/u, '');
  const isOdd = !canStartPlain(text.charAt(0)) || /\t|: |:$/u.test(text);
  return isOdd ? undefined : { kind: 'scalar', text, plain: true, offset };
}

function readWords(rest: string, offset: number): ListNode | undefined {
  const words = WORDS.exec(rest)?.[1];
  if (words === undefined) {
    return undefined;
  }
  const start = offset + rest.indexOf(words, 1);
  const items = Array.from(words.matchAll(EACH_WORD), (match): ScalarNode => {
    const [word] = match;
    const plain = !word.startsWith("'") && !word.startsWith('"');
    const text = plain ? word : word.slice(1, -1);
    return { kind: 'scalar', text, plain, offset: start + match.index };
  });
  return { kind: 'list', items, offset };
}

function quoted(text: string | undefined, offset: number): ScalarNode | undefined {
  return text === undefined ? undefined : { kind: 'scalar', text, plain: false, offset };
}

/** A value that begins at `offset` and ends with its line. */
function readInline(rest: string, offset: number): SpecNode | undefined {
  switch (rest.charAt(0)) {
    case "'":
      return quoted(SINGLE_QUOTED.exec(rest)?.[1]?.replaceAll("''", "'"), offset);
    case '"':
      return quoted(DOUBLE_QUOTED.exec(rest)?.[1], offset);
    case '[':
      return readWords(rest, offset);
    case '{':
      return EMPTY_MAP.test(rest) ? { kind: 'map', entries: [], offset } : undefined;
    default:
      return readPlain(rest, offset);
  }
}

/** White space beyond the indentation is text. */
function hasDeeperBlank(lines: readonly TextLine[], indent: number): boolean {
  return lines.some((each) => each.first === '' && each.indent > indent);
}

class SimpleReader {
  readonly #text: string;
  readonly #lines: Iterator<TextLine, void>;
  #line: TextLine | undefined;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#lines = listLines(text, start, end);
    this.#advance();
  }

  read(): MapNode | undefined {
    if (this.#line === undefined) {
      return { kind: 'map', entries: [], offset: 0 };
    }
    const node = this.#readMap(this.#line.indent, 1);
    return this.#isAtEnd() ? node : undefined;
  }

  #isAtEnd(): boolean {
    return this.#line === undefined;
  }

  /** To the next line that is neither blank nor a comment. */
  #advance(): void {
    let next = this.#lines.next();
    while (next.done !== true && (next.value.first === '' || next.value.first === '#')) {
      next = this.#lines.next();
    }
    this.#line = next.done === true ? undefined : next.value;
  }

  #readMap(indent: number, depth: number): MapNode | undefined {
    const entries: SpecEntry[] = [];
    const offset = (this.#line?.start ?? 0) + indent;
    while (this.#line?.indent === indent) {
      const entry = this.#readEntry(this.#line, depth);
      if (entry === undefined) {
        return undefined;
      }
      entries.push(entry);
    }
    const isDeeper = this.#line !== undefined && this.#line.indent > indent;
    return isDeeper || depth > MAX_DEPTH ? undefined : { kind: 'map', entries, offset };
  }

  #readEntry(line: TextLine, depth: number): SpecEntry | undefined {
    const keyOffset = line.start + line.indent;
    const found = scanKey(this.#text, keyOffset, line.contentEnd);
    if (found === undefined || found.key === '<<') {
      return undefined;
    }
    const value = this.#readRest(found.end, line) ?? this.#readBelow(line, found.end, depth);
    return value === undefined
      ? undefined
      : { key: found.key, keyOffset, value, end: this.#line?.start ?? line.end };
  }

  /** The value on the line of its key or dash. */
  #readRest(from: number, line: TextLine): SpecNode | undefined {
    let offset = from;
    while (this.#text[offset] === ' ') {
      offset += 1;
    }
    const rest = this.#text.slice(offset, line.contentEnd);
    const node = rest === '' || offset === from ? undefined : readInline(rest, offset);
    if (node === undefined) {
      return this.#readLiteral(from, line);
    }
    this.#advance();
    return node;
  }

  /** To the next line, whatever it is. */
  #next(): TextLine | undefined {
    const next = this.#lines.next();
    return next.done === true ? undefined : next.value;
  }

  /**
   * A literal block scalar (YAML 1.2.2, 8.1.2): its lines without their indentation, up to the first line that is
   * indented less; of the blank lines at its end `-` keeps none, `+` all, and neither the first line break.
   */
  #readLiteral(from: number, line: TextLine): ScalarNode | undefined {
    const chomping = LITERAL.exec(this.#text.slice(from, line.contentEnd))?.[1];
    if (chomping === undefined) {
      return undefined;
    }
    const offset = this.#text.indexOf('|', from);
    const lines: TextLine[] = [];
    let next = this.#next();
    let indent: number | undefined;
    while (next !== undefined && (next.first === '' || next.indent >= (indent ?? line.indent + 1))) {
      if (next.end === next.contentEnd || next.first === '\t') {
        return undefined;
      }
      indent ??= next.first === '' ? undefined : next.indent;
      lines.push(next);
      next = this.#next();
    }
    const isOddEnd = next !== undefined && next.first !== '#' && next.indent > line.indent;
    if (indent === undefined || isOddEnd || hasDeeperBlank(lines, indent)) {
      return undefined;
    }
    this.#line = next;
    if (next?.first === '#') {
      this.#advance();
    }
    const column = indent;
    const content = lines.map((each) => this.#text.slice(each.start + column, each.contentEnd));
    const body = `${content.join('\n')}\n`;
    const text = chomping === '+' ? body : body.replace(/(?<!\n)\n+$/u, chomping === '-' ? '' : '\n');
    return { kind: 'scalar', text, plain: false, offset };
  }

  /** The value on the lines below its key. */
  #readBelow(line: TextLine, from: number, depth: number): SpecNode | undefined {
    if (!NOTHING.test(this.#text.slice(from, line.contentEnd))) {
      return undefined;
    }
    this.#advance();
    const below = this.#line;
    if (below?.first === '-' && below.indent >= line.indent) {
      return this.#readList(below.indent);
    }
    return below !== undefined && below.indent > line.indent
      ? this.#readMap(below.indent, depth + 1)
      : undefined;
  }

  #readList(indent: number): ListNode | undefined {
    const items: SpecNode[] = [];
    const offset = (this.#line?.start ?? 0) + indent;
    while (this.#line?.indent === indent && this.#line.first === '-') {
      const item = this.#readRest(this.#line.start + indent + 1, this.#line);
      if (item === undefined) {
        return undefined;
      }
      items.push(item);
    }
    const isDeeper = this.#line !== undefined && this.#line.indent > indent;
    return isDeeper ? undefined : { kind: 'list', items, offset };
  }
}

/**
 * Reads the part of a text between two line starts without a YAML parser, an order of magnitude faster: mappings, lists
 * of scalars, and scalars on one line whose meaning cannot be mistaken. `undefined` for all else, right or wrong. What
 * it reads, `readYaml` reads the same.
 */
export function readSimple(text: string, start: number, end: number): MapNode | undefined {
  return new SimpleReader(text, start, end).read();
}
