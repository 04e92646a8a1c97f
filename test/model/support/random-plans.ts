import * as fc from 'fast-check';
import type { Plan } from '../../../src/model/plan.ts';
import { STATUSES } from '../../../src/model/status.ts';
import { emptyTask, type SpecTask } from '../../../src/model/task.ts';

const IDS = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;
const DATES = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', null] as const;
const SENTENCES = [
  'Listing takes less than 20 ms',
  'Listing takes less than 5 ms',
  'Two processes that write at once lose nothing',
  'It is documented',
  '@team <b>#12</b> `x`',
] as const;

const words = (from: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...from), { maxLength: 3 });

const prd = fc.option(
  fc.record({
    source: fc.constantFrom('PRD.md', 'docs/plan.md'),
    refs: fc.array(
      fc.record({ anchor: fc.constantFrom('#a', '#b'), lines: fc.constant(null), hash: fc.constant(null) }),
      { maxLength: 2 },
    ),
    excerpt: fc.option(fc.constantFrom('one\ntwo\n', 'one\nthree\n')),
    prd_hash: fc.constant(null),
  }),
);

/** Every field that a task has, from few enough values that two tasks often agree in some of them. */
const fields: fc.Arbitrary<Omit<SpecTask, 'id'>> = fc.record({
  title: fc.constantFrom('Store items', 'Keep items'),
  description: fc.constantFrom('', 'one\ntwo\n', 'one\nthree\ntwo\n'),
  acceptance_criteria: fc.array(fc.constantFrom(...SENTENCES), { maxLength: 5 }),
  depends_on: words(IDS),
  labels: words(['x', 'y']),
  locks: words(['src/**', 'src/a.ts', 'docs/**']),
  priority: fc.constantFrom(10, 100),
  status: fc.constantFrom(...STATUSES),
  status_reason: fc.constantFrom(null, 'Because'),
  lease_ttl: fc.constantFrom(null, '15m'),
  capabilities: words(['ts']),
  external_ref: fc.constantFrom(null, 'X-1'),
  renamed_from: fc.option(fc.constantFrom(...IDS), { freq: 8 }),
  former_ids: words(['X', 'Y']),
  created_at: fc.constantFrom(...DATES),
  updated_at: fc.constantFrom(...DATES),
  completed_by: fc.constantFrom(null, 'ai:one'),
  completed_at: fc.constantFrom(...DATES),
  verified_by: fc.constantFrom(null, 'human:ada'),
  verified_at: fc.constantFrom(...DATES),
  blocked_by: fc.constantFrom(null, 'human:ada'),
  blocked_at: fc.constantFrom(...DATES),
  cancelled_by: fc.constantFrom(null, 'human:ada'),
  cancelled_at: fc.constantFrom(...DATES),
  reopened_by: fc.constantFrom(null, 'human:ada'),
  reopened_at: fc.constantFrom(...DATES),
  prd,
  extra: fc.dictionary(fc.constantFrom('x-a', 'x-b'), fc.constantFrom<unknown>(null, 1, [1], { a: 'b' })),
});

/** Plans as one of them could be had by any edit of any other; they need not be valid. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    tasks: fc.uniqueArray(fc.record({ id: fc.constantFrom(...IDS), more: fields }), {
      selector: ({ id }) => id,
      maxLength: IDS.length,
    }),
    name: fc.constantFrom('one', 'two'),
    features: fc.dictionary(fc.constantFrom('f', 'g'), words(IDS)),
  })
  .map(({ tasks, name, features }) => ({
    project: { name, default_branch: 'main', conventions: {} },
    features,
    tasks: new Map(tasks.map(({ id, more }) => [id, { ...more, id }])),
  }));

/** A plan of tasks that are said in a few words. */
export function planOf(...tasks: readonly (Partial<SpecTask> & { readonly id: string })[]): Plan {
  return {
    project: { name: 'test', default_branch: 'main', conventions: {} },
    features: {},
    tasks: new Map(
      tasks.map((task) => [task.id, { ...emptyTask(task.id, `Task ${task.id}`), status: 'ready', ...task }]),
    ),
  };
}
