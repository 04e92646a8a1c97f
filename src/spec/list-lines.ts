const BYTE_ORDER_MARK = '\uFEFF';
const SPACE = 0x20;
const HASH = 0x23;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** Offsets are in UTF-16 units from the start of the text. */
export interface TextLine {
  readonly start: number;
  /** Without the line break. */
  readonly contentEnd: number;
  /** With the line break. */
  readonly end: number;
  /** Counted from 1, the first line of the part. */
  readonly number: number;
  /** Spaces before the first other character. */
  readonly indent: number;
  /** The first character that is no space; empty for a blank line. */
  readonly first: string;
}

/**
 * The lines of a text, or of the part of it that begins at the line start `from` and ends at the line end `to`. Lines end
 * with LF or CRLF; a byte order mark belongs to none.
 */
export function* listLines(text: string, from = 0, to = text.length): Generator<TextLine, void> {
  let number = 0;
  let start = from === 0 ? firstLineStart(text) : from;
  while (start < to) {
    number += 1;
    const line = lineAt(text, start, number);
    yield line;
    start = line.end;
  }
}

/** Behind a byte order mark. */
export function firstLineStart(text: string): number {
  return text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
}

/** The line that begins at `start`. */
export function lineAt(text: string, start: number, number: number): TextLine {
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline + 1;
  const lineEnd = newline === -1 ? text.length : newline;
  const contentEnd = lineEnd > start && text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  let at = start;
  while (at < contentEnd && text.charCodeAt(at) === SPACE) {
    at += 1;
  }
  const first = at < contentEnd ? text.charAt(at) : '';
  return { start, contentEnd, end, number, indent: at - start, first };
}

/** Lines that were passed over: where the next one begins, and how many they were, of them with CRLF. */
export interface PassedLines {
  readonly end: number;
  readonly lines: number;
  readonly crlfLines: number;
}

/**
 * Passes over whole lines from the line start `from` that are indented by at least `indent` spaces and are neither blank
 * nor a comment. They are most of a spec: so this makes no object for each.
 */
export function passIndented(text: string, from: number, indent: number): PassedLines {
  let end = from;
  let lines = 0;
  let crlfLines = 0;
  for (;;) {
    let at = end;
    while (text.charCodeAt(at) === SPACE) {
      at += 1;
    }
    const first = text.charCodeAt(at);
    const newline = text.indexOf('\n', at);
    const isOther = first === HASH || first === CARRIAGE_RETURN || first === LINE_FEED;
    if (at - end < indent || isOther || newline === -1) {
      return { end, lines, crlfLines };
    }
    lines += 1;
    crlfLines += text.charCodeAt(newline - 1) === CARRIAGE_RETURN ? 1 : 0;
    end = newline + 1;
  }
}
