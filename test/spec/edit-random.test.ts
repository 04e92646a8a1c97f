import { expect, test } from 'vitest';
import type { SpecTask } from '../../src/model/task.ts';
import { applyEdits, type SpecEdit } from '../../src/spec/edit.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { randomFrom, seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { SpecWriter } from './support/random-spec.ts';

const TEXTS = [
  'plain',
  'no',
  "it's",
  'a: b',
  'two\nlines',
  'three\nlines\n\nhere\n',
  ' lead',
  'tab\there',
  '',
  'x\n\n',
  '1:2',
  'nel\u0085',
  '# x',
  'é',
  'a"b\\',
];
const WORDS = ['core', 'new', 'yes', 'a, b', 'x: y', "it's", 'src/**', '[z]'];

function drawList(random: Random, old: readonly string[]): readonly string[] {
  const kept = old.filter(() => random.below(4) > 0);
  const added = Array.from({ length: random.below(3) }, () => random.pick(WORDS));
  const list = [...new Set([...kept, ...added])];
  return random.below(6) === 0 ? list.toReversed() : list;
}

function drawFields(random: Random, task: SpecTask): Partial<SpecTask> {
  const date = '2026-11-21T02:53:57.712Z';
  const draws: (() => Partial<SpecTask>)[] = [
    () => ({ title: random.pick(TEXTS.filter((text) => /^\S/u.test(text) && !/[\n\t\u0085]/u.test(text))) }),
    () => ({ description: random.pick(TEXTS.filter((text) => !text.includes('\u0085'))) }),
    () => ({ labels: drawList(random, task.labels) }),
    () => ({ locks: drawList(random, task.locks) }),
    () => ({ acceptance_criteria: drawList(random, task.acceptance_criteria) }),
    () => ({ priority: random.below(300) }),
    () => ({ status: random.pick(['todo', 'ready', 'verified'] as const) }),
    () => ({
      status: 'blocked',
      status_reason: random.pick(['later', null, 'no']),
      blocked_at: date,
      blocked_by: 'human:ada',
    }),
    () => ({ verified_by: random.pick(['ai:w', null]), verified_at: random.pick([date, null]) }),
    () => ({
      extra: random.pick([
        {},
        { 'x-data': { a: 2, b: [1, 'two'] } },
        { 'x-n': null, 'x-s': 'yes', 'x-f': 1e21 },
      ]),
    }),
  ];
  return Object.assign(
    {},
    ...Array.from({ length: 1 + random.below(3) }, () => random.pick(draws)()),
  ) as Partial<SpecTask>;
}

const commentsOf = (text: string): string[] => text.match(/# c\d+;/gu) ?? [];
const ownLineComments = (text: string): string[] =>
  [...text.matchAll(/^ *(# c\d+;)/gmu)].map(([, comment = '']) => comment);

function without(text: string, start: number, end: number): [string, string] {
  return [text.slice(0, start), text.slice(end)];
}

test('a drawn edit of a drawn spec changes its task alone and reads back as meant', () => {
  const seeds = seededRandom('edit-random');
  const stats = { runs: 0, lostTrailing: 0 };
  for (let run = 0; run < scaled(4000, 400); run += 1) {
    const seed = seeds.below(2 ** 31);
    const random = randomFrom(seed);
    const { text, ids } = new SpecWriter(random).write(1 + random.below(5));
    const before = parseSpec(text, { file: 's' });
    const label = `seed ${seed}`;
    expect(
      before.problems.filter((each) => each.severity === 'error'),
      label + text,
    ).toEqual([]);
    const id = random.pick(ids);
    const parsed = before.tasks.find(({ task }) => task.id === id);
    if (parsed === undefined) {
      throw new Error(label);
    }
    const fields = drawFields(random, parsed.task);
    const edits: SpecEdit[] = [{ kind: 'set', id, fields }];
    const what = `${label} ${JSON.stringify(edits)}\n${text}`;
    let edited;
    try {
      edited = applyEdits(text, edits);
    } catch (error) {
      throw new Error(what, { cause: error });
    }
    const after = parseSpec(edited.text, { file: 's' });
    const found = after.tasks.find(({ task }) => task.id === id);
    expect(found?.task, what).toMatchObject(
      Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    );
    const out = without(text, parsed.start, parsed.end);
    const outAfter = without(edited.text, found?.start ?? 0, found?.end ?? 0);
    expect(outAfter, what + '\n-----\n' + edited.text).toEqual(out);
    const lost = ownLineComments(text).filter((comment) => !edited.text.includes(comment));
    expect(lost, what + '\n-----\n' + edited.text).toEqual([]);
    stats.runs += 1;
    stats.lostTrailing += commentsOf(text).length - commentsOf(edited.text).length;
  }
  console.log(stats);
});
