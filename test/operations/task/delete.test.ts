import { expect, it } from 'vitest';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { deleteTask } from '../../../src/operations/task/delete.ts';
import { endLease, grantLease } from '../../../src/runtime/leases.ts';
import { getLease, listLeases } from '../../../src/runtime/tables/lease.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { grantRequest } from '../../runtime/support/requests.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { recordEdits } from '../../../src/operations/task/record-edit.ts';

const PERSON = 'human:ada';
const CHAIN = [
  { id: 'T1' },
  { id: 'T2', depends_on: ['T1'] },
  { id: 'T3', depends_on: ['T2'] },
  { id: 'T4' },
];

async function remove(of: OpenedWorkspace, id: string, { cascade = false, actor = PERSON } = {}) {
  return (await deleteTask(of.as(actor), { id, cascade })).data;
}

it('leaves a tombstone, and takes what depends on it only when asked to', async () => {
  const opened = await openNewWorkspace({ tasks: CHAIN });
  expect(await codeOfFailure(remove(opened, 'T1'))).toBe('HAS_DEPENDENTS');
  const data = await remove(opened, 'T1', { cascade: true });
  expect(data.deleted.map((each) => each.id)).toEqual(['T1', 'T2', 'T3']);
  expect(opened.readSpec().match(/status: deleted/gu)).toHaveLength(3);
  expect(await remove(opened, 'T1', { cascade: true })).toMatchObject({ changed: false, deleted: [] });
});

it('is for the holder alone while any of them is leased, and ends those leases', async () => {
  const opened = await openNewWorkspace({ tasks: CHAIN });
  await claimTask(opened.as('ai:one'), { id: 'T1', filters: {}, allowOverlap: false });
  const before = opened.readSpec();
  expect(await codeOfFailure(remove(opened, 'T1', { cascade: true }))).toBe('LEASE_HELD');
  expect(opened.readSpec()).toBe(before);
  const data = await remove(opened, 'T1', { cascade: true, actor: 'ai:one' });
  expect(data.deleted[0]).toMatchObject({ id: 'T1', lease_ended: 'ai:one' });
  expect(await opened.workspace.runtime.read(listLeases)).toEqual([]);
});

it('leaves the lease of whoever claimed the task since the edit was decided', async () => {
  const opened = await openNewWorkspace({ tasks: CHAIN });
  const { runtime } = opened.workspace;
  const { lease } = await runtime.transact(async (tx) => await grantLease(tx, grantRequest('T4', PERSON)));
  await runtime.transact(async (tx) => {
    await endLease(tx, { taskId: 'T4', actor: PERSON, via: null, by: 'release', note: null });
    await grantLease(tx, grantRequest('T4', 'ai:two'));
  });
  const record = { taskId: 'T4', type: 'task.deleted', changes: [], endsLease: lease.token } as const;
  expect(await recordEdits(opened.as(PERSON), [record])).toEqual([]);
  expect(await runtime.read(async (tx) => await getLease(tx, 'T4'))).toMatchObject({ holder: 'ai:two' });
});
