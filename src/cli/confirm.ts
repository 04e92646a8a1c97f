import { LodestarError } from '../errors.ts';
import type { PrintOptions } from './print-options.ts';
import { renderDisplay } from './render-display.ts';
import type { Rendered } from './ui/text.ts';
import type { Ui } from './ui/ui.ts';
import { STDERR, writeOut } from './write-out.ts';

export interface Question {
  /** What is about to happen, as a question. */
  readonly question: string;
  /** What to know before answering; shown to people, also where they cannot be asked. */
  readonly preview?: (ui: Ui) => Rendered;
  /** `--yes` was given. */
  readonly yes: boolean;
  readonly noInput: boolean;
  readonly printing: PrintOptions;
  /** For CONFIRMATION_REQUIRED: what the preview shows, as data. */
  readonly details: Readonly<Record<string, unknown>>;
}

function refused(message: string, details: Readonly<Record<string, unknown>>): LodestarError {
  return new LodestarError('CONFIRMATION_REQUIRED', message, { details });
}

async function readLine(): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin });
  try {
    const answer = await lines[Symbol.asyncIterator]().next();
    return answer.done === true ? '' : answer.value.trim().toLowerCase();
  } finally {
    lines.close();
  }
}

/** Returns when the person agrees or `--yes` was given; throws CONFIRMATION_REQUIRED otherwise. Asks on stderr. */
export async function confirm(asked: Question): Promise<void> {
  const { question, preview, yes, noInput, printing, details } = asked;
  if (yes) {
    return;
  }
  if (preview !== undefined && !printing.json) {
    writeOut(STDERR, renderDisplay(preview, process.stderr, printing));
  }
  if (printing.json || noInput || !process.stdin.isTTY || !process.stderr.isTTY) {
    throw refused('this needs to be confirmed, and there is nobody to ask', details);
  }
  writeOut(
    STDERR,
    renderDisplay((ui) => ui.bold(question), process.stderr, printing).replace(/\n$/u, ' [y/N] '),
  );
  const word = await readLine();
  if (word !== 'y' && word !== 'yes') {
    throw refused('not confirmed: nothing was done', details);
  }
}
