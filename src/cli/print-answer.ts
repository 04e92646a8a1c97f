import { exitCodeOf, type Answer } from './answer.ts';
import { renderJson } from './envelope.ts';
import type { Environment } from '../operations/context.ts';
import { STDERR, STDOUT, writeOut } from './write-out.ts';

export interface PrintOptions {
  readonly env: Environment;
  readonly json: boolean;
  readonly noColor: boolean;
}

/** Prints an answer, as one JSON value or for people, and says with which code the process is to end. */
export async function printAnswer(answer: Answer, options: PrintOptions): Promise<number> {
  if (answer.kind === 'text') {
    writeOut(STDOUT, answer.text);
  } else if (options.json) {
    writeOut(STDOUT, renderJson(answer));
  } else {
    // The kit for people is not loaded for machines.
    const { renderForPeople } = await import('./render-for-people.ts');
    const { stdout, stderr } = renderForPeople(answer, options);
    writeOut(STDOUT, stdout);
    writeOut(STDERR, stderr);
  }
  return exitCodeOf(answer);
}
