import { shellWord } from '../util/shell-word.ts';
import type { Hint } from './outcome.ts';

/** A hint whose command is `lodestar <words>`; words are quoted where they must be. */
export function hint(intent: string, words: readonly string[], description: string): Hint {
  return { intent, cmd: ['lodestar', ...words].map(shellWord).join(' '), description };
}
