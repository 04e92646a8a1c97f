import type { Answer } from './answer.ts';
import type { Environment } from '../operations/context.ts';
import { displayError, displayReportFailure } from './displays/display-error.ts';
import { displayHints, displayWarnings } from './displays/display-hints.ts';
import { paragraphs } from './displays/paragraphs.ts';
import { safeBlock } from './ui/safe.ts';
import { describeTerminal, streamOf } from './ui/terminal.ts';
import { joinLines, RawText, renderText, toText } from './ui/text.ts';
import { createUi } from './ui/ui.ts';

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends the text with one line end; nothing stays nothing. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** The answer as people read it: the result and what fits next on stdout, warnings and errors on stderr. */
export function renderForPeople(
  answer: Exclude<Answer, { kind: 'text' }>,
  options: { env: Environment; noColor: boolean },
): Printed {
  const stdout = describeTerminal(options.env, streamOf(process.stdout), options);
  const stderr = describeTerminal(options.env, streamOf(process.stderr), options);
  const hints = displayHints(answer.next);
  const warnings = displayWarnings(answer.warnings);
  if (answer.kind === 'failure') {
    const complaints = joinLines([warnings, displayError(answer.error)]);
    return { stdout: '', stderr: ended(renderText(paragraphs([complaints, hints]), stderr.color)) };
  }
  const { failure } = answer;
  const complaints = joinLines([warnings, failure === undefined ? undefined : displayReportFailure(failure)]);
  const rendered = answer.display(createUi(stdout, Date.now()));
  const shown =
    rendered instanceof RawText
      ? safeBlock(rendered.text)
      : renderText(paragraphs([toText(rendered), hints]), stdout.color);
  return { stdout: ended(shown), stderr: ended(renderText(complaints, stderr.color)) };
}
