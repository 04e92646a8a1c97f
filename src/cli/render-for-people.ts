import type { Answer } from './answer.ts';
import type { Environment } from '../operations/context.ts';
import { displayError } from './displays/display-error.ts';
import { displayHints, displayWarnings } from './displays/display-hints.ts';
import { safeBlock } from './ui/safe.ts';
import { describeTerminal, streamOf } from './ui/terminal.ts';
import { joinLines, RawText, renderText, toText, type Text } from './ui/text.ts';
import { createUi } from './ui/ui.ts';

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends the text with one line end; nothing stays nothing. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Parts with an empty line between them; what is missing or empty is left out. */
function paragraphs(parts: readonly (Text | undefined)[]): Text {
  const shown = parts.filter((part) => part !== undefined && part.plain !== '');
  return joinLines(shown.flatMap((part, index) => (index === 0 ? [part] : ['', part])));
}

/** The answer as people read it: the result and what fits next on stdout, warnings and errors on stderr. */
export function renderForPeople(
  answer: Exclude<Answer, { kind: 'text' }>,
  options: { env: Environment; noColor: boolean },
): Printed {
  const stdout = describeTerminal(options.env, streamOf(process.stdout), options);
  const stderr = describeTerminal(options.env, streamOf(process.stderr), options);
  const error = answer.kind === 'failure' ? answer.error : answer.failure;
  const hints = displayHints(answer.next);
  const complaints = joinLines([
    displayWarnings(answer.warnings),
    error === undefined ? undefined : displayError(error),
  ]);
  if (answer.kind === 'failure') {
    return { stdout: '', stderr: ended(renderText(paragraphs([complaints, hints]), stderr.color)) };
  }
  const rendered = answer.display(createUi(stdout, Date.now()));
  const shown =
    rendered instanceof RawText
      ? safeBlock(rendered.text)
      : renderText(paragraphs([toText(rendered), hints]), stdout.color);
  return { stdout: ended(shown), stderr: ended(renderText(complaints, stderr.color)) };
}
