const ZERO = 0x30;
const NINE = 0x39;
const FIRST_SURROGATE = 0xd800;
const FIRST_AFTER_SURROGATES = 0xe000;

/** Digit runs of up to this many digits state their length in one character of the key. */
const MAX_SHORT_RUN = 8;

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

/** Moves surrogates above all other code units, so that units compare as the code points do: the order of UTF-8 bytes. */
function codePointRank(unit: number): number {
  if (unit < FIRST_SURROGATE) {
    return unit;
  }
  return unit < FIRST_AFTER_SURROGATES ? unit + 0x2000 : unit - 0x800;
}

function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const order = codePointRank(a.charCodeAt(index)) - codePointRank(b.charCodeAt(index));
    if (order !== 0) {
      return order;
    }
  }
  return a.length - b.length;
}

function endOfDigits(text: string, start: number): number {
  let end = start;
  while (end < text.length && isDigit(text.charCodeAt(end))) {
    end += 1;
  }
  return end;
}

/** The digits from `start` to `end` without leading zeros; a zero keeps one. */
function significantDigits(text: string, start: number, end: number): string {
  let first = start;
  while (first < end - 1 && text.charCodeAt(first) === ZERO) {
    first += 1;
  }
  return text.slice(first, end);
}

function compareDigits(a: string, b: string): number {
  return a.length === b.length ? compareCodePoints(a, b) : a.length - b.length;
}

/**
 * The order in which people read ids: runs of digits by value (`T2` before `T10`), the rest, and ids that differ in
 * leading zeros alone, by code point. A total order; it agrees with the binary order of `naturalKey`.
 */
export function compareNatural(a: string, b: string): number {
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    const leftUnit = a.charCodeAt(left);
    const rightUnit = b.charCodeAt(right);
    if (isDigit(leftUnit) && isDigit(rightUnit)) {
      const leftEnd = endOfDigits(a, left);
      const rightEnd = endOfDigits(b, right);
      const order = compareDigits(significantDigits(a, left, leftEnd), significantDigits(b, right, rightEnd));
      if (order !== 0) {
        return order;
      }
      left = leftEnd;
      right = rightEnd;
    } else if (leftUnit !== rightUnit) {
      return codePointRank(leftUnit) - codePointRank(rightUnit);
    } else {
      left += 1;
      right += 1;
    }
  }
  const rest = a.length - left - (b.length - right);
  return rest === 0 ? compareCodePoints(a, b) : rest;
}

/** Length before digits, so that binary order is order by value; lengths that need more than one digit state theirs first. */
function digitsKey(digits: string): string {
  const length = String(digits.length);
  return digits.length <= MAX_SHORT_RUN ? length + digits : `9${digitsKey(length)}${digits}`;
}

/**
 * A text whose plain binary order (UTF-8 bytes, SQLite's `BINARY`) is the order of `compareNatural`, for texts without
 * NUL and without lone surrogates. The text itself follows a NUL, so that ids that differ in leading zeros alone differ.
 */
export function naturalKey(id: string): string {
  const folded = id.replace(/[0-9]+/gu, (digits) => digitsKey(significantDigits(digits, 0, digits.length)));
  return `${folded}\u0000${id}`;
}
