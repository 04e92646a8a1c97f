import { LodestarError } from '../../errors.ts';

/** A reason that says something, trimmed. INPUT_INVALID for blanks alone. */
export function requireReason(reason: string, verb: string): string {
  const trimmed = reason.trim();
  if (trimmed === '') {
    throw new LodestarError('INPUT_INVALID', `the reason to ${verb} it is empty`, {
      hint: 'Say in a sentence why: whoever reads the task next sees it.',
    });
  }
  return trimmed;
}
