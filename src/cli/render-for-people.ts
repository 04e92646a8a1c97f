import type { Answer } from './answer.ts';
import { displayError, displayReportFailure } from './displays/display-error.ts';
import { displayHints, displayWarnings } from './displays/display-hints.ts';
import { paragraphs } from './displays/paragraphs.ts';
import type { Places } from './describe-places.ts';
import { renderInto, renderRaw } from './render-display.ts';
import { joinLines, RawText, toText } from './ui/text.ts';
import { createUi } from './ui/ui.ts';

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** The answer as people read it: the result and what fits next on stdout, warnings and errors on stderr. */
export function renderForPeople(
  answer: Exclude<Answer, { kind: 'text' }>,
  { stdout, stderr }: Places,
  nowMs: number = Date.now(),
): Printed {
  const warnings = displayWarnings(answer.warnings);
  if (answer.kind === 'failure') {
    const complaints = joinLines([warnings, displayError(answer.error)]);
    const hints = displayHints(answer.next, stderr.width);
    return { stdout: '', stderr: renderInto(paragraphs([complaints, hints]), stderr) };
  }
  const { failure } = answer;
  const complaints = joinLines([warnings, failure === undefined ? undefined : displayReportFailure(failure)]);
  const rendered = answer.display(createUi(stdout, nowMs));
  const hints = displayHints(answer.next, stdout.width);
  const shown =
    rendered instanceof RawText
      ? renderRaw(rendered)
      : renderInto(paragraphs([toText(rendered), hints]), stdout);
  return { stdout: shown, stderr: renderInto(complaints, stderr) };
}
