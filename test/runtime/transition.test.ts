import { describe, expect, test } from 'vitest';
import { getTransition, listTouchedAfter, listTransitions } from '../../src/runtime/tables/transition.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { grantLease } from '../../src/runtime/leases.ts';
import { grantRequest, transitionEvent } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';

async function record(runtime: Runtime, ...args: Parameters<typeof transitionEvent>): Promise<void> {
  await runtime.transact(async (tx) => await tx.append(transitionEvent(...args)));
}

async function statusOf(runtime: Runtime, taskId = 'T1'): Promise<string | undefined> {
  return (await runtime.read(async (tx) => await getTransition(tx, taskId)))?.status;
}

describe('the row of a task', () => {
  test('holds the whole of its latest transition', async () => {
    const runtime = await openAt(makePlace());
    const data = {
      created_at: 'a',
      stamp: 7,
      reason: 'r',
      branch: 'b',
      head: 'h',
      completed_by: 'ai:a',
      completed_at: 6,
    };
    await record(runtime, 'T1', 'verified', data);
    expect(await runtime.read(listTransitions)).toEqual([
      {
        taskId: 'T1',
        createdAt: 'a',
        status: 'verified',
        stamp: 7,
        actor: 'human:ada',
        reason: 'r',
        branch: 'b',
        head: 'h',
        completedBy: 'ai:a',
        completedAt: 6,
      },
    ]);
  });

  test('is replaced by a stamp that is as great or greater, and not by a smaller one', async () => {
    const runtime = await openAt(makePlace());
    await record(runtime, 'T1', 'blocked', { stamp: 5 });
    await record(runtime, 'T1', 'ready', { stamp: 4 });
    expect(await statusOf(runtime)).toBe('blocked');
    await record(runtime, 'T1', 'ready', { stamp: 5 });
    expect(await statusOf(runtime)).toBe('ready');
    await record(runtime, 'T1', 'done', { stamp: 6 });
    expect(await statusOf(runtime)).toBe('done');
  });

  test('is replaced by that of another task of the same id, whatever its stamp', async () => {
    const runtime = await openAt(makePlace());
    await record(runtime, 'T1', 'done', { stamp: 9, created_at: '2030-01-01' });
    await record(runtime, 'T1', 'blocked', { stamp: 1, created_at: null });
    expect(await statusOf(runtime)).toBe('done');
    await record(runtime, 'T1', 'blocked', { stamp: 1, created_at: '2031-01-01' });
    expect(await statusOf(runtime)).toBe('blocked');
  });
});

test('what was changed after an event is each task that had a transition since, once', async () => {
  const runtime = await openAt(makePlace());
  await record(runtime, 'T1', 'done');
  await record(runtime, 'T2', 'done');
  const seq = await runtime.read(async (tx) => await tx.lastSeq());
  await record(runtime, 'T2', 'verified');
  await record(runtime, 'T2', 'ready');
  await record(runtime, 'T3', 'blocked');
  await runtime.transact(async (tx) => await grantLease(tx, grantRequest('T4', 'ai:a')));
  expect(await runtime.read(async (tx) => await listTouchedAfter(tx, seq))).toEqual(['T2', 'T3']);
});
