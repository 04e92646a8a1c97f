/** Offset of the first character of the line that `offset` is in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the last character of the line before its line break. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) {
    return text.length;
  }
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/**
 * Offset of the line below content that ends at `end`. Content that ends with a line break of its own (a block scalar
 * that keeps its blank lines) ends on the line above.
 */
export function lineBelow(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') {
    return end;
  }
  const newline = text.indexOf('\n', end);
  return newline === -1 ? text.length : newline + 1;
}

/** The white space that a line begins with, when nothing else stands before `offset`; `undefined` otherwise. */
export function indentBefore(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  const withoutMark = before.startsWith('\uFEFF') ? before.slice(1) : before;
  return /^ *$/u.test(withoutMark) ? withoutMark : undefined;
}

/** Offset of the first carriage return without a line feed, which YAML takes for no line break; -1 where there is none. */
export function findLoneReturn(text: string): number {
  return text.includes('\r') ? text.search(/\r(?!\n)/u) : -1;
}

/** The line break that most lines of a text have. */
export function commonLineBreak(text: string): '\n' | '\r\n' {
  let lines = 0;
  let crlfLines = 0;
  for (let newline = text.indexOf('\n'); newline !== -1; newline = text.indexOf('\n', newline + 1)) {
    lines += 1;
    crlfLines += text[newline - 1] === '\r' ? 1 : 0;
  }
  return crlfLines * 2 > lines ? '\r\n' : '\n';
}
