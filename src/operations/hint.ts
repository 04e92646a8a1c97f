import type { Hint } from './outcome.ts';

const PLAIN_WORD = /^[A-Za-z0-9_./:@%+=,-]+$/u;

/** A word as a POSIX shell reads it back: ids of older specs may hold blanks and quotes. */
export function shellWord(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A hint whose command is `lodestar <words>`; words are quoted where they must be. */
export function hint(intent: string, words: readonly string[], description: string): Hint {
  return { intent, cmd: ['lodestar', ...words].map(shellWord).join(' '), description };
}
