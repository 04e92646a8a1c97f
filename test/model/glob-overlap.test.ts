import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPath } from '../../src/model/glob-pattern.ts';
import { isLockOutside, locksOverlap, patternsOverlap } from '../../src/model/glob-overlap.ts';
import { cpuTimeMs } from '../support/cpu-time.ts';

/** Every text of one to `length` letters. */
function texts(letters: readonly string[], length: number): string[] {
  return length === 0
    ? []
    : letters.flatMap((letter) => [letter, ...texts(letters, length - 1).map((rest) => letter + rest)]);
}

const WORDS = texts(['a', 'b'], 2);
const PATHS = texts(
  WORDS.map((word) => `${word}/`),
  5,
).map((path) => path.slice(0, -1));

/** The regular expression of a glob without braces, written another way than the code under test: the oracle. */
function oracle(glob: string, classes: boolean): RegExp {
  const parts = glob.split('/').filter((part) => part !== '');
  const isPlain = !/[*?]/u.test(glob) && !(classes && glob.includes('['));
  let source = '';
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    if (part === '**') {
      source += isLast ? '.+/' : '(?:[^/]+/)*';
    } else {
      source += `${part.replaceAll('*', '[^/]*').replaceAll('?', '[^/]').replaceAll('[!', '[^')}/`;
    }
  });
  const covers = parts.at(-1) !== '**' && (isPlain || glob.endsWith('/'));
  return new RegExp(`^${source}${covers ? '(?:[^/]+/)*' : ''}$`, 'u');
}

function haveCommonPath(a: readonly RegExp[], b: readonly RegExp[], paths: readonly string[]): boolean {
  return paths.some(
    (path) => a.some((left) => left.test(`${path}/`)) && b.some((right) => right.test(`${path}/`)),
  );
}

/** A glob as text, and each of its readings without braces. */
interface Sample {
  readonly text: string;
  readonly readings: readonly string[];
}

const plain = (text: string): Sample => ({ text, readings: [text] });

function join(parts: readonly Sample[]): Sample {
  return parts.reduce(
    (before, next) => ({
      text: before.text + next.text,
      readings: before.readings.flatMap((start) => next.readings.map((end) => start + end)),
    }),
    plain(''),
  );
}

const { glob } = fc.letrec<{ piece: Sample; group: Sample; glob: Sample }>((tie) => ({
  piece: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', 'b', '?', '*', '/', '/', '/**/').map(plain) },
    { weight: 1, arbitrary: tie('group') },
  ),
  group: fc
    .array(fc.array(fc.constantFrom('a', 'b', '*', '/', '**', '{a,b}', '').map(plain), { maxLength: 2 }), {
      minLength: 2,
      maxLength: 3,
    })
    .map((branches) => {
      const joined = branches.map((branch) =>
        join(
          branch.map((part) => (part.text === '{a,b}' ? { text: part.text, readings: ['a', 'b'] } : part)),
        ),
      );
      return {
        text: `{${joined.map((each) => each.text).join(',')}}`,
        readings: joined.flatMap((each) => each.readings),
      };
    }),
  glob: fc.array(tie('piece'), { minLength: 1, maxLength: 5 }).map(join),
}));

/** Readings whose common paths might all be longer than those tried are left out. */
const isShort = (sample: Sample): boolean =>
  sample.readings.every((reading) => reading.split('/').every((part) => part === '**' || part.length <= 2));

describe('overlap of locks', () => {
  it('is what trying every short path finds', () => {
    fc.assert(
      fc.property(glob.filter(isShort), glob.filter(isShort), (a, b) => {
        const found = haveCommonPath(
          a.readings.map((reading) => oracle(reading, false)),
          b.readings.map((reading) => oracle(reading, false)),
          PATHS,
        );
        const bothEverything = [a, b].every((each) =>
          each.readings.some((reading) => /^\/*$/u.test(reading)),
        );
        expect(locksOverlap(a.text, b.text)).toBe(found || bothEverything);
        expect(locksOverlap(b.text, a.text)).toBe(found || bothEverything);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads classes as trying every short word does', () => {
    const token = fc.constantFrom('a', 'c', '?', '*', '[ab]', '[a-c]', '[!a]', '[!a-b]', '[c-a]', '[]', '[b');
    const segment = fc.array(token, { minLength: 1, maxLength: 3 }).map((tokens) => tokens.join(''));
    // `cc*` and `*aa` meet in words of four letters, and no two of these patterns in longer ones alone.
    const words = texts(['a', 'b', 'c', 'd'], 4);
    const readable = segment.filter((text) => !/\[\]|\[b(?!\])|\[c-a/u.test(text));
    fc.assert(
      fc.property(readable, readable, (a, b) => {
        const overlap = patternsOverlap(readPath(a, true), readPath(b, true));
        expect(overlap).toBe(haveCommonPath([oracle(a, true)], [oracle(b, true)], words));
      }),
    );
    fc.assert(
      fc.property(segment, (text) => {
        expect(locksOverlap(text, `./${text}`)).toBe(true);
      }),
    );
  });

  it.each([
    ['src', 'src/app/main.ts', true],
    ['src/', './src', true],
    ['src\\app', 'src/app/*.ts', true],
    ['src/*', 'src/app/main.ts', false],
    ['src/**', 'src', true],
    ['src/**/test.ts', 'src/test.ts', true],
    ['src/*.ts', 'src/*.tsx', false],
    ['src/*.test.*', 'src/main.*.ts', true],
    ['{src,test}/**', 'test/a.ts', true],
    ['{src,{lib,bin}}/x', 'bin/x', true],
    ['{src,{lib,bin}}/x', 'test/x', false],
    ['app/[id]/page.tsx', 'app/[id]', true],
    ['app/[slug]/page.tsx', 'app/[id]/page.tsx', false],
    ['app/[id]', 'app/i', true],
    ['src/App.ts', 'src/app.ts', false],
    ['**/*.md', 'docs/guide', true],
    ['*', '.hidden', true],
    ['a/../b', 'b/c', true],
    ['.', 'anything/at/all', true],
    ['db', 'dbx', false],
    ['😀/?', '😀/é', true],
    ['src/auth/reset.py', '**/*.ts', false],
    ['README.md', '**/test/**', false],
    ['README.md', '**/*.md', true],
    ['README.md', '*.md', true],
    ['README.md', '**', true],
    ['README.md', 'README.md', true],
    ['README.md/', '**/test/**', true],
    ['README.md', '*/guide', false],
    ['.', '**/*.ts', true],
    ['src', '**/*.ts', true],
    ['.github', '**/*.yml', true],
    ['conf.d', 'conf.d/x.conf', true],
    ['conf.d', 'conf.d/*.conf', true],
    ['conf.d', 'conf.d/**', true],
    ['etc/conf.d', '**/conf.d/x', true],
    ['etc/conf.d', 'etc/*.d/x', false],
    ['etc/conf.d', 'etc/*.d', true],
    ['etc/conf.d', 'etc/*.d/', true],
    ['conf.d', 'conf.d/sub.d/deep/x.conf', true],
    ['conf.d/sub.d', 'conf.d', true],
    ['{README.md,src}', '**/test/**', true],
    ['{README.md,a.ts}', '**/test/**', false],
    ['app/[id].tsx', '**/test/**', false],
    ['app/[id].tsx', 'app/i.tsx', true],
  ])('of %s and %s is %s', (a, b, expected) => {
    expect(locksOverlap(a, b)).toBe(expected);
    expect(locksOverlap(b, a)).toBe(expected);
  });

  it('is bounded, and covers more rather than less, for a lock that multiplies', () => {
    const nested = `src/${'{a,b}'.repeat(40)}/x`;
    const started = cpuTimeMs();
    expect(locksOverlap(nested, 'src/other')).toBe(true);
    expect(locksOverlap(nested, 'test')).toBe(false);
    expect(locksOverlap('{'.repeat(50_000), `${'*a'.repeat(50_000)}b`)).toBe(true);
    expect(locksOverlap(`${'*a'.repeat(1000)}b`, `${'a*'.repeat(1000)}c`)).toBe(false);
    expect(cpuTimeMs() - started).toBeLessThan(2000);
  });
});

describe('a lock outside the workspace', () => {
  it.each(['/etc/hosts', 'C:\\temp\\x', '../sibling', 'src/../../x', '{a,../b}', '~/notes', '..'])(
    'is %s',
    (lock) => {
      expect(isLockOutside(lock)).toBe(true);
    },
  );

  it.each(['src', './src', 'src/../lib', '..hidden', 'a/**/../b', '*', '', 'C:drive', '~tilde'])(
    'is not %j',
    (lock) => {
      expect(isLockOutside(lock)).toBe(false);
    },
  );
});
