import { LodestarError } from '../errors.ts';
import { renderText, styled, text } from './ui/text.ts';
import { STDERR, writeOut } from './write-out.ts';

export interface Question {
  /** What is about to happen, as a question. */
  readonly question: string;
  /** `--yes` was given. */
  readonly yes: boolean;
  /** A person may be asked: not under `--no-input` or `--json`. */
  readonly mayAsk: boolean;
  /** For CONFIRMATION_REQUIRED: what would have been shown on a terminal. */
  readonly details: Readonly<Record<string, unknown>>;
}

function refused(message: string, details: Readonly<Record<string, unknown>>): LodestarError {
  return new LodestarError('CONFIRMATION_REQUIRED', message, { details });
}

/** Returns when the person agrees or `--yes` was given; throws CONFIRMATION_REQUIRED otherwise. Asks on stderr. */
export async function confirm({ question, yes, mayAsk, details }: Question): Promise<void> {
  if (yes) {
    return;
  }
  if (!mayAsk || !process.stdin.isTTY || !process.stderr.isTTY) {
    throw refused('this needs to be confirmed, and there is nobody to ask', details);
  }
  writeOut(STDERR, `${renderText(styled('bold', text(question)), false)} [y/N] `);
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin });
  try {
    const answer = await lines[Symbol.asyncIterator]().next();
    const word = answer.done === true ? '' : answer.value.trim().toLowerCase();
    if (word !== 'y' && word !== 'yes') {
      throw refused('not confirmed: nothing was done', details);
    }
  } finally {
    lines.close();
  }
}
