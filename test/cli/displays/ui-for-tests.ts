import { renderText, Text, type Rendered, joinLines, RawText } from '../../../src/cli/ui/text.ts';
import { createUi, type Ui } from '../../../src/cli/ui/ui.ts';

/** The moment at which test displays are drawn. */
export const NOW = Date.parse('2026-03-01T12:00:00.000Z');

/** A pipe: times are absolute and nothing is cut. */
export const PIPE: Ui = createUi({ isTerminal: false, color: false, width: Number.POSITIVE_INFINITY }, NOW);

/** A terminal of so many cells. */
export function terminal(width: number): Ui {
  return createUi({ isTerminal: true, color: true, width }, NOW);
}

/** What is printed, without colour. */
export function plain(rendered: Rendered): string {
  if (rendered instanceof RawText) {
    return rendered.text;
  }
  const text =
    rendered instanceof Text ? rendered : joinLines(typeof rendered === 'string' ? [rendered] : rendered);
  return renderText(text, { color: false });
}
