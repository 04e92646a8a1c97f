/**
 * Characters that a terminal obeys or that cannot be seen: C0 (ESC among them), DEL, C1, writing direction, zero width,
 * line separators, and the tag characters. A task's title can hold them; a reader must not be fooled by them.
 */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

const SHORT = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function visible(char: string): string {
  const short = SHORT.get(char);
  if (short !== undefined) {
    return short;
  }
  const code = char.codePointAt(0) ?? 0;
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** One line of foreign text with everything hidden made visible, line ends too. */
export function safe(text: string): string {
  return text.replace(HIDDEN, visible);
}

/** The same for text of several lines: line ends and tabs keep their meaning. */
export function safeBlock(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(HIDDEN, (char) => (char === '\n' || char === '\t' ? char : visible(char)));
}
