import { describe, expect, test } from 'vitest';
import { cutSpec, type SpecCut } from '../../src/spec/cut.ts';
import { excerptSpec, outlineExcerpt, type Excerpt } from '../../src/spec/excerpt.ts';
import { hashPiece, listIds, outlineSpec, type SpecOutline } from '../../src/spec/outline.ts';
import { randomFrom, seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { SpecWriter } from './support/random-spec.ts';

/** Small enough that a few tasks fill a piece. */
const GRAIN = 150;

/** What a change of a spec may put in anywhere. */
const LINES = [
  '',
  '# at the margin',
  '  # as the keys are',
  '      # deep',
  '  NEW: {title: flow}',
  '  NEW2:',
  '    title: ü 漢字 🚀',
  '      continued: of something',
  '    description: |',
  'x-root: 1',
  '\tcolumn',
];

function changeLines(random: Random, text: string): string {
  const lines = text.split('\n');
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const at = random.below(lines.length);
    const run = 1 + random.below(6);
    random.pick([
      () => lines.splice(at, 0, random.pick(LINES)),
      () => lines.splice(at, run),
      () => lines.splice(at, 1, `${lines[at] ?? ''} `),
      () => lines.splice(random.below(lines.length), 0, ...lines.splice(at, run)),
      () => lines.splice(at, 0, ...lines.slice(at, at + run)),
    ])();
  }
  return lines.join('\n');
}

function hashes({ blocks }: SpecCut): string[] {
  return blocks.map(({ id, hash }) => `${id} ${hash}`);
}

/** The blocks of the file: those of the excerpt, and between its parts those that were left out, as they were. */
function joined(excerpt: Excerpt, cut: SpecCut, before: SpecCut): string[] {
  const known = new Map(before.blocks.map(({ id, hash }) => [id, hash]));
  return excerpt.parts.flatMap(({ start, end, skipped }) => [
    ...hashes({ ...cut, blocks: cut.blocks.filter((block) => block.start >= start && block.start < end) }),
    ...skipped.flatMap((piece) => listIds(piece).map((id) => `${id} ${known.get(id) ?? ''}`)),
  ]);
}

function expectOutlined(text: string, outline: SpecOutline | undefined): void {
  const bytes = Buffer.from(text);
  let at = 0;
  for (const piece of outline?.pieces ?? []) {
    expect(hashPiece(bytes.subarray(at, at + piece.bytes))).toBe(piece.hash);
    at += piece.bytes;
  }
  expect(at).toBe(bytes.length);
  expect(outline?.pieces.flatMap(listIds)).toEqual(cutSpec(text)?.blocks.map(({ id }) => id));
}

/** How many of the pieces were left out. */
function compare(before: string, after: string): number {
  const cut = cutSpec(before);
  if (cut === undefined || new Set(cut.blocks.map(({ id }) => id)).size < cut.blocks.length) {
    return 0;
  }
  const outline = outlineSpec(before, cut, GRAIN);
  expectOutlined(before, outline);
  const excerpt = excerptSpec(Buffer.from(after), outline);
  const part = cutSpec(excerpt.text);
  const whole = cutSpec(after);
  expect(part === undefined).toBe(whole === undefined);
  if (part === undefined || whole === undefined) {
    return 0;
  }
  const next = outlineExcerpt(excerpt, part);
  if (next === undefined) {
    return 0;
  }
  expect(joined(excerpt, part, cut)).toEqual(hashes(whole));
  expectOutlined(after, next);
  return excerpt.parts.reduce((sum, { skipped }) => sum + skipped.length, 0);
}

describe('the excerpt of a changed spec', () => {
  test('has the blocks of the whole that were not left out, and what was left out is as it was', () => {
    const seeds = seededRandom('excerpt');
    let skipped = 0;
    for (let run = 0; run < scaled(2000); run += 1) {
      const seed = seeds.below(2 ** 31);
      const random = randomFrom(seed);
      const { text } = new SpecWriter(random).write(5 + random.below(30));
      const before = random.below(4) === 0 ? text.replaceAll('\n', '\r\n') : text;
      const after = changeLines(random, before);
      try {
        skipped += compare(before, after);
      } catch (error) {
        throw new Error(`seed ${seed}\n${before}\n=====\n${after}`, { cause: error });
      }
    }
    expect(skipped).toBeGreaterThan(scaled(2000));
  });

  test('of an unchanged one is what stands before and behind the tasks', () => {
    const { text } = new SpecWriter(randomFrom(7)).write(60);
    const cut = cutSpec(text);
    const outline = cut && outlineSpec(text, cut, GRAIN);
    const excerpt = outline && excerptSpec(Buffer.from(text), outline);
    expect(outline?.pieces.length).toBeGreaterThan(20);
    expect(excerpt?.parts).toHaveLength(2);
    expect(excerpt?.parts[0]?.skipped).toEqual(outline?.pieces.slice(1, -1));
  });
});
