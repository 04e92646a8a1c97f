import { describe, expect, it, vi } from 'vitest';
import { blockTask } from '../../../src/operations/task/block.ts';
import { cancelTask } from '../../../src/operations/task/cancel.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { rejectTask } from '../../../src/operations/task/reject.ts';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { reopenTask } from '../../../src/operations/task/reopen.ts';
import { unblockTask } from '../../../src/operations/task/unblock.ts';
import { listEvents } from '../../../src/runtime/tables/event.ts';
import { findTask } from '../../../src/workspace/view/rows.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const AGENT = 'ai:one';
const PERSON = 'human:ada';

async function claim(of: OpenedWorkspace): Promise<void> {
  await claimTask(of.as(AGENT), { id: 'T1', filters: {}, allowOverlap: false });
}

async function statusIn(of: OpenedWorkspace): Promise<string | undefined> {
  return await of.workspace.read(async (tx) => (await findTask(tx, 'T1'))?.status);
}

function setStatus(of: OpenedWorkspace, status: string): void {
  of.writeSpec(of.readSpec().replace(/status: \w+/u, `status: ${status}`));
}

describe('while a task is leased', () => {
  it('its holder alone can block and cancel it, and the lease ends with that', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await claim(opened);
    expect(await codeOfFailure(blockTask(opened.as(PERSON), { id: 'T1', reason: 'x' }))).toBe('LEASE_HELD');
    expect(await codeOfFailure(cancelTask(opened.as(PERSON), { id: 'T1', reason: 'x' }))).toBe('LEASE_HELD');
    const { data } = await blockTask(opened.as(AGENT), { id: 'T1', reason: 'waits for a key' });
    expect(data).toMatchObject({
      status: 'blocked',
      previous_status: 'ready',
      lease_ended: AGENT,
      spec_edited: false,
    });
    expect((await releaseTask(opened.as(AGENT), { id: 'T1' })).data.changed).toBe(false);
    expect((await unblockTask(opened.as(PERSON), { id: 'T1' })).data.changed).toBe(true);
  });

  it('anybody can reopen what is over by the spec, and the lease goes on', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await claim(opened);
    setStatus(opened, 'deleted');
    const { data } = await reopenTask(opened.as(PERSON), { id: 'T1', reason: 'by mistake' });
    expect(data).toMatchObject({ previous_status: 'deleted', spec_edited: true, lease_ended: null });
    expect((await completeTask(opened.as(AGENT), { id: 'T1', evidence: [] })).data.changed).toBe(true);
  });
});

describe('what the spec withholds by hand', () => {
  it.each([
    ['deleted', reopenTask],
    ['cancelled', reopenTask],
    ['blocked', unblockTask],
  ] as const)('%s, is lifted in the spec as well, and then in both planes', async (status, lift) => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    setStatus(opened, status);
    const { data } = await lift(opened.as(PERSON), { id: 'T1', reason: 'go on' });
    expect(data).toMatchObject({
      changed: true,
      spec_edited: true,
      previous_status: status,
      status: 'ready',
    });
    expect(opened.readSpec()).toMatch(/status: ready/u);
    expect(opened.readSpec()).toMatch(/reopened_by: ["']?human:ada/u);
    expect(await statusIn(opened)).toBe('ready');
    const [event] = await opened.workspace.runtime.read(async (tx) => await listEvents(tx, { task: 'T1' }));
    expect(event).toMatchObject({ data: { from: status, status: 'ready' } });
    expect((await lift(opened.as(PERSON), { id: 'T1', reason: 'go on' })).data).toMatchObject({
      changed: false,
    });
  });

  it('is lifted as well when it comes to be withheld while the verb is under way', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await claim(opened);
    await completeTask(opened.as(AGENT), { id: 'T1', evidence: [] });
    const transact = opened.workspace.transact.bind(opened.workspace);
    vi.spyOn(opened.workspace, 'transact').mockImplementationOnce(async (fn, options) => {
      setStatus(opened, 'deleted');
      return await transact(fn, options);
    });
    const { data } = await reopenTask(opened.as(PERSON), { id: 'T1', reason: 'go on' });
    expect(data).toMatchObject({ changed: true, previous_status: 'deleted', spec_edited: true });
    expect(await statusIn(opened)).toBe('ready');
  });

  it('stays as it is in a dry run, and where the verb does not fit', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    setStatus(opened, 'deleted');
    const before = opened.readSpec();
    const dry = await reopenTask(opened.as(PERSON, { dryRun: true }), { id: 'T1', reason: 'go on' });
    expect(dry.data).toMatchObject({ changed: true, spec_edited: true });
    expect(await codeOfFailure(unblockTask(opened.as(PERSON), { id: 'T1' }))).toBe('TRANSITION_REFUSED');
    expect(opened.readSpec()).toBe(before);
    expect(await statusIn(opened)).toBe('deleted');
  });

  it('is lifted when work is rejected that was done under it', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await claim(opened);
    setStatus(opened, 'blocked');
    const done = await completeTask(opened.as(AGENT), { id: 'T1', evidence: [] });
    expect(done.warnings).toMatchObject([{ code: 'status-changed' }]);
    const { data } = await rejectTask(opened.as(PERSON), { id: 'T1', reason: 'not yet' });
    expect(data).toMatchObject({ previous_status: 'done', spec_edited: true });
    expect(await statusIn(opened)).toBe('ready');
  });
});

it('a reason that says nothing is refused', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  expect(await codeOfFailure(blockTask(opened.as(PERSON), { id: 'T1', reason: ' \n' }))).toBe(
    'INPUT_INVALID',
  );
});
