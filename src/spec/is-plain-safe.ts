/**
 * Whether a text may stand in YAML without quotes and is read back as this text, by readers of YAML 1.2 (core schema)
 * and of YAML 1.1 (PyYAML) alike. Deliberately strict: a quote too many costs nothing.
 */

/** Null and the booleans of YAML 1.1, of which 1.2 kept a few; PyYAML leaves out `y` and `n`, others do not. */
const WORDS = /^(?:~|null|true|false|yes|no|on|off|y|n)$/iu;

/**
 * Whatever looks like a number or a date in some version: decimal, octal (`017`, `0o17`), hexadecimal, binary,
 * sexagesimal (`12:30`), with `_`, with an exponent, and every spelling of a timestamp.
 */
const NUMBER_LIKE = /^[-+.]?\d[\da-fxotz_.:+ -]*$/iu;

const SPECIAL_FLOATS = /^[-+]?\.(?:inf|nan)$/iu;

/** Merge key and default key of YAML 1.1 (PyYAML refuses the one as a value and merges on the other); end of a document. */
const SPECIAL_WORDS = /^(?:<<|=|\.\.\.)$/u;

/** White space of any kind at either end, or an indicator first (`-`, `?` and `:` are ones only before white space). */
const UNSAFE_ENDS = /^[\s\-?:,[\]{}#&*!|>'"%@`]|[\s:]$/u;

const UNSAFE_INSIDE = /[\t\n\r]|: | #/u;

/** In a flow collection, and in a key, these end a plain scalar for some readers. */
const UNSAFE_IN_FLOW = /[,[\]{}:?]/u;

export function isPlainSafe(text: string, inFlow: boolean): boolean {
  const readsAsOther = [WORDS, NUMBER_LIKE, SPECIAL_FLOATS, SPECIAL_WORDS].some((pattern) =>
    pattern.test(text),
  );
  const breaksOff =
    UNSAFE_ENDS.test(text) || UNSAFE_INSIDE.test(text) || (inFlow && UNSAFE_IN_FLOW.test(text));
  return text !== '' && !readsAsOther && !breaksOff;
}
