import { describe, expect, it } from 'vitest';
import { revoke } from '../../../src/operations/lease/revoke.ts';
import { settle } from '../../../src/operations/settle/settle.ts';
import { blockTask } from '../../../src/operations/task/block.ts';
import { claimTask, type ClaimResult } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { nextTasks, type OfferedTask } from '../../../src/operations/task/next.ts';
import { rejectTask } from '../../../src/operations/task/reject.ts';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { renewTask } from '../../../src/operations/task/renew.ts';
import { reopenTask } from '../../../src/operations/task/reopen.ts';
import { showTask, type ShowResult } from '../../../src/operations/task/show.ts';
import { unblockTask } from '../../../src/operations/task/unblock.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks, specText } from '../../support/spec-text.ts';

const AGENT = 'ai:one';
const PERSON = 'human:ada';

async function claim(of: OpenedWorkspace, actor = AGENT): Promise<ClaimResult> {
  return (await claimTask(of.as(actor), { id: 'T1', filters: {}, allowOverlap: false })).data;
}

async function done(of: OpenedWorkspace): Promise<void> {
  await completeTask(of.as(AGENT), { id: 'T1', evidence: [] });
}

async function show(of: OpenedWorkspace): Promise<ShowResult> {
  return (await showTask(of.as(AGENT), { id: 'T1' })).data;
}

async function offer(of: OpenedWorkspace): Promise<OfferedTask | undefined> {
  return (await nextTasks(of.as(AGENT), { count: 1, filters: {} })).data.tasks[0];
}

async function openDone(): Promise<OpenedWorkspace> {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  await claim(opened);
  await done(opened);
  return opened;
}

describe('the reason of a rejection or reopening', () => {
  it('comes with the offer, the task and the claim, until the work is done again', async () => {
    const opened = await openDone();
    await rejectTask(opened.as(PERSON), { id: 'T1', reason: 'the tests fail' });
    const returned = { verb: 'reject', reason: 'the tests fail', by: PERSON };
    expect(await offer(opened)).toMatchObject({ returned });
    expect(await show(opened)).toMatchObject({ state: 'claimable', returned });
    expect(await claim(opened)).toMatchObject({ returned });
    expect(await show(opened)).toMatchObject({ state: 'claimed', returned });
    await done(opened);
    expect(await show(opened)).toMatchObject({ returned: null });
  });

  it('outlives a settle, and gives way to what comes later', async () => {
    const opened = await openDone();
    await verifyTask(opened.as(PERSON), { id: 'T1', acceptUnchecked: false });
    await settle(opened.as(PERSON), { ids: [], all: false });
    await reopenTask(opened.as(PERSON), { id: 'T1', reason: 'it leaks' });
    await settle(opened.as(PERSON), { ids: [], all: false });
    expect(await show(opened)).toMatchObject({
      status_from: 'spec',
      returned: { verb: 'reopen', reason: 'it leaks' },
    });
    await blockTask(opened.as(PERSON), { id: 'T1', reason: 'later' });
    expect((await show(opened)).returned).toBeNull();
    await unblockTask(opened.as(PERSON), { id: 'T1', reason: 'now' });
    expect((await show(opened)).returned).toBeNull();
  });
});

describe('the reason of a revocation', () => {
  async function openRevoked(): Promise<OpenedWorkspace> {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await claim(opened);
    await revoke(opened.as(PERSON), { id: 'T1', reason: 'went astray' });
    return opened;
  }

  it('comes with the task and the next claim, whoever makes it', async () => {
    const opened = await openRevoked();
    const revoked = { holder: AGENT, reason: 'went astray', by: PERSON };
    expect(await show(opened)).toMatchObject({ revoked });
    expect(await claim(opened, 'ai:two')).toMatchObject({ revoked, unread_count: 0 });
    expect(await claim(opened, 'ai:two')).toMatchObject({ changed: false, revoked: null });
    expect((await show(opened)).revoked).toBeNull();
  });

  it('is told to the holder by every refusal, and counted when it claims again', async () => {
    const opened = await openRevoked();
    const refused = { code: 'LEASE_NOT_HELD', details: { reason: 'revoked', revoked: { by: PERSON } } };
    await expect(done(opened)).rejects.toMatchObject(refused);
    await expect(renewTask(opened.as(AGENT), { id: 'T1' })).rejects.toThrow(/went astray/u);
    await expect(releaseTask(opened.as(AGENT), { id: 'T1' })).rejects.toMatchObject(refused);
    expect(await claim(opened)).toMatchObject({ unread_count: 1, revoked: { reason: 'went astray' } });
  });

  it('says nothing about another task of the same id', async () => {
    const opened = await openRevoked();
    opened.writeSpec(specText([{ id: 'T1', created_at: '2020-01-01T00:00:00.000Z' }]));
    expect((await show(opened)).revoked).toBeNull();
  });
});
