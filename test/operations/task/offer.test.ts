import { describe, expect, it } from 'vitest';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { findOffers } from '../../../src/operations/task/offer.ts';
import type { OfferFilters } from '../../../src/operations/task/filters.ts';
import { nextTasks } from '../../../src/operations/task/next.ts';
import { grantLease } from '../../../src/runtime/leases.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { grantRequest, transitionEvent } from '../../runtime/support/requests.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const ME = 'ai:me';

async function offered(of: OpenedWorkspace, filters: OfferFilters = {}, limit = 100): Promise<string[]> {
  const request = { actor: ME, filters, limit, allowOverlap: false };
  return await of.workspace.read(async (tx) => (await findOffers(tx, request)).map((fresh) => fresh.task.id));
}

async function hold(
  of: OpenedWorkspace,
  taskId: string,
  changes: { locks?: string[]; holder?: string } = {},
): Promise<void> {
  const { locks = [], holder = 'ai:other' } = changes;
  await of.workspace.runtime.transact(
    async (tx) => await grantLease(tx, grantRequest(taskId, holder, { locks })),
  );
}

describe('what is offered', () => {
  it('goes by priority, then by how many wait for it, then by natural id', async () => {
    const opened = await openNewWorkspace({
      tasks: [
        { id: 'T10' },
        { id: 'T2' },
        { id: 'T3' },
        { id: 'T4', depends_on: ['T3'] },
        { id: 'T5', priority: 10 },
        { id: 'T6', priority: 200 },
      ],
    });
    expect(await offered(opened)).toEqual(['T5', 'T3', 'T2', 'T10', 'T6']);
    expect(await offered(opened, {}, 2)).toEqual(['T5', 'T3']);
  });

  it('is free, ready, and has every dependency verified', async () => {
    const opened = await openNewWorkspace({
      tasks: [
        { id: 'T1' },
        { id: 'T2', status: 'todo' },
        { id: 'T3', depends_on: ['T1'] },
        { id: 'T4', depends_on: ['T5'] },
        { id: 'T5', status: 'verified' },
        { id: 'T6' },
      ],
    });
    await hold(opened, 'T1');
    await opened.workspace.runtime.transact(async (tx) => {
      await tx.append(transitionEvent('T6', 'done', { stamp: opened.clock.wallMs }));
    });
    expect(await offered(opened)).toEqual(['T4']);
  });

  it('has none of the locks that another holds, but may have those that the caller holds', async () => {
    const opened = await openNewWorkspace({
      tasks: [
        { id: 'T1', locks: ['src/**'] },
        { id: 'T2', locks: ['src/a.ts'] },
        { id: 'T3', locks: ['docs/*.md'] },
        { id: 'T4', locks: ['docs/*.txt'] },
      ],
    });
    await hold(opened, 'T1', { locks: ['src/**'] });
    await hold(opened, 'elsewhere', { locks: ['docs/x.md'] });
    expect(await offered(opened)).toEqual(['T4']);
    const mine = await openNewWorkspace({
      tasks: [
        { id: 'T1', locks: ['src/**'] },
        { id: 'T2', locks: ['src/a.ts'] },
      ],
    });
    await hold(mine, 'T1', { holder: ME, locks: ['src/**'] });
    expect(await offered(mine)).toEqual(['T2']);
  });

  it('can be narrowed by label, capability and priority, all of which have to fit', async () => {
    const spec = `project: {name: x}
tasks:
  T1: {title: A, status: ready, labels: [core, ui], capabilities: [gpu]}
  T2: {title: B, status: ready, labels: [core], priority: 10}
  T3: {title: C, status: ready, capabilities: [gpu, root]}
`;
    const opened = await openNewWorkspace({ spec });
    expect(await offered(opened, { labels: ['core'] })).toEqual(['T2', 'T1']);
    expect(await offered(opened, { labels: ['core', 'ui'] })).toEqual(['T1']);
    expect(await offered(opened, { capabilities: ['gpu'] })).toEqual(['T2', 'T1']);
    expect(await offered(opened, { priorityMax: 50 })).toEqual(['T2']);
    expect(await offered(opened, { labels: ['core'], capabilities: ['cpu'], priorityMax: 100 })).toEqual([
      'T2',
    ]);
  });

  it('is found behind many pages of what is held', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(150) });
    await opened.workspace.runtime.transact(async (tx) => {
      for (let number = 1; number < 150; number += 1) {
        await grantLease(tx, grantRequest(`T${number}`, 'ai:other', { locks: [] }));
      }
    });
    expect(await offered(opened)).toEqual(['T150']);
  });
});

describe('a claim without an id', () => {
  it('takes the first that is offered with the same filters, and another one each time', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(3) });
    const claim = async (actor: string): Promise<string> =>
      (await claimTask(opened.as(actor), { filters: {}, allowOverlap: false })).data.task_id;
    const { data } = await nextTasks(opened.as('ai:one'), { count: 10, filters: {} });
    expect(await claim('ai:one')).toBe(data.tasks[0]?.id);
    expect([await claim('ai:two'), await claim('ai:one')]).toEqual(['T2', 'T3']);
    expect(await codeOfFailure(claim('ai:two'))).toBe('NOTHING_TO_CLAIM');
  });
});
