import { HIDDEN } from '../../util/escape-json.ts';

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
