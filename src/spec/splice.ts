import { invariant } from '../util/invariant.ts';

/** What replaces the text between two offsets (UTF-16 units). With `start === end` it is an insertion. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Orders splices as they are applied: by offset, insertions before what is replaced at the same offset, and those at one
 * place in the order given. Overlapping splices are a fault of Lodestar.
 */
export function orderSplices(splices: readonly Splice[]): Splice[] {
  const ordered = splices.toSorted(
    (a, b) => a.start - b.start || (a.start === a.end ? 0 : 1) - (b.start === b.end ? 0 : 1),
  );
  let end = 0;
  for (const splice of ordered) {
    invariant(splice.start >= end && splice.end >= splice.start, 'splices overlap');
    end = splice.end;
  }
  return ordered;
}

/** The text with all splices applied; every other character stays as it is. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const splice of orderSplices(splices)) {
    parts.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

export function shiftSplices(splices: readonly Splice[], by: number): Splice[] {
  return splices.map(({ start, end, text }) => ({ start: start + by, end: end + by, text }));
}
