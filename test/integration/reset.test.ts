import Database from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import type { ResetResult } from '../../src/operations/workspace/reset.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { envelopeOf } from '../support/envelope.ts';
import { needsTool } from '../support/needs-tool.ts';
import { BUNDLE } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const WORKER = { as: 'ai:worker' };
const ADA = { as: 'human:ada' };

/** T1 is done by nobody's verification, T2 is held, T3 is on hold. */
async function workspaceInMidWork(): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  await workspace.data(['agent', 'join', '--name', 'worker']);
  await workspace.data(['task', 'claim', 'T1'], WORKER);
  await workspace.data(['task', 'done', 'T1', '--note', 'see the branch'], WORKER);
  await workspace.data(['task', 'claim', 'T2'], WORKER);
  await workspace.data(['task', 'block', 'T3', '--reason', 'waits for the API'], ADA);
  return workspace;
}

const keptPath = (workspace: TestWorkspace) => join(workspace.root, '.lodestar/local/before-reset.sqlite');

it('lists what it would lose where there is nobody to ask, and changes nothing', async () => {
  const workspace = await workspaceInMidWork();
  const error = await workspace.error(['reset']);
  expect(error).toMatchObject({
    code: 'CONFIRMATION_REQUIRED',
    details: {
      reset_type: 'soft',
      unsettled: [
        { task_id: 'T1', status: 'done', by: 'ai:worker' },
        { task_id: 'T3', status: 'blocked', by: 'human:ada' },
      ],
      live_leases: [{ task_id: 'T2', holder: 'ai:worker' }],
      agents: 1,
      messages: 1,
      leases_to_clear: 1,
    },
  });
  const text = await workspace.run(['reset']);
  expect(text).toMatchObject({ code: 2, stdout: '' });
  expect(text.stderr).toContain('T3 blocked by human:ada');
  expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
});

it('keeps the runtime aside, and --undo takes it back without its leases', async () => {
  const workspace = await workspaceInMidWork();
  const spec = workspace.readSpec();
  const run = await workspace.json(['reset', '--yes']);
  expect(envelopeOf(run).data).toMatchObject({
    runtime_deleted: true,
    changed: true,
    kept_as: keptPath(workspace),
    agents_cleared: 1,
    leases_cleared: 1,
    messages_cleared: 1,
  });
  expect(envelopeOf(run).next[0]?.cmd).toBe('lodestar reset --undo');
  expect(await workspace.data(['status'])).toMatchObject({ tasks: { claimable: 3 }, unsettled: [] });
  expect(await workspace.data(['log'])).toMatchObject({ count: 0 });
  await workspace.data(['task', 'claim', 'T3'], WORKER);
  const undone = await workspace.json(['reset', '--undo', '--yes']);
  expect(envelopeOf(undone).data).toMatchObject({
    runtime_restored: true,
    kept_as: keptPath(workspace),
    put_aside: { live_leases: [{ task_id: 'T3', holder: 'ai:worker' }], unsettled: [] },
  });
  expect(envelopeOf(undone).next[0]?.cmd).toBe('lodestar reset --undo');
  expect(await workspace.data(['status'])).toMatchObject({
    unsettled: [{ task_id: 'T1' }, { task_id: 'T3' }],
    agents: { registered: 1, active_leases: 0 },
  });
  expect((await workspace.error(['task', 'done', 'T2'], WORKER)).code).toBe('LEASE_NOT_HELD');
  expect((await workspace.run(['doctor'])).code).toBe(0);
  // The two were swapped: what was claimed between the reset and its undoing is kept too.
  await workspace.data(['reset', '--undo', '--yes']);
  expect(await workspace.data(['log', '--task', 'T3'])).toMatchObject({ count: 1 });
  expect(workspace.readSpec()).toBe(spec);
});

it('never puts an empty runtime in the place of the one that is kept', async () => {
  const workspace = await workspaceInMidWork();
  await workspace.data(['reset', '--yes']);
  const again = await workspace.data<ResetResult>(['reset']);
  expect(again).toMatchObject({ changed: false, runtime_deleted: false, kept_as: null });
  await workspace.data(['reset', '--undo']);
  expect(await workspace.data(['status'])).toMatchObject({
    unsettled: [{ task_id: 'T1' }, { task_id: 'T3' }],
  });
});

it('says so when nothing is kept to be taken back', async () => {
  const workspace = makeWorkspace();
  expect((await workspace.error(['reset', '--undo'])).code).toBe('FILE_NOT_FOUND');
  expect((await workspace.error(['reset', '--undo', '--dry-run'])).code).toBe('FILE_NOT_FOUND');
  expect((await workspace.error(['reset', '--undo', '--yes'])).code).toBe('FILE_NOT_FOUND');
});

describe('--undo', () => {
  it('lists what the present runtime holds and needs --yes, exactly as a reset does', async () => {
    const workspace = await workspaceInMidWork();
    await workspace.data(['reset', '--yes']);
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    await workspace.data(['task', 'done', 'T1'], WORKER);
    await workspace.data(['task', 'claim', 'T2'], WORKER);
    const error = await workspace.error(['reset', '--undo']);
    expect(error).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
      details: {
        put_aside: {
          unsettled: [{ task_id: 'T1', status: 'done' }],
          live_leases: [{ task_id: 'T2', holder: 'ai:worker' }],
        },
      },
    });
    const text = await workspace.run(['reset', '--undo']);
    expect(text).toMatchObject({ code: 2, stdout: '' });
    expect(text.stderr).toContain('T1 done by ai:worker');
    expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
    const dry = await workspace.json(['reset', '--undo', '--dry-run']);
    expect(envelopeOf(dry)).toMatchObject({ data: { put_aside: { live_leases: [{ task_id: 'T2' }] } } });
    expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
  });

  it('can be undone: what it put aside comes back, and a reset says what it would give up', async () => {
    const workspace = await workspaceInMidWork();
    await workspace.data(['reset', '--yes']);
    await workspace.data(['task', 'claim', 'T2'], WORKER);
    await workspace.data(['task', 'done', 'T2', '--note', 'done since'], WORKER);
    const undone = await workspace.run(['reset', '--undo', '--yes']);
    expect(undone.stdout).toMatch(/Put aside with it: .*T2[^]*lodestar reset --undo/u);
    expect((await workspace.error(['reset'])).details).toMatchObject({ replaces_kept: true });
    await workspace.data(['reset', '--undo', '--yes']);
    expect(await workspace.data(['task', 'show', 'T2'])).toMatchObject({
      status: 'done',
      handoff_message: { text: 'done since' },
    });
  });

  it('takes the place of a missing runtime without asking, and keeps what was kept', async () => {
    const workspace = await workspaceInMidWork();
    await workspace.data(['reset', '--yes']);
    expect(existsSync(workspace.runtimePath)).toBe(false);
    await workspace.data(['reset', '--undo']);
    expect(await workspace.data(['status'])).toMatchObject({
      unsettled: [{ task_id: 'T1' }, { task_id: 'T3' }],
    });
    expect((await workspace.error(['reset'])).details).toMatchObject({ replaces_kept: true });
  });
});

it('keeps everything in a dry run, which asks nothing', async () => {
  const workspace = await workspaceInMidWork();
  const run = await workspace.json(['reset', '--dry-run']);
  expect(envelopeOf(run)).toMatchObject({ data: { changed: true }, warnings: [{ code: 'dry-run' }] });
  expect(existsSync(keptPath(workspace))).toBe(false);
  expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
});

function damagedFolders(workspace: TestWorkspace): string[] {
  return readdirSync(join(workspace.root, '.lodestar/local')).filter((name) => name.startsWith('corrupt-'));
}

/** Writes over one page of the database: the root of this table. */
function damageTable(workspace: TestWorkspace, table: string): void {
  const database = new Database(workspace.runtimePath);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  const root = Number(
    database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table),
  );
  database.close();
  const bytes = readFileSync(workspace.runtimePath);
  bytes.fill('x', (root - 1) * pageSize, root * pageSize);
  writeFileSync(workspace.runtimePath, bytes);
}

it('resets a damaged runtime: the file is kept, and what is readable of it can be taken back', async () => {
  const workspace = await workspaceInMidWork();
  damageTable(workspace, 'lease');
  const error = await workspace.error(['reset']);
  expect(error).toMatchObject({
    code: 'CONFIRMATION_REQUIRED',
    details: { readable: false, unsettled: [] },
  });
  const run = await workspace.json(['reset', '--yes']);
  expect(envelopeOf(run)).toMatchObject({ data: { changed: true }, warnings: [{ code: 'runtime-damaged' }] });
  expect(damagedFolders(workspace)).toHaveLength(1);
  expect(await workspace.data(['status'])).toMatchObject({ unsettled: [] });
  await workspace.data(['reset', '--undo']);
  expect(await workspace.data(['status'])).toMatchObject({
    unsettled: [{ task_id: 'T1' }, { task_id: 'T3' }],
  });
});

it('keeps the runtime of the last reset when nothing of a damaged one is readable', async () => {
  const workspace = await workspaceInMidWork();
  await workspace.data(['reset', '--yes']);
  writeFileSync(workspace.runtimePath, Buffer.alloc(8192, 'no database '));
  const run = await workspace.json(['reset', '--yes']);
  expect(envelopeOf(run).data).toMatchObject({ kept_as: expect.stringContaining('corrupt-') as unknown });
  expect(envelopeOf(run).next.map((each) => each.intent)).toEqual(['task.next']);
  await workspace.data(['reset', '--undo']);
  expect(await workspace.data(['status'])).toMatchObject({
    unsettled: [{ task_id: 'T1' }, { task_id: 'T3' }],
  });
});

it("leaves another program's database alone", async () => {
  const workspace = makeWorkspace();
  const database = new Database(workspace.runtimePath);
  database.exec('CREATE TABLE theirs (id)');
  database.close();
  const bytes = readFileSync(workspace.runtimePath);
  expect((await workspace.error(['reset', '--yes'])).code).toBe('RUNTIME_FOREIGN');
  expect(readFileSync(workspace.runtimePath)).toEqual(bytes);
});

/** Types the answer on a terminal. */
async function onTerminal(context: TestContext, workspace: TestWorkspace, answer: string) {
  needsTool(context, 'script');
  const command = `${process.execPath} ${BUNDLE} reset`;
  return await runProcess('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home, { TERM: 'dumb' }),
    input: answer,
  });
}

it('asks on a terminal, below the list, and takes no for an answer', async (context) => {
  const workspace = await workspaceInMidWork();
  const run = await onTerminal(context, workspace, 'n\n');
  expect(run.code).toBe(2);
  expect(run.stdout).toMatch(/T1 done by ai:worker[^]*\[y\/N\][^]*CONFIRMATION_REQUIRED/u);
  expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
});

it('resets when the answer on a terminal is yes', async (context) => {
  const workspace = await workspaceInMidWork();
  const run = await onTerminal(context, workspace, 'y\n');
  expect(run.code).toBe(0);
  expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 0 });
});
