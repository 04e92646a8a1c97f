import { LodestarError } from '../errors.ts';
import { randomBelow } from '../util/crypto.ts';

/** What a new id may look like: it fits a file name, a branch and a command line without quotes. */
const NEW_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

const MIN_DIGITS = 3;

/** Crockford's base 32: without I, L, O and U, which are read as other characters, or as words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 33 million ids: two of a thousand tasks meet in 1.5 of 100 specs, and then another id is drawn. */
const RANDOM_LENGTH = 5;

/**
 * The id, when a new task may have it. Ids that are in a spec already may be any text.
 * @throws LodestarError `INPUT_INVALID`.
 */
export function requireNewId(id: string): string {
  if (NEW_ID.test(id)) {
    return id;
  }
  const rule =
    'a new id begins with a letter or a digit and has up to 64 letters, digits, dots, underscores and hyphens';
  const problem = {
    code: 'TASK_ID_INVALID',
    message: `${JSON.stringify(id)} cannot be an id: ${rule}`,
    task_id: id,
    field: 'id',
  };
  throw new LodestarError('INPUT_INVALID', problem.message, { details: { problems: [problem] } });
}

export interface NextNumber {
  /** 1 + the greatest number among the ids that are the prefix and digits alone. */
  readonly number: number;
  /** As many digits as the id of that greatest number has: `T010` goes on as `T011`, and `T10` as `T11`. */
  readonly width: number;
}

/** How the numbered ids of a spec go on; with three digits where there are none yet. */
export function nextNumber(ids: Iterable<string>, prefix: string): NextNumber {
  let greatest = { number: 0, width: MIN_DIGITS };
  for (const id of ids) {
    const digits = id.startsWith(prefix) ? id.slice(prefix.length) : '';
    if (/^\d{1,15}$/u.test(digits) && Number(digits) > greatest.number) {
      greatest = { number: Number(digits), width: digits.length };
    }
  }
  return { number: greatest.number + 1, width: greatest.width };
}

/** `T001`, and `T1000` when the width is not enough. */
export function formatId(prefix: string, number: number, width: number = MIN_DIGITS): string {
  return prefix + String(number).padStart(width, '0');
}

/**
 * `T-` and five characters of Crockford base 32.
 * @param below draws a whole number from 0 up to and without its argument.
 */
export function randomId(below: (limit: number) => number = randomBelow): string {
  const characters = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(below(ALPHABET.length)));
  return `T-${characters.join('')}`;
}
