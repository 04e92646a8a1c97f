import measure from 'fast-string-truncated-width';
import { Text } from './text.ts';

const ELLIPSIS = '…';

/** One cell each, and by far the most of what is measured. */
const PLAIN = /^[ -~]*$/u;
/**
 * A letter with its accents, an emoji with its parts: what no cut may separate. Intl.Segmenter knows better, and takes
 * 12 ms to be made, a third of what a whole command takes.
 */
const CLUSTER = /\P{M}(?:\p{M}|\u200d\P{M}|[\u{1f3fb}-\u{1f3ff}])*|\p{M}+/gu;

/** Cells that a line takes on a terminal: a Chinese character takes two, a combining accent none. */
export function cellsOf(value: string): number {
  return PLAIN.test(value) ? value.length : measure(value).width;
}

function cutString(value: string, cells: number): string {
  let used = 0;
  let kept = '';
  for (const [cluster] of value.matchAll(CLUSTER)) {
    used += cellsOf(cluster);
    if (used > cells) {
      break;
    }
    kept += cluster;
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
