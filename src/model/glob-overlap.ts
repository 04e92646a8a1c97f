import { expandBraces } from './glob-braces.ts';
import { MAX_EXPANDED_LENGTH, parseLock, pathParts } from './glob-pattern.ts';
import type { CharacterRange, LockPattern, PathToken, SegmentToken } from './glob-pattern.ts';

interface Alphabet<Token> {
  /** Whether the token stands for any run of the others, an empty one too. */
  isRun(token: Token): boolean;
  /** Whether a run can stand for the token, which is none. */
  isReached(token: Token): boolean;
  /** Whether two tokens, neither of them a run, can stand for the same. */
  meet(a: Token, b: Token): boolean;
}

/**
 * Whether two sequences with runs have a member in common, in time of the product of their lengths: row by row over `a`,
 * `open[j]` says that what is before here and what is before `j` in `b` can stand for the same.
 */
function sequencesMeet<Token>(a: readonly Token[], b: readonly Token[], alphabet: Alphabet<Token>): boolean {
  const isRunInB = b.map((token) => alphabet.isRun(token));
  const isReachedInB = b.map((token) => alphabet.isReached(token));
  let open: boolean[] = [true];
  isRunInB.forEach((isRun, j) => open.push(isRun && open[j] === true));
  for (const token of a) {
    const isRun = alphabet.isRun(token);
    const isReached = alphabet.isReached(token);
    const next: boolean[] = [isRun && open[0] === true];
    b.forEach((other, j) => {
      if (isRun) {
        // The run is over before here, or it takes the other token too.
        next.push(open[j + 1] === true || (isReachedInB[j] === true && next[j] === true));
      } else if (isRunInB[j] === true) {
        next.push((isReached && open[j + 1] === true) || next[j] === true);
      } else {
        next.push(open[j] === true && alphabet.meet(token, other));
      }
    });
    if (!next.includes(true)) {
      return false;
    }
    open = next;
  }
  return open[b.length] === true;
}

function rangesMeet(a: readonly CharacterRange[], b: readonly CharacterRange[]): boolean {
  return a.some(([from, to]) => b.some(([otherFrom, otherTo]) => from <= otherTo && otherFrom <= to));
}

const CHARACTERS: Alphabet<SegmentToken> = {
  isRun: (token) => token === 'star',
  isReached: () => true,
  meet: (a, b) => a !== 'star' && b !== 'star' && rangesMeet(a, b),
};

/** Whether the segment can be one name only. */
function isSpelledOut(tokens: readonly SegmentToken[]): boolean {
  return tokens.every(
    (token) => token !== 'star' && token.length === 1 && token.every(([from, to]) => from === to),
  );
}

function segmentsMeet(a: PathToken, b: PathToken): boolean {
  if (a === 'globstar' || b === 'globstar') {
    return false;
  }
  const left = 'spelled' in a ? a.spelled : a;
  const right = 'spelled' in b ? b.spelled : b;
  const isReached =
    ('spelled' in a ? isSpelledOut(right) : true) && ('spelled' in b ? isSpelledOut(left) : true);
  return isReached && sequencesMeet(left, right, CHARACTERS);
}

const SEGMENTS: Alphabet<PathToken> = {
  isRun: (token) => token === 'globstar',
  isReached: (token) => token === 'globstar' || !('spelled' in token),
  meet: segmentsMeet,
};

/** As `locksOverlap`, for locks that are compared more than once. */
export function patternsOverlap(a: LockPattern, b: LockPattern): boolean {
  return a.some((left) => b.some((right) => sequencesMeet(left, right, SEGMENTS)));
}

/**
 * Whether some path is covered by both locks. A lock is a glob relative to the workspace: `*`, `?`, `[a-z]`, `[!x]` within
 * a segment, `**` for any segments, `{a,b}`; a hidden file is no exception, case counts. One without glob, or with a `/`
 * at its end, covers the file or folder and all below it. One without glob whose last segment looks like a file's name
 * (a dot that does not lead it, no `/` at its end) covers what is below only against a lock that spells that segment out:
 * `conf.d` overlaps `conf.d/x.conf`, and `README.md` does not overlap every folder named `test`.
 */
export function locksOverlap(a: string, b: string): boolean {
  return a === b || patternsOverlap(parseLock(a), parseLock(b));
}

function isPathOutside(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:[\\/]|~[\\/])/u.test(path) || pathParts(path)[0] === '..';
}

/**
 * Whether a lock, in any of its readings, names what is outside the workspace: an absolute path, `~/`, or `..` past the
 * top. A lock with more readings than can be listed is judged by its text as it stands.
 */
export function isLockOutside(lock: string): boolean {
  return (expandBraces(lock, MAX_EXPANDED_LENGTH) ?? [lock]).some((path) => isPathOutside(path));
}
