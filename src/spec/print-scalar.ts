import { LodestarError } from '../errors.ts';
import { isPlainSafe } from './is-plain-safe.ts';

export type Quoting = 'plain' | 'single' | 'double';

export interface ScalarStyle {
  /** How the scalar is quoted when the text allows it: as the one that it replaces, say. */
  readonly prefer?: Quoting;
  /** Inside of `[]` or `{}`, or as a key. */
  readonly inFlow?: boolean;
}

export interface LiteralText {
  readonly header: '|' | '|-';
  /** Without indent; blank lines are empty. */
  readonly lines: readonly string[];
}

/**
 * What is never written raw: control characters, all line breaks of YAML 1.1 (NEL, U+2028, U+2029), byte order marks,
 * non-characters, and invisible format characters such as bidi controls, but for the joiners of words and emoji.
 */
const NEVER_RAW = /[\p{Cc}\p{Zl}\p{Zp}\uFFFE\uFFFF]|(?!\u00AD|\u200C|\u200D)\p{Cf}/u;
const ESCAPED = new RegExp(`["\\\\]|${NEVER_RAW.source}`, 'gu');

const LONE_SURROGATE = /\p{Cs}/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

const hex = (code: number, digits: number): string => code.toString(16).toUpperCase().padStart(digits, '0');

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  const code = character.codePointAt(0) ?? 0;
  if (short !== undefined) {
    return short;
  }
  if (code > 0xffff) {
    return `\\U${hex(code, 8)}`;
  }
  return code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`;
}

const printDouble = (text: string): string => `"${text.replace(ESCAPED, escapeCharacter)}"`;
const printSingle = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** @throws LodestarError `INPUT_INVALID` for a text with half of a surrogate pair: UTF-8 cannot hold it. */
function refuseLoneSurrogates(text: string): void {
  const shown = text.replace(LONE_SURROGATE, '\uFFFD');
  if (shown !== text) {
    throw new LodestarError(
      'INPUT_INVALID',
      'The text has half of a surrogate pair, which is no character.',
      {
        details: { value: shown },
        hint: 'Give the text as valid UTF-8.',
      },
    );
  }
}

/**
 * Writes a text as a YAML scalar on one line that every reader of YAML 1.1 and 1.2 reads as this text.
 * @throws LodestarError `INPUT_INVALID` for lone surrogates.
 */
export function printScalar(text: string, style: ScalarStyle = {}): string {
  const { prefer = 'plain', inFlow = false } = style;
  refuseLoneSurrogates(text);
  if (prefer === 'double' || NEVER_RAW.test(text)) {
    return printDouble(text);
  }
  if (prefer === 'plain' && isPlainSafe(text, inFlow)) {
    return text;
  }
  const isEasierDoubled = prefer === 'plain' && text.includes("'") && !/["\\]/u.test(text);
  return isEasierDoubled ? printDouble(text) : printSingle(text);
}

/** A line that only has white space would be read as empty, or count as indent. */
const BLANK_LINE = /^[ \t]+$/mu;

/**
 * A text of several lines as the lines of a literal block scalar; `undefined` where that would not give the text back
 * (it begins with white space, ends with several line breaks, has blank lines that are not empty, or what is never
 * written raw): such a text is double-quoted.
 * @throws LodestarError `INPUT_INVALID` for lone surrogates.
 */
export function literalText(text: string): LiteralText | undefined {
  refuseLoneSurrogates(text);
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const hasUnsafe = NEVER_RAW.test(text.replaceAll(/[\n\t]/gu, ''));
  if (!text.includes('\n') || body === '' || /^\s|\n$/u.test(body) || BLANK_LINE.test(body) || hasUnsafe) {
    return undefined;
  }
  return { header: body === text ? '|-' : '|', lines: body.split('\n') };
}

/**
 * Writes a value that is no text: a number as YAML 1.1 and 1.2 both read it. Both want a `.` in what is no exact integer:
 * before an exponent, and behind a whole number of more than 53 bits.
 * @throws LodestarError `INPUT_INVALID` for what JSON has no number for.
 */
export function printLiteralValue(value: number | boolean | null): string {
  if (typeof value !== 'number') {
    return String(value);
  }
  if (!Number.isFinite(value)) {
    throw new LodestarError('INPUT_INVALID', `${String(value)} is no number that the spec can hold.`);
  }
  const text = Object.is(value, -0) ? '0' : String(value);
  if (text.includes('.') || Number.isSafeInteger(value)) {
    return text;
  }
  return text.includes('e') ? text.replace('e', '.0e') : `${text}.0`;
}
