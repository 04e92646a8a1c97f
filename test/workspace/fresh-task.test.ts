import { expect, it } from 'vitest';
import { grantLease } from '../../src/runtime/leases.ts';
import { findFreshTask, listUnmetDependencies } from '../../src/workspace/fresh-task.ts';
import { grantRequest, transitionEvent } from '../runtime/support/requests.ts';
import { openNewWorkspace } from '../support/opened-workspace.ts';

const CREATED = '2026-01-05T09:00:00.000Z';

it('joins the spec’s row with what the runtime holds, and not with what the view stores', async () => {
  const { workspace, clock } = await openNewWorkspace({
    tasks: [{ id: 'T1' }, { id: 'T2', depends_on: ['T1'] }],
  });
  const data = { created_at: CREATED, stamp: clock.wallMs };
  const seen = await workspace.transact(
    async (tx) => {
      await tx.append(transitionEvent('T1', 'verified', data));
      await tx.append(transitionEvent('T2', 'blocked', data));
      return { fresh: await findFreshTask(tx, 'T2'), unmet: await listUnmetDependencies(tx, 'T2') };
    },
    { dryRun: false },
  );
  expect(seen.unmet).toEqual([]);
  expect(seen.fresh).toMatchObject({
    status: 'blocked',
    statusFrom: 'runtime',
    specStatus: 'ready',
    stamp: clock.wallMs,
    transition: { actor: 'human:ada' },
    outcome: { status: 'ready', dated: false },
    dependents: 0,
  });
});

it('leaves out the row of another task of the same id', async () => {
  const { workspace, clock } = await openNewWorkspace({ tasks: [{ id: 'T1' }] });
  await workspace.runtime.transact(async (tx) => {
    await tx.append(
      transitionEvent('T1', 'verified', { created_at: '2020-01-01T00:00:00Z', stamp: clock.wallMs }),
    );
  });
  expect(await workspace.read(async (tx) => await findFreshTask(tx, 'T1'))).toMatchObject({
    status: 'ready',
    statusFrom: 'spec',
    foreignRow: true,
    transition: undefined,
    stamp: 0,
  });
});

it('tells a live lease from one that lapsed', async () => {
  const { workspace, clock } = await openNewWorkspace({ tasks: [{ id: 'T1' }] });
  await workspace.runtime.transact(
    async (tx) => await grantLease(tx, grantRequest('T1', 'ai:one', { ttlMs: 60_000 })),
  );
  expect(await workspace.read(async (tx) => await findFreshTask(tx, 'T1'))).toMatchObject({
    lease: { holder: 'ai:one' },
  });
  clock.pass(60_001);
  const lapsed = await workspace.read(async (tx) => await findFreshTask(tx, 'T1'));
  expect(lapsed).toMatchObject({ lease: undefined, leaseRow: { holder: 'ai:one' } });
});

it('finds nothing for an id that this checkout has not', async () => {
  const { workspace } = await openNewWorkspace({ tasks: [{ id: 'T1' }] });
  expect(await workspace.read(async (tx) => await findFreshTask(tx, 'T9'))).toBeUndefined();
});
