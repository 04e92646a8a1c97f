import { expect, it } from 'vitest';
import { grantLease } from '../../../src/runtime/leases.ts';
import type { ReadTx } from '../../../src/runtime/transaction.ts';
import {
  countByReadiness,
  countClaimable,
  findTask,
  listDecidedByRuntime,
  listDependencies,
  listDependents,
  listOffered,
  listTasks,
  type ViewTask,
} from '../../../src/workspace/view/rows.ts';
import { grantRequest, transitionEvent } from '../../runtime/support/requests.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks, specText } from '../../support/spec-text.ts';

function idsOf(views: readonly ViewTask[]): string[] {
  return views.map((view) => view.task.id);
}

async function decide(
  of: OpenedWorkspace,
  decisions: readonly (readonly [string, 'done' | 'verified' | 'cancelled' | 'blocked' | 'ready'])[],
): Promise<void> {
  await of.workspace.runtime.transact(async (tx) => {
    for (const [id, status] of decisions) {
      await tx.append(transitionEvent(id, status, { stamp: of.clock.wallMs }));
    }
  });
}

it('lists by priority, and by natural id where that is the same', async () => {
  const { workspace } = await openNewWorkspace({
    tasks: [{ id: 'T10' }, { id: 'T9' }, { id: 'T1', priority: 200 }, { id: 'a-2', priority: 50 }],
  });
  expect(idsOf(await workspace.read(listTasks))).toEqual(['a-2', 'T9', 'T10', 'T1']);
});

it('offers by priority, then more dependents, then natural id; tombstones count for nothing', async () => {
  const { workspace } = await openNewWorkspace({
    tasks: [
      { id: 'T1', priority: 200 },
      { id: 'T10' },
      { id: 'T2' },
      { id: 'T3' },
      { id: 'T4', depends_on: ['T3'] },
      { id: 'T5', depends_on: ['T2'], status: 'deleted' },
      { id: 'T6', depends_on: ['T2'], status: 'deleted' },
      { id: 'T7', status: 'todo' },
    ],
  });
  const page = async (tx: ReadTx): Promise<ViewTask[]> =>
    await listOffered(tx, { limit: 10, offset: 0, without: [] });
  expect(idsOf(await workspace.read(page))).toEqual(['T3', 'T2', 'T10', 'T1']);
  const second = async (tx: ReadTx): Promise<ViewTask[]> =>
    await listOffered(tx, { limit: 1, offset: 1, without: [] });
  expect(idsOf(await workspace.read(second))).toEqual(['T2']);
});

it('knows what waits for what', async () => {
  const { workspace } = await openNewWorkspace({
    tasks: [
      { id: 'T1' },
      { id: 'T2', depends_on: ['T10', 'T1', 'T1'] },
      { id: 'T10', status: 'verified' },
      { id: 'T3', depends_on: ['T1'], status: 'deleted' },
    ],
  });
  const dependencies = await workspace.read(async (tx) => await listDependencies(tx, 'T2'));
  expect(dependencies.map(({ id, outcome }) => [id, outcome.status])).toEqual([
    ['T1', 'ready'],
    ['T10', 'verified'],
  ]);
  const dependents = await workspace.read(async (tx) => await listDependents(tx, 'T1'));
  expect(dependents.map(({ id }) => id)).toEqual(['T2']);
  expect(await workspace.read(async (tx) => await findTask(tx, 'T2'))).toMatchObject({
    unmet: 1,
    dependents: 0,
  });
  expect(await workspace.read(async (tx) => await findTask(tx, 'T1'))).toMatchObject({
    unmet: 0,
    dependents: 1,
  });
});

it('counts what can be claimed, leases as they are now', async () => {
  const opened = await openNewWorkspace({ tasks: [...readyTasks(3), { id: 'T4', depends_on: ['T1'] }] });
  const { workspace, clock } = opened;
  expect(await workspace.read(countClaimable)).toBe(3);
  await workspace.runtime.transact(async (tx) => {
    await grantLease(tx, grantRequest('T2', 'ai:one', { ttlMs: 60_000 }));
    await grantLease(tx, grantRequest('T4', 'ai:one'));
    await grantLease(tx, grantRequest('elsewhere', 'ai:one'));
  });
  expect(await workspace.read(countClaimable)).toBe(2);
  clock.pass(61_000);
  expect(await workspace.read(countClaimable)).toBe(3);
  await decide(opened, [['T1', 'verified']]);
  expect(await workspace.read(countClaimable)).toBe(2);
});

it('counts by status and by readiness', async () => {
  const opened = await openNewWorkspace({ tasks: [...readyTasks(2), { id: 'T3', depends_on: ['T1'] }] });
  await decide(opened, [['T2', 'done']]);
  expect(await opened.workspace.read(countByReadiness)).toEqual([
    { status: 'done', waiting: false, count: 1 },
    { status: 'ready', waiting: false, count: 1 },
    { status: 'ready', waiting: true, count: 1 },
  ]);
});

it('counts what the rows say, whatever became of them', async () => {
  const opened = await openNewWorkspace({
    tasks: [...readyTasks(3), { id: 'T4', depends_on: ['T1'] }, { id: 'T5', depends_on: ['T4', 'T1'] }],
  });
  const check = async (): Promise<void> => {
    const { counts, rows } = await opened.workspace.read(async (tx) => ({
      counts: await countByReadiness(tx),
      rows: await tx.raw<{ status: string; waiting: number; count: number }>(
        'SELECT status, unmet > 0 AS waiting, count(*) AS count FROM cache.task GROUP BY 1, 2 ORDER BY 1, 2',
      ),
    }));
    expect(counts).toEqual(rows.map((row) => ({ ...row, waiting: row.waiting === 1 })));
  };
  await check();
  await decide(opened, [['T1', 'verified']]);
  await check();
  await decide(opened, [
    ['T1', 'ready'],
    ['T2', 'cancelled'],
    ['T4', 'done'],
  ]);
  await check();
  opened.writeSpec(
    specText([...readyTasks(2), { id: 'T6', depends_on: ['T2'] }, { id: 'T7', status: 'todo' }]),
  );
  await check();
});

it('finds what the runtime decided and the spec does not say, in natural order', async () => {
  const opened = await openNewWorkspace({
    tasks: [{ id: 'T10' }, { id: 'T9' }, { id: 'T1' }, { id: 'T2', status: 'verified' }, { id: 'T3' }],
  });
  await decide(opened, [
    ['T10', 'verified'],
    ['T9', 'done'],
    ['T1', 'ready'],
    ['T2', 'verified'],
    ['elsewhere', 'verified'],
  ]);
  expect(idsOf(await opened.workspace.read(listDecidedByRuntime))).toEqual(['T2', 'T9', 'T10']);
});
