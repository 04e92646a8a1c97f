import { LodestarError } from '../../errors.ts';
import { PRIORITY_WORDS } from '../../model/task.ts';

/** Reads a priority: an integer, lower first, or one of the four words. INPUT_INVALID otherwise. */
export function parsePriority(text: string): number {
  const word = text.trim().toLowerCase();
  if (word in PRIORITY_WORDS) {
    return PRIORITY_WORDS[word as keyof typeof PRIORITY_WORDS];
  }
  const value = Number(word);
  if (!/^[+-]?\d+$/u.test(word) || !Number.isSafeInteger(value)) {
    throw new LodestarError('INPUT_INVALID', `${JSON.stringify(text)} is no priority`, {
      hint: `Give an integer (lower goes first) or ${Object.keys(PRIORITY_WORDS).join(', ')}.`,
    });
  }
  return value;
}
