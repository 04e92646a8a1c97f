/** What a scan without a YAML parser makes of the start of a line. */
export interface ScannedKey {
  /** Decoded. */
  readonly key: string;
  /** Offset behind the colon. */
  readonly end: number;
}

/** YAML refuses implicit keys of more than 1024 characters; such a line is left to the parser. */
const MAX_KEY_LENGTH = 1000;

/** These begin something other than a plain scalar, or do in some contexts. */
const NOT_PLAIN: ReadonlySet<string> = new Set('-?:,[]{}#&*!|>\'"%@` \t\u00A0\uFEFF');

const SINGLE_QUOTED = /^'((?:[^']|'')*)'[ \t]*:(?=[ \t]|$)/u;
const DOUBLE_QUOTED = /^"((?:[^"\\]|\\.)*)"[ \t]*:(?=[ \t]|$)/u;
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gu;

/** The escapes of one character that YAML and JSON share, and those that PyYAML writes besides. */
const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001B'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\u0085'],
  ['_', '\u00A0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
]);

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function decodeEscape(hex: string | undefined, simple: string): string | undefined {
  if (hex === undefined) {
    return SIMPLE_ESCAPES.get(simple);
  }
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function decodeDoubleQuoted(source: string): string | undefined {
  const unknown: string[] = [];
  const decoded = source.replace(ESCAPE, (...groups: readonly (string | undefined)[]) => {
    const [escape = '', x, u, long, simple] = groups;
    const character = decodeEscape(x ?? u ?? long, simple ?? '');
    if (character === undefined) {
      unknown.push(escape);
    }
    return character ?? '';
  });
  return unknown.length === 0 ? decoded : undefined;
}

function scanQuoted(text: string, offset: number, lineEnd: number): ScannedKey | undefined {
  const line = text.slice(offset, Math.min(lineEnd, offset + MAX_KEY_LENGTH + 1));
  const isDouble = line.startsWith('"');
  const match = (isDouble ? DOUBLE_QUOTED : SINGLE_QUOTED).exec(line);
  const source = match?.[1];
  if (match === null || source === undefined || match[0].length > MAX_KEY_LENGTH) {
    return undefined;
  }
  const key = isDouble ? decodeDoubleQuoted(source) : source.replaceAll("''", "'");
  return key === undefined ? undefined : { key, end: offset + match[0].length };
}

function scanPlain(text: string, offset: number, lineEnd: number): ScannedKey | undefined {
  const last = Math.min(lineEnd, offset + MAX_KEY_LENGTH);
  let keyEnd = offset;
  for (let at = offset; at < last; at += 1) {
    const character = text[at];
    if (character === ':' && (at + 1 === lineEnd || isBlank(text[at + 1]))) {
      return { key: text.slice(offset, keyEnd), end: at + 1 };
    }
    if (character === '#' && isBlank(text[at - 1])) {
      return undefined;
    }
    keyEnd = isBlank(character) ? keyEnd : at + 1;
  }
  return undefined;
}

/** Whether a plain scalar can begin with this character, whatever follows it. */
export function canStartPlain(character: string): boolean {
  return character !== '' && !NOT_PLAIN.has(character);
}

/**
 * Reads the key at `offset` of a line that ends at `lineEnd` (without its line break): plain, or quoted on one line, and
 * followed by a colon and white space. `undefined` for anything else, and for what only a YAML parser should judge.
 */
export function scanKey(text: string, offset: number, lineEnd: number): ScannedKey | undefined {
  const first = offset < lineEnd ? text.charAt(offset) : '';
  if (first === '"' || first === "'") {
    return scanQuoted(text, offset, lineEnd);
  }
  return canStartPlain(first) ? scanPlain(text, offset, lineEnd) : undefined;
}
