import { mapSides, type Sides } from '../../model/merge-sides.ts';
import { listComments } from '../cst-tree.ts';

function countComments(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const comment of listComments(text)) {
    counts.set(comment, (counts.get(comment) ?? 0) + 1);
  }
  return counts;
}

/** Whether a merged text has every comment that a side put in, and every one that neither took out. */
export function keepsComments(merged: string, texts: Sides<string>): boolean {
  const { base, ours, theirs } = mapSides(texts, countComments);
  const found = countComments(merged);
  const countOf = (counts: ReadonlyMap<string, number>, comment: string): number => counts.get(comment) ?? 0;
  return [...new Set([...ours.keys(), ...theirs.keys()])].every((comment) => {
    const [a, b, before] = [countOf(ours, comment), countOf(theirs, comment), countOf(base, comment)];
    const least = a > before || b > before ? Math.max(a, b) : Math.min(a, b);
    return countOf(found, comment) >= least;
  });
}
