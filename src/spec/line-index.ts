const BYTE_ORDER_MARK = '\uFEFF';

/** Of a longer line only this many characters around the column are shown. */
const MAX_SHOWN = 120;

export interface LinePosition {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units; a byte order mark takes no column. */
  readonly column: number;
}

/** Turns offsets of one text into lines and columns. A line ends with LF or CRLF. */
export class LineIndex {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  position(offset: number): LinePosition {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: Math.max(offset - (starts[low] ?? 0), 0) + 1 };
  }

  /** The line without its end. */
  line(number: number): string {
    const starts = this.#lineStarts();
    const start = starts[number - 1] ?? this.#text.length;
    const end = starts[number] ?? this.#text.length + 1;
    const line = this.#text.slice(start, end - 1);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** The line and below it a caret under the column; a long line is cut to what stands around the column. */
  excerpt({ line, column }: LinePosition): string {
    const whole = this.line(line);
    const at = Math.min(column - 1, whole.length);
    const from =
      whole.length <= MAX_SHOWN ? 0 : Math.max(0, Math.min(at - MAX_SHOWN / 2, whole.length - MAX_SHOWN));
    const before = (from > 0 ? '…' : '') + whole.slice(from, at);
    const after = whole.slice(at, from + MAX_SHOWN) + (from + MAX_SHOWN < whole.length ? '…' : '');
    return `${before}${after}\n${before.replace(/[^\t]/gu, ' ')}^`;
  }

  #lineStarts(): readonly number[] {
    if (this.#starts === undefined) {
      const starts = [this.#text.startsWith(BYTE_ORDER_MARK) ? 1 : 0];
      for (let end = this.#text.indexOf('\n'); end !== -1; end = this.#text.indexOf('\n', end + 1)) {
        starts.push(end + 1);
      }
      this.#starts = starts;
    }
    return this.#starts;
  }
}
