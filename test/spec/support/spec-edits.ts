import type { SpecTask } from '../../../src/model/task.ts';
import type { Random } from '../../support/random.ts';

const DATE = '2026-11-21T02:53:57.712Z';
const TITLES = [
  'plain',
  'no',
  "it's",
  'a: b',
  '# x',
  'é',
  'a"b\\',
  '2026-01-01',
  '- dash',
  '[z]',
  'ends:',
  '12:30',
];
const TEXTS = [
  ...TITLES,
  'two\nlines',
  'three\nlines\n\nhere\n',
  ' lead',
  'tab\there',
  '',
  'x\n\n',
  '\n',
  'a\n  b\n',
  '# a\n# b',
];
const WORDS = ['core', 'new', 'yes', 'a, b', 'x: y', "it's", 'src/**', '[z]', '007'];

function drawList(random: Random, old: readonly string[]): readonly string[] {
  const kept = old.filter(() => random.below(4) > 0);
  const added = Array.from({ length: random.below(3) }, () => random.pick(WORDS));
  const list = [...new Set([...kept, ...added])];
  return random.below(6) === 0 ? list.toReversed() : list;
}

/** Other values for some fields of a task, as commands and people give them. */
export function drawFields(random: Random, task: SpecTask): Partial<SpecTask> {
  const draws: readonly (() => Partial<SpecTask>)[] = [
    () => ({ title: random.pick(TITLES) }),
    () => ({ description: random.pick(TEXTS) }),
    () => ({ labels: drawList(random, task.labels) }),
    () => ({ locks: drawList(random, task.locks) }),
    () => ({ acceptance_criteria: drawList(random, task.acceptance_criteria) }),
    () => ({ priority: random.below(300) }),
    () => ({ status: random.pick(['todo', 'ready', 'verified'] as const) }),
    () => ({
      status: 'blocked',
      status_reason: random.pick(['later', null, 'no']),
      blocked_at: DATE,
      blocked_by: 'human:ada',
    }),
    () => ({ verified_by: random.pick(['ai:w', null]), verified_at: random.pick([DATE, null]) }),
    () => ({
      extra: random.pick([
        {},
        { 'x-data': { a: 2, b: [1, 'two'] } },
        { 'x-n': null, 'x-s': 'yes', 'x-f': 1e21 },
      ]),
    }),
  ];
  const count = 1 + random.below(3);
  return Object.assign({}, ...Array.from({ length: count }, () => random.pick(draws)())) as Partial<SpecTask>;
}
