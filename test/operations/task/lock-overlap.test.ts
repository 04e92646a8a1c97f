import { expect, it } from 'vitest';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { OverlapFinder } from '../../../src/operations/task/lock-overlap.ts';
import { grantLease } from '../../../src/runtime/leases.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { grantRequest } from '../../runtime/support/requests.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';

const CREATED = '2026-01-05T09:00:00.000Z';
const TASKS = [
  { id: 'T1', locks: ['now/**'] },
  { id: 'T2', locks: ['now/a.ts'] },
  { id: 'T3', locks: ['then/a.ts'] },
];

async function hold(
  of: OpenedWorkspace,
  taskId: string,
  changes: { createdAt?: string; ttlMs?: number } = {},
): Promise<void> {
  const request = grantRequest(taskId, 'ai:other', { locks: ['then/**'], createdAt: CREATED, ...changes });
  await of.workspace.runtime.transact(async (tx) => await grantLease(tx, request));
}

async function overlapsOf(of: OpenedWorkspace, id: string, actor = 'ai:me'): Promise<string[]> {
  const task = TASKS.find((each) => each.id === id) ?? { id, locks: [] };
  const overlaps = await of.workspace.read(async (tx) => await new OverlapFinder(tx, actor).of(task));
  return overlaps.map((overlap) => `${overlap.lock} ${overlap.other_lock} ${overlap.task_id}`);
}

it('is judged by the locks as they were claimed and by those of this checkout’s spec', async () => {
  const opened = await openNewWorkspace({ tasks: TASKS });
  await hold(opened, 'T1');
  expect(await overlapsOf(opened, 'T2')).toEqual(['now/a.ts now/** T1']);
  expect(await overlapsOf(opened, 'T3')).toEqual(['then/a.ts then/** T1']);
});

it('is never with one’s own leases, nor with one that has lapsed', async () => {
  const opened = await openNewWorkspace({ tasks: TASKS });
  await hold(opened, 'T1', { ttlMs: 60_000 });
  expect(await overlapsOf(opened, 'T2', 'ai:other')).toEqual([]);
  opened.clock.pass(60_001);
  expect(await overlapsOf(opened, 'T2')).toEqual([]);
});

it('takes no locks from the spec for the lease of another task of the same id', async () => {
  const opened = await openNewWorkspace({ tasks: TASKS });
  await hold(opened, 'T1', { createdAt: '2020-01-01T00:00:00.000Z' });
  expect(await overlapsOf(opened, 'T2')).toEqual([]);
  expect(await overlapsOf(opened, 'T3')).toEqual(['then/a.ts then/** T1']);
});

it('refuses a claim unless it is allowed, and never a renewal', async () => {
  const opened = await openNewWorkspace({ tasks: TASKS });
  await hold(opened, 'T1');
  const claim = async (allowOverlap: boolean) =>
    await claimTask(opened.as('ai:me'), { id: 'T2', filters: {}, allowOverlap });
  expect(await codeOfFailure(claim(false))).toBe('LOCK_OVERLAP');
  const allowed = await claim(true);
  expect(allowed.data).toMatchObject({ changed: true, overlaps: [{ task_id: 'T1', holder: 'ai:other' }] });
  expect(allowed.warnings).toMatchObject([{ code: 'lock-overlap' }]);
  expect((await claim(false)).data).toMatchObject({ changed: false, token: allowed.data.token });
});
