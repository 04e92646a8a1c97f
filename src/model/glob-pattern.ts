import { expandBraces } from './glob-braces.ts';

/** Code points from, to, both included. */
export type CharacterRange = readonly [from: number, to: number];

/** One place of a path segment: any run of characters, or one character out of some ranges. */
export type SegmentToken = 'star' | readonly CharacterRange[];

/** A segment that only one which is spelled out as well can stand for: no wildcard does. */
export interface SpelledSegment {
  readonly spelled: readonly SegmentToken[];
}

/** One place of a path: any run of segments, or one segment. */
export type PathToken = 'globstar' | readonly SegmentToken[] | SpelledSegment;

/** All paths that a lock covers: those of any of the sequences. */
export type LockPattern = readonly (readonly PathToken[])[];

/**
 * What the readings of one lock may come to in characters. Comparing two locks costs at most the product of their
 * lengths; a lock beyond it is read as everything below its first folder with a glob.
 */
export const MAX_EXPANDED_LENGTH = 2048;

const LAST_CODE_POINT = 0x10ffff;
const ANY_CHARACTER: readonly CharacterRange[] = [[0, LAST_CODE_POINT]];
const ANY_SEGMENT: readonly SegmentToken[] = ['star'];

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** The ranges that are not in `ranges`. */
function complement(ranges: readonly CharacterRange[]): CharacterRange[] {
  const gaps: CharacterRange[] = [];
  let next = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from > next) {
      gaps.push([next, from - 1]);
    }
    next = Math.max(next, to + 1);
  }
  return next > LAST_CODE_POINT ? gaps : [...gaps, [next, LAST_CODE_POINT]];
}

interface CharacterClass {
  readonly ranges: readonly CharacterRange[];
  /** Index after the closing bracket. */
  readonly end: number;
}

/**
 * Reads `[a-z]`, `[!x]` or `[^x]` at `start`; a `]` right after the opening is a member, and a range works either way
 * round, so that no class is empty. `undefined` when it is not closed.
 */
function readClass(characters: readonly string[], start: number): CharacterClass | undefined {
  const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
  const first = start + (negated ? 2 : 1);
  const close = characters.indexOf(']', first + 1);
  if (close === -1) {
    return undefined;
  }
  const ranges: CharacterRange[] = [];
  for (let index = first; index < close; index += 1) {
    const from = codePoint(characters[index] ?? '');
    const isRange = characters[index + 1] === '-' && index + 2 < close;
    const to = isRange ? codePoint(characters[index + 2] ?? '') : from;
    index += isRange ? 2 : 0;
    ranges.push([Math.min(from, to), Math.max(from, to)]);
  }
  return { ranges: negated ? complement(ranges) : ranges, end: close + 1 };
}

/** With `classes` false a bracket is a plain character: `[id]` is the name of a folder in several web frameworks. */
function readSegment(segment: string, classes: boolean): SegmentToken[] {
  const characters = Array.from(segment);
  const tokens: SegmentToken[] = [];
  let index = 0;
  while (index < characters.length) {
    const character = characters[index] ?? '';
    const group = classes && character === '[' ? readClass(characters, index) : undefined;
    if (group !== undefined) {
      tokens.push(group.ranges);
    } else if (character === '*') {
      tokens.push('star');
    } else {
      tokens.push(character === '?' ? ANY_CHARACTER : [[codePoint(character), codePoint(character)]]);
    }
    index = group?.end ?? index + 1;
  }
  return tokens;
}

/** The path in parts: `\` is `/`; empty parts and `.` say nothing; `..` takes back the folder before it. */
export function pathParts(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    const last = parts.at(-1);
    if (part === '..' && last !== undefined && last !== '..' && last !== '**') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts;
}

function isGlob(text: string, classes: boolean): boolean {
  return /[*?]/u.test(text) || (classes && text.includes('['));
}

/** `main.ts`, `.eslintrc.json`; not `src`, `.github`. A folder may be named so too (`conf.d`), so that it is a guess. */
function looksLikeFile(name: string): boolean {
  return name !== '..' && name.lastIndexOf('.') > 0;
}

/**
 * One reading without braces, as the sequences that it stands for. `**` at the end is at least one segment. A path that
 * names a folder stands for itself and all below it; where it has no `/` at its end and looks like a file, what is below
 * counts only for a lock that spells its name out, so that `README.md` is kept apart from a lock on every
 * folder named `test`.
 */
export function readPath(path: string, classes: boolean): PathToken[][] {
  const parts = pathParts(path);
  const tokens = parts.map((part): PathToken => (part === '**' ? 'globstar' : readSegment(part, classes)));
  const last = parts.at(-1);
  if (last === '**') {
    return [[...tokens, ANY_SEGMENT]];
  }
  const endsAsFolder = /[\\/]\.?$/u.test(path);
  if (!endsAsFolder && isGlob(path, classes)) {
    return [tokens];
  }
  if (endsAsFolder || last === undefined || !looksLikeFile(last)) {
    return [[...tokens, 'globstar']];
  }
  const spelled = { spelled: readSegment(last, classes) };
  return [tokens, [...tokens.slice(0, -1), spelled, ANY_SEGMENT, 'globstar']];
}

/** For a lock too long to be read in whole: its plain folders, and all below them. Covers more than it says, never less. */
function readCoarsely(lock: string): PathToken[] {
  const parts = pathParts(lock.slice(0, MAX_EXPANDED_LENGTH)).slice(0, -1);
  const firstGlob = parts.findIndex((part) => /[*?[{,}]/u.test(part) || part === '..');
  const plain = firstGlob === -1 ? parts : parts.slice(0, firstGlob);
  return [...plain.map((part) => readSegment(part, false)), 'globstar'];
}

/** Reads a lock: braces opened, `[…]` both as a class and as a plain name, so that neither reading is missed. */
export function parseLock(lock: string): LockPattern {
  const readings = expandBraces(lock, MAX_EXPANDED_LENGTH);
  if (readings === undefined) {
    return [readCoarsely(lock)];
  }
  return readings.flatMap((reading) => {
    const plain = readPath(reading, false);
    return reading.includes('[') ? [...readPath(reading, true), ...plain] : plain;
  });
}
