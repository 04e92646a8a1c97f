import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { settle, type SettleResult } from '../../../src/operations/settle/settle.ts';
import { blockTask } from '../../../src/operations/task/block.ts';
import { cancelTask } from '../../../src/operations/task/cancel.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { reopenTask } from '../../../src/operations/task/reopen.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { listEvents } from '../../../src/runtime/tables/event.ts';
import { parseSpec } from '../../../src/spec/parse.ts';
import type { SpecTask } from '../../../src/model/task.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { changedLines } from '../../support/changed-lines.ts';
import { git } from '../../support/git.ts';
import { openFolder, openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { commitAll } from '../../support/workspace.ts';

const AGENT = 'ai:one';
const PERSON = 'human:ada';

async function done(of: OpenedWorkspace, id: string, evidence: string[] = []): Promise<void> {
  await claimTask(of.as(AGENT), { id, filters: {}, allowOverlap: false });
  await completeTask(of.as(AGENT), { id, evidence });
}

async function finish(of: OpenedWorkspace, id: string, evidence: string[] = []): Promise<void> {
  await done(of, id, evidence);
  await verifyTask(of.as(PERSON), { id, acceptUnchecked: false });
}

async function settled(
  of: OpenedWorkspace,
  input: { ids?: string[]; all?: boolean; dryRun?: boolean } = {},
): Promise<SettleResult> {
  const { ids = [], all = false, dryRun = false } = input;
  return (await settle(of.as(PERSON, { dryRun }), { ids, all })).data;
}

function idsOf(result: SettleResult): string[] {
  return result.settled.map((each) => each.task_id);
}

function taskIn(of: OpenedWorkspace, id: string): SpecTask | undefined {
  return parseSpec(of.readSpec(), { file: 'spec' }).tasks.find((each) => each.task.id === id)?.task;
}

function commit(of: OpenedWorkspace, message: string): string {
  commitAll(of.root, message);
  return git(of.root, 'rev-parse', 'HEAD').trim();
}

describe('what settle writes', () => {
  it('is what the runtime decided, with the stamp of its transition as the date, and never a done', async () => {
    const opened = await openNewWorkspace({ tasks: [...readyTasks(4), { id: 'T5', status: 'verified' }] });
    await finish(opened, 'T1');
    await cancelTask(opened.as(PERSON), { id: 'T2', reason: 'not needed' });
    await blockTask(opened.as(PERSON), { id: 'T3', reason: 'waits for a key' });
    await done(opened, 'T4');
    await reopenTask(opened.as(PERSON), { id: 'T5', reason: 'it broke' });
    const at = new Date(opened.clock.wallMs).toISOString();
    const result = await settled(opened);
    expect(idsOf(result)).toEqual(['T1', 'T2', 'T3', 'T5']);
    expect(result.left).toEqual([{ task_id: 'T4', status: 'done', why: 'done' }]);
    expect(taskIn(opened, 'T1')).toMatchObject({
      status: 'verified',
      completed_by: AGENT,
      completed_at: at,
      verified_by: PERSON,
      verified_at: new Date(opened.clock.wallMs + 1).toISOString(),
    });
    expect(taskIn(opened, 'T2')).toMatchObject({
      status: 'cancelled',
      cancelled_by: PERSON,
      cancelled_at: at,
      status_reason: 'not needed',
    });
    expect(taskIn(opened, 'T3')).toMatchObject({
      status: 'blocked',
      blocked_by: PERSON,
      status_reason: 'waits for a key',
    });
    expect(taskIn(opened, 'T5')).toMatchObject({ status: 'ready', reopened_by: PERSON, status_reason: null });
    expect(taskIn(opened, 'T4')).toMatchObject({ status: 'ready' });
  });

  it('touches the lines of those tasks alone, is recorded, and is done once', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(3) });
    await finish(opened, 'T2');
    const before = opened.readSpec();
    expect(await settled(opened, { dryRun: true })).toMatchObject({ changed: true });
    expect(opened.readSpec()).toBe(before);
    expect(await settled(opened)).toMatchObject({ changed: true });
    const { removed, added } = changedLines(before, opened.readSpec());
    expect(removed).toEqual(['    status: ready\n', '    created_at: "2026-01-05T09:00:00.000Z"\n']);
    expect(added).toHaveLength(6);
    const after = opened.readSpec();
    expect(await settled(opened)).toMatchObject({ changed: false, settled: [] });
    expect(opened.readSpec()).toBe(after);
    const events = await opened.workspace.runtime.read(
      async (tx) => await listEvents(tx, { type: 'task.settled' }),
    );
    expect(events).toMatchObject([{ taskId: 'T2', actor: PERSON, data: { status: 'verified' } }]);
  });

  it('is an outcome that was decided anew as well', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await cancelTask(opened.as(PERSON), { id: 'T1', reason: 'first' });
    await settled(opened);
    opened.clock.pass(1000);
    await reopenTask(opened.as(PERSON), { id: 'T1', reason: 'after all' });
    await cancelTask(opened.as(AGENT), { id: 'T1', reason: 'second' });
    expect(idsOf(await settled(opened))).toEqual(['T1']);
    expect(taskIn(opened, 'T1')).toMatchObject({ cancelled_by: AGENT, status_reason: 'second' });
  });
});

describe('which tasks settle takes', () => {
  it('are all of them without Git, and those that are named', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(3) });
    await finish(opened, 'T1');
    await finish(opened, 'T2');
    expect(idsOf(await settled(opened, { ids: ['T2', 'T3', 'T2'] }))).toEqual(['T2']);
    expect(idsOf(await settled(opened))).toEqual(['T1']);
    expect(await codeOfFailure(settled(opened, { ids: ['T1', 'T9'] }))).toBe('TASK_NOT_FOUND');
  });

  it('are those of the current branch, and with all those of the others too', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(3), git: true });
    await finish(opened, 'T1');
    git(opened.root, 'switch', '--quiet', '-c', 'work');
    await finish(opened, 'T2');
    const result = await settled(opened);
    expect(idsOf(result)).toEqual(['T2']);
    expect(result.left).toEqual([{ task_id: 'T1', status: 'verified', why: 'other-branch' }]);
    expect(idsOf(await settled(opened, { all: true }))).toEqual(['T1']);
  });

  it('are those whose commit is in the history of what is checked out, on whichever branch they were decided', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(4), git: true });
    git(opened.root, 'switch', '--quiet', '-c', 'work');
    const merged = commit(opened, 'Work that is merged');
    await finish(opened, 'T1', [`commit:${merged}`]);
    await finish(opened, 'T2', [`commit:${merged.slice(0, 9)}`, 'it works']);
    const open = commit(opened, 'Work that is not');
    await finish(opened, 'T3', [`commit:${open}`]);
    await finish(opened, 'T4');
    git(opened.root, 'switch', '--quiet', 'main');
    git(opened.root, 'merge', '--quiet', '--no-ff', '-m', 'Merge', merged);
    const result = await settled(opened);
    expect(idsOf(result)).toEqual(['T1', 'T2']);
    expect(result.left.map((each) => each.task_id)).toEqual(['T3', 'T4']);
  });

  it('are by their commits alone where no branch is checked out', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2), git: true });
    const head = commit(opened, 'Work');
    git(opened.root, 'switch', '--quiet', '--detach');
    await finish(opened, 'T1', [`commit:${head}`]);
    await finish(opened, 'T2');
    expect(idsOf(await settled(opened))).toEqual(['T1']);
  });
});

describe('settling with each verification', () => {
  const config = 'settle: on-verify\n';

  it('writes that outcome into this checkout’s spec', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2), config });
    await finish(opened, 'T1');
    await done(opened, 'T2');
    const { data } = await verifyTask(opened.as(PERSON), { id: 'T2', acceptUnchecked: false });
    expect(data).toMatchObject({ changed: true, settled: true });
    expect([taskIn(opened, 'T1')?.status, taskIn(opened, 'T2')?.status]).toEqual(['verified', 'verified']);
    const again = await verifyTask(opened.as(PERSON), { id: 'T2', acceptUnchecked: false });
    expect(again.data).toMatchObject({ changed: false });
  });

  it('lets the verification stand where the spec cannot be written, and says why', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1), config, git: true });
    await done(opened, 'T1');
    // Another checkout's spec is read through a link, and not written.
    const other = join(makeTempFolder(), 'other');
    git(opened.root, 'worktree', 'add', '--quiet', other, '-b', 'other');
    const outside = join(other, '.lodestar', 'spec.yaml');
    rmSync(opened.specPath);
    symlinkSync(outside, opened.specPath);
    const linked = await opened.reopen();
    const { data, warnings } = await verifyTask(linked.as(PERSON), { id: 'T1', acceptUnchecked: false });
    expect(data).toMatchObject({ changed: true, settled: false });
    expect(warnings).toMatchObject([{ code: 'not-settled' }]);
    expect(readFileSync(outside, 'utf8')).toContain('status: ready');
  });
});

it('takes with --since what the commits of the branch have as evidence or were decided on', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(4), git: true });
  await finish(opened, 'T1');
  const base = git(opened.root, 'rev-parse', 'HEAD').trim();
  const work = commit(opened, 'The work');
  await finish(opened, 'T2');
  await finish(opened, 'T3', [`commit:${base}`]);
  commit(opened, 'More of it');
  await finish(opened, 'T4', [`commit:${work}`]);
  const since = async (rev: string): Promise<string[]> =>
    idsOf((await settle(opened.as(PERSON, { dryRun: true }), { ids: [], all: false, since: rev })).data);
  expect(await since(base)).toEqual(['T2', 'T3', 'T4']);
  expect(await since(work)).toEqual(['T4']);
  expect(await since('HEAD')).toEqual([]);
  expect(await codeOfFailure(since('nowhere'))).toBe('REVISION_NOT_FOUND');
});

it('does not say of commits that a shallow clone may lack that another branch has them', async () => {
  const origin = await openNewWorkspace({ tasks: readyTasks(2), git: true });
  const first = git(origin.root, 'rev-parse', 'HEAD').trim();
  git(origin.root, 'branch', 'other');
  commit(origin, 'On main');
  const dir = join(makeTempFolder(), 'shallow');
  const from = pathToFileURL(origin.root).href;
  git(dirname(dir), 'clone', '--quiet', '--depth=1', '--no-single-branch', from, dir);
  const shallow = await openFolder(dir);
  await finish(shallow, 'T1', [`commit:${first}`]);
  await finish(shallow, 'T2', ['commit:HEAD']);
  git(dir, 'checkout', '--quiet', '-b', 'later');
  const input = { ids: [], all: false };
  const { data } = await settle(shallow.as(PERSON), { ...input });
  expect([idsOf(data), data.left]).toEqual([['T2'], [{ task_id: 'T1', status: 'verified', why: 'unknown' }]]);
  const since = settle(shallow.as(PERSON), { ...input, since: 'origin/other' });
  await expect(since).rejects.toMatchObject({
    code: 'REVISION_NOT_FOUND',
    details: { reason: 'no-merge-base', shallow: true },
  });
});
