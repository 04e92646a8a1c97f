import { describe, expect, test } from 'vitest';
import { cutSpec } from '../../src/spec/cut.ts';
import { finishReading, parseSpec, type ParsedSpec } from '../../src/spec/parse.ts';
import { parseWhole } from '../../src/spec/parse-whole.ts';
import { readSimple } from '../../src/spec/read-simple.ts';
import { readYaml } from '../../src/spec/read-yaml.ts';
import type { SpecNode } from '../../src/spec/spec-node.ts';
import { oddSpec } from '../support/odd-spec.ts';
import { randomEdit, randomSpec } from '../support/random-spec.ts';
import { seededRandom } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';

const ROUNDS = scaled(30_000);

function parseAsWhole(text: string): ParsedSpec {
  return finishReading(parseWhole({ file: 'spec.yaml', text, cut: cutSpec(text) }));
}

function resultOf({ project, features, tasks, problems }: ParsedSpec) {
  return { project, features, tasks, problems };
}

/** Where a value ends is of interest only in a spec that cannot be cut. */
function withoutEnds(node: SpecNode | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return [];
    case 'scalar':
      return node;
    case 'list':
      return { ...node, items: node.items.map(withoutEnds) };
    case 'map':
      return node.entries.map(({ key, keyOffset, value }) => ({ key, keyOffset, value: withoutEnds(value) }));
  }
}

/** For runs at a larger scale. */
const TIMEOUT = { timeout: 10 * 60_000 };

describe('parseBlocks', TIMEOUT, () => {
  test('reads what the whole document says, over random specs and edits', () => {
    const random = seededRandom('blocks equal whole');
    let inBlocks = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const original = randomSpec(random);
      const text = random.below(2) === 0 ? original : randomEdit(random, original);
      const parsed = parseSpec(text, { file: 'spec.yaml' });
      if (parsed.shape === 'blocks') {
        inBlocks += 1;
        expect(resultOf(parsed), text).toEqual(resultOf(parseAsWhole(text)));
      }
    }
    expect(inBlocks).toBeGreaterThan(ROUNDS / 10);
  });

  test('reads what the whole document says of a spec that people have written for years', () => {
    const random = seededRandom('blocks equal whole, odd');
    for (let round = 0; round < scaled(200); round += 1) {
      const { text, ids } = oddSpec(random, 20);
      const parsed = parseSpec(text, { file: 'spec.yaml' });
      expect(parsed.shape).toBe('blocks');
      expect(parsed.tasks.map(({ task }) => task.id)).toEqual(ids);
      expect(resultOf(parsed)).toEqual(resultOf(parseAsWhole(text)));
    }
  });

  test('takes unchanged blocks from what is known, and parses the others', () => {
    const random = seededRandom('known blocks');
    for (let round = 0; round < scaled(2_000); round += 1) {
      const before = parseSpec(randomSpec(random), { file: 'spec.yaml' });
      const known = new Map(before.tasks.map(({ task, hash }) => [hash, task]));
      const text = randomEdit(random, randomSpec(random));
      const parsed = parseSpec(text, { file: 'spec.yaml', known: (hash) => known.get(hash) });
      expect(parsed, text).toEqual({
        ...parseSpec(text, { file: 'spec.yaml' }),
        place: expect.any(Function),
      });
    }
  });
});

describe('readSimple', TIMEOUT, () => {
  test('reads what the YAML parser reads, over the blocks of random specs', () => {
    const random = seededRandom('simple equals yaml');
    let simple = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const text = randomEdit(random, randomSpec(random)).replaceAll(/\r(?!\n)/gu, '');
      for (const { start, end } of cutSpec(text)?.blocks ?? []) {
        const node = readSimple(text, start, end);
        if (node !== undefined) {
          simple += 1;
          const read = readYaml(text.slice(start, end), { offset: start });
          expect(read.ok ? withoutEnds(read.node) : read.faults, text).toEqual(withoutEnds(node));
        }
      }
    }
    expect(simple).toBeGreaterThan(ROUNDS / 4);
  });

  const LITERALS = ['|', '|-', '|+', '| # why'].flatMap((header) => [
    `a: ${header}\n  one\n  two\nb: x\n`,
    `a: ${header}\n  one\n\n    deeper\n  # no comment\n\n\nb: x\n`,
    `a: ${header}\n\n  after a blank line\n  : - ? & * ! | > ' " % @\n# comment\nb: x\n`,
    `a:\n  b: ${header}\n       deep\n     # less deep\n  c: x\n`,
    `a: ${header}\r\n  one  \r\n\r\n  two\r\n\r\n`,
  ]);
  test.each(LITERALS)('reads the literal text of %j as the YAML parser does', (text) => {
    const read = readYaml(text);
    const node = readSimple(text, 0, text.length);
    expect(node).toBeDefined();
    expect(withoutEnds(node)).toEqual(read.ok ? withoutEnds(read.node) : read.faults);
  });

  test.each(
    ['|', '|-', '|+'].flatMap((header) => [
      `a: ${header}\n`,
      `a: ${header}\n\n\nb: x\n`,
      `a: ${header}\nb: x\n`,
      `a: ${header}\n    \n  less\n`,
      `a: ${header}\n    one\n  less\nb: x\n`,
      `a: ${header}\n  no line break`,
      `a: ${header}2\n    one\n`,
      `a: ${header}\n\ttab\n`,
      `a: ${header}\n  \ttab\n   \n`,
    ]),
  )('leaves the odd text of %j to the YAML parser', (text) => {
    expect(readSimple(text, 0, text.length)).toBeUndefined();
  });

  test.each(['[src/**, "a b", \'c, d\']', '[ one , two ]', '["x"] # why', '[a*b]'])(
    'reads the list %s as the YAML parser does',
    (list) => {
      const read = readYaml(`a: ${list}\n`);
      const node = readSimple(`a: ${list}\n`, 0, list.length + 4);
      expect(withoutEnds(node)).toEqual(read.ok ? withoutEnds(read.node) : read.faults);
    },
  );
});
