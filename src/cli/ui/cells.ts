import stringWidth from 'string-width';
import { Text } from './text.ts';

const ELLIPSIS = '…';

/** Cells that a line takes on a terminal: a Chinese character takes two, a combining accent none. */
export function cellsOf(value: string): number {
  return stringWidth(value);
}

/** Whole characters as a reader sees them, so that no cut parts an emoji or an accent from its letter. */
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function cutString(value: string, cells: number): string {
  let used = 0;
  let kept = '';
  for (const { segment } of graphemes.segment(value)) {
    used += cellsOf(segment);
    if (used > cells) {
      break;
    }
    kept += segment;
  }
  return kept;
}

/** The text in at most so many cells, with an ellipsis where something was cut. */
export function fit(value: Text, cells: number): Text {
  if (cellsOf(value.plain) <= cells) {
    return value;
  }
  let left = Math.max(0, cells - 1);
  const spans = [];
  for (const span of value.spans) {
    const kept = cutString(span.text, left);
    left -= cellsOf(kept);
    if (kept.length < span.text.length) {
      spans.push({ ...span, text: `${kept}${ELLIPSIS}` });
      break;
    }
    spans.push(span);
  }
  return new Text(spans);
}

/** The text filled up with blanks to so many cells. */
export function pad(value: Text, cells: number, align: 'left' | 'right' = 'left'): Text {
  const blanks = { text: ' '.repeat(Math.max(0, cells - cellsOf(value.plain))), style: undefined };
  return new Text(align === 'left' ? [...value.spans, blanks] : [blanks, ...value.spans]);
}
