import { expect, test } from 'vitest';
import { decodeSpec } from '../../src/spec/decode.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { cpuTimeMs } from '../support/cpu-time.ts';
import { editedSpec, randomBytes, soup } from '../support/random-document.ts';
import { randomSpec } from '../support/random-spec.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';

const DOCUMENTS = scaled(50_000);
const LIMIT_MS = 500;

function document(random: Random): string {
  switch (random.below(4)) {
    case 0:
      return soup(random);
    case 1: {
      const decoded = decodeSpec(randomBytes(random), 'spec.yaml');
      return decoded.ok ? decoded.text : '';
    }
    default:
      return editedSpec(random, randomSpec(random));
  }
}

test('no text makes the parser throw or dawdle, or changes a prototype', { timeout: 10 * 60_000 }, () => {
  const random = seededRandom('fuzz');
  const inherited = Object.getOwnPropertyNames(Object.prototype).length;
  for (let count = 0; count < DOCUMENTS; count += 1) {
    const text = document(random);
    const startedAt = cpuTimeMs();
    const { problems } = parseSpec(text, { file: 'spec.yaml' });
    expect(cpuTimeMs() - startedAt, JSON.stringify(text)).toBeLessThan(LIMIT_MS);
    for (const { line, column, code } of problems) {
      expect(line > 0 && column > 0, `${code} in ${JSON.stringify(text)}`).toBe(true);
    }
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited);
});

test.each([
  ['brackets', '['],
  ['braces', '{'],
  ['brackets and braces', '[{'],
  ['keys of keys', '? '],
  ['lists of lists', '- '],
  ['quotes', '"'],
  ['single quotes', "'a\n"],
  ['anchors', '&a '],
  ['tags', '!'],
  ['block scalars', '|\n'],
  ['indents', ' \n'],
  ['commas', ','],
  ['documents', '---\n'],
  ['comments', '#\n'],
  ['colons', ': '],
  ['keys', 'a: '],
  ['conflict markers', '<<<<<<< a\n'],
  ['hundreds of brackets', '\n- [[[[[[[['],
])('%s without end are refused in time', (_name, piece) => {
  for (const length of [200, 500, 800, 1_000, 1_500, 5_000]) {
    const startedAt = cpuTimeMs();
    for (const prefix of ['', 'x-a: ', 'tasks:\n  A:\n    title: ']) {
      parseSpec(prefix + piece.repeat(length), { file: 'spec.yaml' });
    }
    expect(cpuTimeMs() - startedAt).toBeLessThan(6 * LIMIT_MS);
  }
});
