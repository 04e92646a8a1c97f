import { describe, expect, it } from 'vitest';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { renewTask } from '../../../src/operations/task/renew.ts';
import { showTask } from '../../../src/operations/task/show.ts';
import { whyTask } from '../../../src/operations/task/why.ts';
import { compareWithFold } from '../../../src/runtime/replay.ts';
import { getLease } from '../../../src/runtime/tables/lease.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks, specText } from '../../support/spec-text.ts';

const AGENT = 'ai:one';

async function claim(of: OpenedWorkspace, id = 'T1', actor = AGENT) {
  return await claimTask(of.as(actor), { id, filters: {}, allowOverlap: false });
}

async function done(of: OpenedWorkspace, changes: { leaseToken?: string; dryRun?: boolean } = {}) {
  return await completeTask(of.as(AGENT, changes), { id: 'T1', evidence: [] });
}

async function leaseOf({ workspace }: OpenedWorkspace): Promise<string | undefined> {
  return await workspace.runtime.read(async (tx) => (await getLease(tx, 'T1'))?.holder);
}

describe('a lease outlives a change of the spec under it', () => {
  it.each(['todo', 'blocked'])(
    'and done is accepted, with a warning, when the task has become %s',
    async (status) => {
      const opened = await openNewWorkspace({ tasks: readyTasks(1) });
      await claim(opened);
      opened.writeSpec(specText([{ id: 'T1', status }]));
      const { data, warnings } = await done(opened);
      expect(data.changed).toBe(true);
      expect(warnings).toMatchObject([{ code: 'status-changed' }]);
    },
  );

  it('and when a dependency is no longer verified', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    await claim(opened);
    opened.writeSpec(specText([{ id: 'T1', depends_on: ['T2'] }, { id: 'T2' }]));
    expect((await done(opened)).warnings).toMatchObject([{ code: 'dependency-unmet' }]);
  });

  it.each(['done', 'verified', 'cancelled', 'deleted'])(
    'but done is refused, and the lease given back, when the task is %s now',
    async (status) => {
      const opened = await openNewWorkspace({ tasks: readyTasks(1) });
      await claim(opened);
      opened.writeSpec(specText([{ id: 'T1', status }]));
      expect(await codeOfFailure(done(opened, { dryRun: true }))).toBe('TRANSITION_REFUSED');
      expect(await leaseOf(opened)).toBe(AGENT);
      expect(await codeOfFailure(done(opened))).toBe('TRANSITION_REFUSED');
      expect(await leaseOf(opened)).toBeUndefined();
      const { differences } = await opened.workspace.runtime.read(compareWithFold);
      expect(differences).toEqual([]);
    },
  );

  it('and its holder can claim it again, which renews it, unless the task is over', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const first = await claim(opened);
    opened.writeSpec(specText([{ id: 'T1', status: 'todo' }]));
    const again = await claim(opened);
    expect(again.data).toMatchObject({ changed: false, token: first.data.token });
    expect(again.warnings).toMatchObject([{ code: 'status-changed' }]);
    expect(await codeOfFailure(claim(opened, 'T1', 'ai:two'))).toBe('LEASE_HELD');
    opened.writeSpec(specText([{ id: 'T1', status: 'verified' }]));
    expect(await codeOfFailure(claim(opened))).toBe('NOT_CLAIMABLE');
  });
});

describe('only the holder of the live lease is done', () => {
  it('and of two processes of one agent the one with the present token', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const { token } = (await claim(opened)).data;
    opened.clock.pass(60 * 60_000);
    const later = (await claim(opened)).data;
    expect(later).toMatchObject({ changed: true, lapsed: { holder: AGENT } });
    expect(await codeOfFailure(done(opened, { leaseToken: token }))).toBe('LEASE_NOT_HELD');
    expect((await done(opened, { leaseToken: later.token })).data.changed).toBe(true);
  });

  it('and not of a task that only has the same id', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await claim(opened);
    opened.writeSpec(specText([{ id: 'T1', created_at: '2020-01-01T00:00:00.000Z' }]));
    const earlier = { earlier_task: { title: expect.any(String) as unknown }, holder: AGENT };
    const hint = expect.stringContaining('lodestar task release T1') as unknown;
    await expect(done(opened)).rejects.toMatchObject({
      code: 'LEASE_NOT_HELD',
      details: { reason: 'earlier-task', ...earlier },
      hint,
    });
    await expect(claim(opened)).rejects.toMatchObject({ code: 'LEASE_HELD', details: earlier, hint });
    const others = claim(opened, 'T1', 'ai:two');
    await expect(others).rejects.not.toHaveProperty('details.earlier_task');
    await expect(others).rejects.toMatchObject({ code: 'LEASE_HELD' });
    const why = await whyTask(opened.as(AGENT), { id: 'T1' });
    expect(why.next).toMatchObject([{ intent: 'task.release' }]);
    const shown = await showTask(opened.as(AGENT), { id: 'T1' });
    expect(shown.next).toMatchObject([{ intent: 'task.why' }]);
    expect((await renewTask(opened.as(AGENT), { id: 'T1' })).data.agent_id).toBe(AGENT);
    await releaseTask(opened.as(AGENT), { id: 'T1' });
    expect((await claim(opened)).data.changed).toBe(true);
  });
});

describe('while the spec is broken', () => {
  it('works from the last good copy, with a warning, and nothing else does', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    await claim(opened);
    opened.writeSpec(`${opened.readSpec()}<<<<<<< ours\n`);
    expect(await codeOfFailure(claim(opened, 'T2'))).toBe('SPEC_CONFLICTED');
    const { data, warnings } = await done(opened);
    expect(data.changed).toBe(true);
    expect(warnings).toMatchObject([{ code: 'spec-broken' }]);
  });
});

describe('done, repeated', () => {
  const criteria = ['one', 'two'];

  async function openDone(): Promise<OpenedWorkspace> {
    const opened = await openNewWorkspace({ tasks: [{ id: 'T1', acceptance_criteria: criteria }] });
    await claim(opened);
    await completeTask(opened.as(AGENT), { id: 'T1', note: 'see', evidence: ['url:a.ts'], criteria: '1' });
    return opened;
  }

  it('with the same note, evidence and criteria is no news', async () => {
    const opened = await openDone();
    const input = { id: 'T1', note: 'see', evidence: ['url:a.ts'], criteria: '1' };
    const { data, warnings } = await completeTask(opened.as(AGENT), input);
    expect(data).toMatchObject({ changed: false, evidence: [{ kind: 'url', value: 'a.ts' }] });
    expect(warnings).toEqual([]);
  });

  it.each([
    ['--note', { note: 'see also', evidence: [] }],
    ['--evidence', { evidence: ['url:a.ts', 'url:b.ts'] }],
    ['--criteria', { evidence: [], criteria: 'all' }],
  ])('warns that a new %s is not stored', async (flag, brought) => {
    const opened = await openDone();
    const { data, warnings } = await completeTask(opened.as(AGENT), { id: 'T1', ...brought });
    expect(data.changed).toBe(false);
    expect(warnings).toMatchObject([
      { code: 'not-stored', message: expect.stringContaining(flag) as unknown },
    ]);
  });

  it('refuses what a first call refuses', async () => {
    const opened = await openDone();
    const again = async (brought: { evidence: string[]; criteria?: string }) =>
      await codeOfFailure(completeTask(opened.as(AGENT), { id: 'T1', ...brought }));
    expect(await again({ evidence: [], criteria: '3' })).toBe('INPUT_INVALID');
    expect(await again({ evidence: ['commit:zzz'] })).toBe('INPUT_INVALID');
  });
});

it('release, repeated, warns of a note that is not stored', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  await claim(opened);
  const release = async (note: string) => await releaseTask(opened.as(AGENT), { id: 'T1', note });
  await release('half');
  expect((await release('half')).warnings).toEqual([]);
  expect((await release('three quarters')).warnings).toMatchObject([{ code: 'not-stored' }]);
});
