import { inspect } from 'node:util';
import { FORGED_LINE, OBEYED } from '../../support/hostile-text.ts';

/** How far around a find is told. */
const AROUND = 40;

const OWN_STYLES = [
  ...['bold', 'dim', 'red', 'green', 'yellow', 'blue', 'cyan', 'magenta', 'underline'].flatMap(
    (name) => inspect.colors[name] ?? [],
  ),
];
const OWN_SEQUENCES = new RegExp(`\u001b\\[(?:${[...new Set(OWN_STYLES)].join('|')})m`, 'gu');

/** What a text would do to whoever reads it; `undefined` where it does nothing. */
export function obeyedIn(shown: string): string | undefined {
  const at = OBEYED.exec(shown)?.index ?? FORGED_LINE.exec(shown)?.index;
  return at === undefined ? undefined : JSON.stringify(shown.slice(Math.max(0, at - AROUND), at + AROUND));
}

/** The same for what stood on a terminal: our own colours are meant there, and a line ends as terminals want it. */
export function obeyedOnTerminal(shown: string): string | undefined {
  return obeyedIn(shown.replaceAll('\r\n', '\n').replaceAll(OWN_SEQUENCES, ''));
}

const SHORT_FORMS = new Map([
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\t', '\\t'],
]);

function isShown(shown: string, char: string): boolean {
  const code = (char.codePointAt(0) ?? 0).toString(16);
  const forms = [char, `\\x${code.padStart(2, '0')}`, `U+${code.toUpperCase().padStart(4, '0')}`];
  return [...forms, SHORT_FORMS.get(char) ?? char].some((form) => shown.includes(form));
}

/** The different characters of the text that the output lacks; one is there as it is, or as its code. */
export function missingCharacters(shown: string, text: string): string[] {
  return [...new Set(text)].filter((char) => !isShown(shown, char));
}
