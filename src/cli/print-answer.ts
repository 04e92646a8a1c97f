import { exitCodeOf, type Answer } from './answer.ts';
import { renderJson } from './envelope.ts';
import type { PrintOptions } from './print-options.ts';
import { STDERR, STDOUT, writeOut } from './write-out.ts';

async function printForPeople(
  answer: Exclude<Answer, { kind: 'text' }>,
  options: PrintOptions,
): Promise<void> {
  // The kit for people is not loaded for machines.
  const { renderForPeople } = await import('./render-for-people.ts');
  const { describePlaces } = await import('./describe-places.ts');
  const { stdout, stderr } = renderForPeople(answer, await describePlaces(options));
  await printText(stdout, options);
  writeOut(STDERR, stderr);
}

async function printText(text: string, options: PrintOptions): Promise<void> {
  if (options.paged === true) {
    const { showInPager } = await import('./pager.ts');
    if (await showInPager(text, options.env)) {
      return;
    }
  }
  writeOut(STDOUT, text);
}

/** Prints an answer, as one JSON value or for people, and says with which code the process is to end. */
export async function printAnswer(answer: Answer, options: PrintOptions): Promise<number> {
  if (answer.kind === 'text') {
    await printText(answer.text, options);
  } else if (options.json) {
    writeOut(STDOUT, renderJson(answer));
  } else {
    await printForPeople(answer, options);
  }
  return exitCodeOf(answer);
}
