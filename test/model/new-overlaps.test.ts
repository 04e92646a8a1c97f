import { expect, test } from 'vitest';
import { newOverlaps } from '../../src/model/new-overlaps.ts';
import type { Plan } from '../../src/model/plan.ts';
import { pairTasks } from '../../src/model/plan-diff.ts';
import { planOf } from './support/random-plans.ts';

function between(base: Plan, head: Plan): string[] {
  return newOverlaps(head, pairTasks(base, head)).overlaps.map(({ id, other_id: other }) => `${id} ${other}`);
}

test('a lock that is new and overlaps that of another open task is told once', () => {
  const base = planOf({ id: 'A', locks: ['src/**'] }, { id: 'B' }, { id: 'C', locks: ['src/**'] });
  const head = planOf(
    { id: 'A', locks: ['src/**'] },
    { id: 'B', locks: ['src/b.ts'] },
    { id: 'C', locks: ['src/**'] },
    { id: 'D', locks: ['src/b.ts'] },
    { id: 'E', locks: ['docs/**'] },
  );
  expect(between(base, head)).toEqual(['B A', 'B C', 'B D', 'D A', 'D C']);
});

test('tasks that wait for each other, and tasks that are over, are left out', () => {
  const head = planOf(
    { id: 'A', locks: ['src/**'] },
    { id: 'B', depends_on: ['A'] },
    { id: 'C', depends_on: ['B'], locks: ['src/c.ts'] },
    { id: 'D', status: 'verified', locks: ['src/**'] },
  );
  expect(between(planOf(), head)).toEqual([]);
});

test('a plan in which everything overlaps ends, and says that there is more', () => {
  const tasks = Array.from({ length: 2000 }, (_, at) => ({ id: `T${at}`, locks: ['src/**'] }));
  const head = planOf(...tasks);
  const { overlaps, complete } = newOverlaps(head, pairTasks(planOf(), head));
  expect(complete).toBe(false);
  expect(overlaps.length).toBe(500);
});
