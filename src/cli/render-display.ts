import { safeBlock } from './ui/safe.ts';
import { describeTerminal, streamOf, type Terminal } from './ui/terminal.ts';
import { RawText, renderText, toText, type Rendered, type Text } from './ui/text.ts';
import { createUi, type Ui } from './ui/ui.ts';
import { wrap } from './ui/wrap.ts';
import type { PrintOptions } from './print-options.ts';

/** Ends the text with one line end; nothing stays nothing. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** The characters of a text in this place, in lines that fit. */
export function renderInto(value: Text, terminal: Terminal): string {
  return ended(renderText(wrap(value, terminal.width), terminal));
}

/** Output for another program, as it is but for what a terminal would obey. */
export function renderRaw(value: RawText): string {
  return ended(safeBlock(value.text));
}

/** What a display says, as the characters to print on this stream; ends with a line end unless it is empty. */
export function renderDisplay(
  display: (ui: Ui) => Rendered,
  stream: NodeJS.WriteStream,
  options: Pick<PrintOptions, 'env' | 'noColor'>,
): string {
  const terminal = describeTerminal(options.env, streamOf(stream), options);
  const rendered = display(createUi(terminal, Date.now()));
  return rendered instanceof RawText ? renderRaw(rendered) : renderInto(toText(rendered), terminal);
}
