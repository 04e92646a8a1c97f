import { safeBlock } from './ui/safe.ts';
import { describeTerminal, streamOf } from './ui/terminal.ts';
import { RawText, renderText, toText, type Rendered } from './ui/text.ts';
import { createUi, type Ui } from './ui/ui.ts';
import type { PrintOptions } from './print-answer.ts';

/** What a display says, as the characters to print on this stream; ends with a line end unless it is empty. */
export function renderDisplay(
  display: (ui: Ui) => Rendered,
  stream: NodeJS.WriteStream,
  options: Omit<PrintOptions, 'json'>,
): string {
  const terminal = describeTerminal(options.env, streamOf(stream), options);
  const rendered = display(createUi(terminal, Date.now()));
  const shown =
    rendered instanceof RawText ? safeBlock(rendered.text) : renderText(toText(rendered), terminal.color);
  return shown === '' || shown.endsWith('\n') ? shown : `${shown}\n`;
}
