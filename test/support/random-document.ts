import { randomEdit } from './random-spec.ts';
import type { Random } from './random.ts';

const SOUP = [
  ...'[ ] { } : , - ? & * ! | > \' " % @ ` # \\ 0 a'.split(' '),
  ...['é', ' ', '\n', '\t', '\0', '  ', '- ', ': ', '\n  ', '\n    ', '? ', '<<: ', '---\n', '...\n'],
  ...[
    'tasks:\n',
    '  A:\n',
    'title: x\n',
    '\r\n',
    '!!',
    '🚀',
    '\uFEFF',
    '"\\u',
    '"\\UFFFFFFFF"',
    '|9\n',
    '>+1\n',
  ],
];

/** Pieces of YAML in any order; now and then one of them without end. */
export function soup(random: Random): string {
  const pieces = Array.from({ length: random.below(60) }, () => random.pick(SOUP));
  const run = random.below(20) === 0 ? random.pick(SOUP).repeat(random.below(3000)) : '';
  return pieces.join('') + run;
}

export function randomBytes(random: Random): Uint8Array {
  return Uint8Array.from({ length: random.below(200) }, () => random.below(256));
}

/** A text after up to five random edits. */
export function editedSpec(random: Random, start: string): string {
  let text = start;
  for (let edits = random.below(6); edits > 0; edits -= 1) {
    text = randomEdit(random, text);
  }
  return text;
}
