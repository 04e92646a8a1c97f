import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_PLAN } from '../../src/model/plan.ts';
import { diffPlans, isEmptyDiff } from '../../src/model/plan-diff.ts';
import { applyDiff, comparableTasks } from './support/apply-diff.ts';
import { planOf, plans } from './support/random-plans.ts';

describe('diffPlans', () => {
  test('its JSON makes the tasks of the head from those of the base', () => {
    fc.assert(
      fc.property(plans, plans, (base, head) => {
        expect(comparableTasks(applyDiff(base, diffPlans(base, head)))).toEqual(comparableTasks(head.tasks));
      }),
      { numRuns: 500 },
    );
  });

  test('of a plan with itself is empty, and only then', () => {
    fc.assert(
      fc.property(plans, plans, (base, head) => {
        expect(isEmptyDiff(diffPlans(base, base))).toBe(true);
        if (isEmptyDiff(diffPlans(base, head))) {
          expect(comparableTasks(head.tasks)).toEqual(comparableTasks(base.tasks));
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

  test('tells outcomes with who answers for them, and tombstones', () => {
    const base = planOf({ id: 'A' }, { id: 'B' }, { id: 'C', status: 'done' });
    const at = '2026-01-02T00:00:00Z';
    const head = planOf(
      { id: 'A', status: 'verified', verified_by: 'human:ada', verified_at: at },
      { id: 'B', status: 'deleted' },
      { id: 'C', status: 'done' },
      { id: 'D', status: 'done' },
    );
    expect(diffPlans(base, head).settled).toEqual([
      { id: 'A', title: 'Task A', before: 'ready', status: 'verified', by: 'human:ada', at },
      { id: 'B', title: 'Task B', before: 'ready', status: 'deleted', by: null, at: null },
      { id: 'D', title: 'Task D', before: null, status: 'done', by: null, at: null },
    ]);
  });

  test('takes long lists that have nothing in common in their stride', () => {
    const items = (word: string): string[] => Array.from({ length: 20_000 }, (_, at) => `${word} ${at}`);
    const base = planOf({ id: 'T', acceptance_criteria: items('before') });
    const head = planOf({ id: 'T', acceptance_criteria: items('after') });
    const [change] = diffPlans(base, head).changed;
    expect(change?.fields[0]).toMatchObject({ kind: 'list' });
  });
});
