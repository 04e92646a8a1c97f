import { distance } from 'fastest-levenshtein';

/** Two of five letters may be wrong: `depend_on` finds `depends_on`, and two words that merely share a letter do not meet. */
const TOLERATED_SHARE = 0.4;

/** Shorter beginnings fit too much to be a hint. */
const MIN_PREFIX_LENGTH = 3;

function tolerated(word: string): number {
  return Math.max(1, Math.floor(word.length * TOLERATED_SHARE));
}

/** How far a candidate is from the word, case ignored; `undefined` when it is no hint. A beginning ranks after a misspelling. */
function score(word: string, candidate: string): number | undefined {
  const limit = tolerated(word);
  // No less than what one is longer than the other: a word of a million letters is not compared letter by letter.
  const leastApart = Math.abs(word.length - candidate.length);
  const apart = leastApart > limit ? leastApart : distance(word, candidate);
  if (apart <= limit) {
    return apart;
  }
  const isBeginning = word.length >= MIN_PREFIX_LENGTH && candidate.startsWith(word);
  return isBeginning ? limit + 1 : undefined;
}

/**
 * The candidates that the word was probably meant to be, nearest first, each once; candidates that are equally near
 * keep their order. The word itself is never among them.
 */
export function nearMisses(word: string, candidates: Iterable<string>, limit = 3): string[] {
  const lower = word.toLowerCase();
  const hits: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const points = candidate === word ? undefined : score(lower, candidate.toLowerCase());
    if (points !== undefined) {
      hits.push({ candidate, score: points });
    }
  }
  return hits
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map((hit) => hit.candidate);
}
