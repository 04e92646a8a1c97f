import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChangeFindings } from '../../src/model/change-findings.ts';
import type { ChangeCode } from '../../src/model/change-finding.ts';
import { mergeEdges } from '../../src/model/merge-edges.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { SpecTask } from '../../src/model/task.ts';
import { planOf, plans } from './support/random-plans.ts';

const MONDAY = '2026-01-05T09:00:00.000Z';
const TUESDAY = '2026-01-06T09:00:00.000Z';
const WEDNESDAY = '2026-01-07T09:00:00.000Z';

const verified = {
  status: 'verified',
  completed_at: MONDAY,
  verified_at: TUESDAY,
  verified_by: 'human:ada',
} as const;

const TASKS = [
  { id: 'A', created_at: MONDAY, acceptance_criteria: ['It works'], completed_by: 'ai:one', ...verified },
  { id: 'B', created_at: MONDAY, depends_on: ['A'], acceptance_criteria: ['It works'] },
  { id: 'C', created_at: MONDAY, depends_on: ['B'] },
  { id: 'D', created_at: MONDAY },
];
const BASE = planOf(...TASKS);

type Edits = Readonly<Record<string, Partial<SpecTask> | null>>;

/** The base with some tasks edited, some removed (`null`) and some added. */
function edited(edits: Edits): Plan {
  const known = TASKS.flatMap((task) => {
    const edit = edits[task.id];
    return edit === null ? [] : [{ ...task, ...edit }];
  });
  const added = Object.entries(edits).flatMap(([id, edit]) =>
    edit === null || BASE.tasks.has(id) ? [] : [{ created_at: TUESDAY, ...edit, id }],
  );
  return planOf(...known, ...added);
}

function found(head: Edits, newest: Edits = {}, separate = false): string[] {
  return findChangeFindings({
    base: BASE,
    head: edited(head),
    newest: edited(newest),
    newestName: 'main',
    separate,
  }).map(({ code, taskId, path }) => [code, taskId, ...path].join(' '));
}

/** One mutation each, with what has to be found and where, and beside it what is like it and right. */
const MUTATIONS: readonly (readonly [ChangeCode | 'nothing', Edits, readonly string[], Edits?])[] = [
  ['ID_REUSED', { D: { created_at: WEDNESDAY } }, ['ID_REUSED D']],
  ['nothing', { D: { created_at: null } }, []],
  ['nothing', { D: null, E: { renamed_from: 'D', created_at: MONDAY } }, []],
  [
    'ID_REUSED',
    { D: { created_at: TUESDAY }, E: { renamed_from: 'D', created_at: MONDAY } },
    ['ID_REUSED D'],
  ],
  ['ID_REUSED', { E: {} }, ['ID_REUSED E'], { E: { created_at: WEDNESDAY } }],
  ['nothing', { E: {} }, [], { E: {} }],
  ['DEPENDENCY_REMOVED', { B: { status: 'deleted' } }, ['DEPENDENCY_REMOVED B status']],
  ['nothing', { D: { status: 'deleted' } }, []],
  ['DEPENDENCY_REMOVED', { D: null }, ['DEPENDENCY_REMOVED D'], { E: { depends_on: ['D'] } }],
  ['DEPENDENCY_REMOVED', { E: { depends_on: ['D'] } }, ['DEPENDENCY_REMOVED E depends_on 0'], { D: null }],
  [
    'DEPENDENCY_REMOVED',
    { D: { status: 'deleted' } },
    ['DEPENDENCY_REMOVED D status'],
    { E: { depends_on: ['D'] } },
  ],
  ['nothing', { D: null }, [], { D: null }],
  [
    'CRITERIA_CHANGED',
    { A: { acceptance_criteria: ['It works twice'] } },
    ['CRITERIA_CHANGED A acceptance_criteria'],
  ],
  ['CRITERIA_CHANGED', { A: { acceptance_criteria: [] } }, ['CRITERIA_CHANGED A']],
  ['nothing', { B: { acceptance_criteria: ['It works twice'] } }, []],
  ['nothing', { A: { acceptance_criteria: ['New'], status: 'ready', reopened_at: WEDNESDAY } }, []],
  ['VERIFIER_MISSING', { D: { status: 'verified', verified_at: TUESDAY } }, ['VERIFIER_MISSING D status']],
  ['VERIFIER_MISSING', { E: { status: 'verified' } }, ['VERIFIER_MISSING E status']],
  ['nothing', { D: verified }, []],
  ['OUTCOME_LOWERED', { A: { status: 'ready' } }, ['OUTCOME_LOWERED A status']],
  ['OUTCOME_LOWERED', { A: { status: 'done' } }, ['OUTCOME_LOWERED A status']],
  ['OUTCOME_LOWERED', { A: { status: 'ready', reopened_at: MONDAY } }, ['OUTCOME_LOWERED A status']],
  ['nothing', { A: { status: 'ready', reopened_at: WEDNESDAY } }, []],
  ['nothing', { A: { status: 'cancelled' } }, []],
  [
    'MERGE_CYCLE',
    { B: { depends_on: ['A', 'D'] } },
    ['MERGE_CYCLE B depends_on 1'],
    { D: { depends_on: ['C'] } },
  ],
  [
    'MERGE_CYCLE',
    { E: { depends_on: ['D'] }, A: { depends_on: ['E'] } },
    ['MERGE_CYCLE A depends_on 0'],
    { D: { depends_on: ['A'] } },
  ],
  ['nothing', { B: { depends_on: ['A', 'D'] } }, [], { D: { depends_on: ['A'] } }],
  // What both took away is gone, and closes no circle.
  ['nothing', { B: { depends_on: [] } }, [], { A: { depends_on: ['B'] }, B: { depends_on: [] } }],
  // Both added E, each another one: E of this side does not wait for what E of the other side waits for.
  [
    'ID_REUSED',
    { E: { depends_on: ['D'] } },
    ['ID_REUSED E'],
    { E: { created_at: WEDNESDAY }, D: { depends_on: ['E'] } },
  ],
];

describe('the rules about a change', () => {
  const cases = MUTATIONS.map(([code, head, expected, newest], index) => ({
    index,
    code,
    head,
    expected,
    newest,
  }));

  test.each(cases)('$index: $code is found exactly where it was made', ({ head, expected, newest }) => {
    expect(found(head, newest)).toEqual(expected);
  });

  test('find nothing where nothing changed', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const same = { base: plan, head: plan, newest: undefined, newestName: 'main', separate: true };
        expect(findChangeFindings(same)).toEqual([]);
      }),
    );
  });

  test('ask for two persons where the settings do', () => {
    const alone = { D: { ...verified, completed_by: 'human:ada' } };
    expect(found(alone)).toEqual([]);
    expect(found(alone, {}, true)).toEqual(['VERIFIER_MISSING D status']);
  });

  test('follow a task to its new id into the merge', () => {
    const renamed = { D: null, Z: { renamed_from: 'D', created_at: MONDAY, depends_on: ['C'] } };
    expect(found(renamed, { B: { depends_on: ['A', 'D'] } })).toEqual(['MERGE_CYCLE Z depends_on 0']);
  });

  test('name both sides of a circle', () => {
    const [finding] = findChangeFindings({
      base: BASE,
      head: edited({ B: { depends_on: ['A', 'D'] } }),
      newest: edited({ D: { depends_on: ['C'] } }),
      newestName: 'main',
      separate: false,
    });
    expect(finding?.cycle?.toSorted()).toEqual(['B', 'B', 'C', 'D'].toSorted());
    expect(finding?.message).toContain('D on C');
  });
});

describe('mergeEdges', () => {
  const names = (merged: ReturnType<typeof mergeEdges>): Map<string, string[]> =>
    new Map([...merged.edges].map(([id, ids]) => [id, [...ids].sort()]));

  test('leaves a side alone with which the other agrees, or that did nothing', () => {
    fc.assert(
      fc.property(plans, plans, (base, side) => {
        // Two tasks of one id are told apart by creation alone, which random plans do not keep.
        const plain = (plan: Plan): Plan =>
          planOf(
            ...[...plan.tasks.values()].map((task) => ({ ...task, created_at: null, renamed_from: null })),
          );
        const [before, after] = [plain(base), plain(side)];
        const edges = new Map(
          [...after.tasks].map(([id, task]) => [id, [...new Set(task.depends_on)].sort()]),
        );
        const sorted = (map: Map<string, string[]>): [string, string[]][] =>
          [...map].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(names(mergeEdges(before, after, before)))).toEqual(sorted(edges));
        expect(sorted(names(mergeEdges(before, before, after)))).toEqual(sorted(edges));
        expect(sorted(names(mergeEdges(before, after, after)))).toEqual(sorted(edges));
      }),
    );
  });
});
