import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_PLAN, type Plan } from '../../src/model/plan.ts';
import { diffPlans, isEmptyDiff, type PlanDiff } from '../../src/model/plan-diff.ts';
import type { SpecTask } from '../../src/model/task.ts';
import type { TaskFieldChange } from '../../src/model/task-change.ts';
import { planOf, plans } from './support/random-plans.ts';

type Fields = Record<string, unknown>;

/** The value of a field after a change, as anybody who reads the JSON would work it out. */
function after(before: unknown, change: TaskFieldChange): unknown {
  switch (change.kind) {
    case 'value':
    case 'text':
      return change.after;
    case 'set': {
      const removed = new Set(change.removed);
      return [...(before as string[]).filter((item) => !removed.has(item)), ...change.added];
    }
    case 'list':
      return change.items.flatMap((step) =>
        step.kind === 'removed' ? [] : [step.kind === 'changed' ? step.after : step.text],
      );
  }
}

function applyFields(task: SpecTask, changes: readonly TaskFieldChange[]): Fields {
  const result: Fields = {
    ...task,
    prd: task.prd === null ? null : { ...task.prd },
    extra: { ...task.extra },
  };
  for (const change of changes) {
    const [first = '', second] = change.field.split('.');
    const isExtra = first.startsWith('x-');
    const home = (isExtra ? result.extra : second === undefined ? result : result[first]) as Fields;
    const key = isExtra ? change.field : (second ?? first);
    if (isExtra && !('after' in change)) {
      Reflect.deleteProperty(home, key);
    } else {
      home[key] = after(home[key], change);
    }
  }
  return result;
}

/** The tasks of the head, of those of the base and of nothing but the JSON of the difference. */
function applyDiff(base: Plan, diff: PlanDiff): Map<string, Fields> {
  const { added, removed, changed } = JSON.parse(JSON.stringify(diff)) as PlanDiff;
  const tasks = new Map<string, Fields>([...base.tasks].map(([id, task]) => [id, { ...task }]));
  removed.forEach(({ id }) => tasks.delete(id));
  const edited = changed.map(({ id, renamed_from: former, fields }): [string, Fields] => {
    const task = base.tasks.get(former ?? id);
    if (task === undefined) {
      throw new Error(`no task ${former ?? id} to change`);
    }
    return [id, { ...applyFields(task, fields), id }];
  });
  changed.forEach(({ renamed_from: former }) => (former === null ? false : tasks.delete(former)));
  for (const [id, task] of [...edited, ...added.map((task) => [task.id, { ...task }] as const)]) {
    tasks.set(id, task);
  }
  return tasks;
}

/** Without what the order of a set says, which is nothing. */
function comparable(task: Fields): Fields {
  const sorted = (value: unknown): unknown => [...(value as string[])].sort();
  return {
    ...task,
    depends_on: sorted(task.depends_on),
    labels: sorted(task.labels),
    locks: sorted(task.locks),
    capabilities: sorted(task.capabilities),
  };
}

function tasksOf(tasks: Iterable<readonly [string, object]>): [string, Fields][] {
  return [...tasks]
    .map(([id, task]): [string, Fields] => [id, comparable(task as Fields)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('diffPlans', () => {
  test('its JSON makes the tasks of the head from those of the base', () => {
    fc.assert(
      fc.property(plans, plans, (base, head) => {
        expect(tasksOf(applyDiff(base, diffPlans(base, head)))).toEqual(tasksOf(head.tasks));
      }),
      { numRuns: 500 },
    );
  });

  test('of a plan with itself is empty, and only then', () => {
    fc.assert(
      fc.property(plans, plans, (base, head) => {
        expect(isEmptyDiff(diffPlans(base, base))).toBe(true);
        if (isEmptyDiff(diffPlans(base, head))) {
          expect(tasksOf(head.tasks)).toEqual(tasksOf(base.tasks));
        }
      }),
    );
  });

  test('from nothing adds everything, and to nothing removes everything', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(diffPlans(NO_PLAN, plan).added).toEqual([...plan.tasks.values()]);
        expect(diffPlans(plan, NO_PLAN).removed).toEqual([...plan.tasks.values()]);
      }),
    );
  });

  test('follows a task to its new id, and its dependencies with it', () => {
    const created = { created_at: '2026-01-01T00:00:00Z' };
    const base = planOf({ id: 'T1', ...created }, { id: 'T2', depends_on: ['T1'] });
    const head = planOf(
      { id: 'T9', ...created, renamed_from: 'T1', title: 'Other' },
      { id: 'T2', depends_on: ['T9'] },
    );
    const diff = diffPlans(base, head);
    expect(diff).toMatchObject({ added: [], removed: [], edges_added: [], edges_removed: [] });
    expect(diff.changed.map(({ id, renamed_from: former }) => [id, former])).toEqual([
      ['T9', 'T1'],
      ['T2', null],
    ]);
  });

  test('takes a task that took over an id for another task', () => {
    const base = planOf({ id: 'T1', created_at: '2026-01-01T00:00:00Z' });
    const head = planOf({ id: 'T1', created_at: '2026-01-02T00:00:00Z' });
    const { added, removed, changed } = diffPlans(base, head);
    expect([added.length, removed.length, changed.length]).toEqual([1, 1, 0]);
  });

  test('tells rewording from replacing, item by item', () => {
    const base = planOf({
      id: 'T',
      acceptance_criteria: ['It lists in 20 ms', 'It is safe', 'Gone for good'],
    });
    const head = planOf({
      id: 'T',
      acceptance_criteria: ['New and other', 'It lists in 5 ms', 'It is safe'],
    });
    expect(diffPlans(base, head).changed[0]?.fields).toEqual([
      {
        kind: 'list',
        field: 'acceptance_criteria',
        items: [
          { kind: 'added', text: 'New and other' },
          { kind: 'changed', before: 'It lists in 20 ms', after: 'It lists in 5 ms' },
          { kind: 'same', text: 'It is safe' },
          { kind: 'removed', text: 'Gone for good' },
        ],
      },
    ]);
  });

  test('says who can begin, who no longer, and how the critical path moves', () => {
    const base = planOf(
      { id: 'A', status: 'verified' },
      { id: 'B', depends_on: ['A'] },
      { id: 'C' },
      { id: 'D' },
    );
    const head = planOf(
      { id: 'A' },
      { id: 'B', depends_on: ['A'] },
      { id: 'C', depends_on: ['D'] },
      { id: 'D' },
    );
    const diff = diffPlans(base, head);
    expect(diff.blocked.map(({ id, waits_for: ids }) => [id, ids])).toEqual([
      ['B', ['A']],
      ['C', ['D']],
    ]);
    expect(diff.freed.map(({ id }) => id)).toEqual(['A']);
    expect(diff.critical_path).toEqual({ before: ['B'], after: ['A', 'B'] });
    const back = diffPlans(head, base);
    expect(back.freed.map(({ id }) => id)).toEqual(['B', 'C']);
    expect(back.settled.map(({ id, status }) => [id, status])).toEqual([['A', 'verified']]);
  });

  test('takes long lists that have nothing in common in their stride', () => {
    const items = (word: string): string[] => Array.from({ length: 20_000 }, (_, at) => `${word} ${at}`);
    const base = planOf({ id: 'T', acceptance_criteria: items('before') });
    const head = planOf({ id: 'T', acceptance_criteria: items('after') });
    const [change] = diffPlans(base, head).changed;
    expect(change?.fields[0]).toMatchObject({ kind: 'list' });
  });
});
