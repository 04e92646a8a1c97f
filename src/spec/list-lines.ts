const BYTE_ORDER_MARK = '\uFEFF';
const SPACE = 0x20;

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
  let start = from === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : from;
  while (start < to) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const lineEnd = newline === -1 ? text.length : newline;
    const contentEnd = lineEnd > start && text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    let at = start;
    while (at < contentEnd && text.charCodeAt(at) === SPACE) {
      at += 1;
    }
    number += 1;
    yield {
      start,
      contentEnd,
      end,
      number,
      indent: at - start,
      first: at < contentEnd ? text.charAt(at) : '',
    };
    start = end;
  }
}
