import type { FoundSecret } from './secret-rule.ts';

const BEGIN = /-----BEGIN[ A-Z0-9_-]{0,100}?PRIVATE KEY(?: BLOCK)?-----/giu;
const END = /-----END[ A-Z0-9_-]{0,100}?PRIVATE KEY(?: BLOCK)?-----/giu;

/** What follows the first line of a key whose end is missing: lines of base64, their ends perhaps written as `\n`. */
// eslint-disable-next-line regexp/no-super-linear-backtracking -- all of it is optional, so that it never fails and never goes back
const LINES = /(?:(?:\s|\\[nr])*[A-Za-z0-9+/=]{24,})*(?:(?:\s|\\[nr])*[A-Za-z0-9+/]+={1,2})?/uy;

function endOfLines(text: string, start: number): number {
  LINES.lastIndex = start;
  return start + (LINES.exec(text)?.[0].length ?? 0);
}

/** Keys in PEM form, from their first line to their last; where the last is missing, as far as there is base64. */
export function findPrivateKeys(text: string): FoundSecret[] {
  const ends = [...text.matchAll(END)].map((match) => ({
    at: match.index,
    after: match.index + match[0].length,
  }));
  const begins = [...text.matchAll(BEGIN)];
  let next = 0;
  return begins.map((begin, index) => {
    const after = begin.index + begin[0].length;
    while ((ends[next]?.at ?? Infinity) < after) {
      next += 1;
    }
    const end = ends[next];
    const isOwn = end !== undefined && end.at < (begins[index + 1]?.index ?? Infinity);
    return { kind: 'private-key', start: begin.index, end: isOwn ? end.after : endOfLines(text, after) };
  });
}
