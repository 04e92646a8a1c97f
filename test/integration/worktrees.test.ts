import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LeaseListResult } from '../../src/operations/lease/list.ts';
import { git } from '../support/git.ts';
import { readyTasks } from '../support/spec-text.ts';
import { commitAll, makeWorkspace, writeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const PYTHON_GITIGNORE = 'runtime.sqlite\nruntime.sqlite-wal\nruntime.sqlite-shm\nruntime.jsonl\n*.lock\n';

function addWorktree(
  workspace: TestWorkspace,
  branch: string,
  path = `${workspace.root}-${branch}`,
): TestWorkspace {
  workspace.git('worktree', 'add', '--quiet', '-b', branch, path);
  return workspace.at(path);
}

/** A branch whose tree holds no `.lodestar/`. */
function makeBranchWithoutPlan(workspace: TestWorkspace): void {
  const tree = workspace.git('hash-object', '-t', 'tree', '-w', '/dev/null').trim();
  const commit = workspace.git('commit-tree', tree, '-m', 'Start empty').trim();
  workspace.git('branch', 'no-plan', commit);
}

async function expectHeldFor(workspace: TestWorkspace, taskId: string, holder: string): Promise<void> {
  const error = await workspace.error(['task', 'claim', taskId], { as: 'ai:other' });
  expect(error).toMatchObject({ code: 'LEASE_HELD', details: { holder } });
}

it('holds a task in every worktree of a repository', async () => {
  const main = makeWorkspace({ tasks: readyTasks(2) });
  const linked = addWorktree(main, 'linked');
  await main.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  await expectHeldFor(linked, 'T1', 'ai:one');
  await linked.data(['task', 'claim', 'T2'], { as: 'ai:two' });
  await expectHeldFor(main, 'T2', 'ai:two');
  await linked.data(['task', 'done', 'T2'], { as: 'ai:two' });
  expect(await main.data(['task', 'show', 'T2'])).toMatchObject({ status: 'done', status_from: 'runtime' });
});

it('holds a task in every worktree of a bare repository', async () => {
  const origin = makeWorkspace({ tasks: readyTasks(1) });
  const bare = `${origin.root}.git`;
  git(origin.root, 'clone', '--quiet', '--bare', origin.root, bare);
  const addTo = (name: string) => {
    git(bare, 'worktree', 'add', '--quiet', '-b', name, `${bare}-${name}`);
    return origin.at(`${bare}-${name}`);
  };
  const [one, two] = [addTo('one'), addTo('two')];
  await one.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  await expectHeldFor(two, 'T1', 'ai:one');
  expect(existsSync(join(bare, 'lodestar', 'runtime.sqlite'))).toBe(true);
  expect(one.git('status', '--porcelain')).toBe('');
});

it('keeps what another worktree has claimed visible where its task is not in the spec', async () => {
  const main = makeWorkspace({ tasks: [{ id: 'T1', locks: ['src/store/**'] }, { id: 'T2' }] });
  const linked = addWorktree(main, 'linked');
  writeWorkspace(linked.root, { tasks: [{ id: 'X9', title: 'Only here', locks: ['src/store/write.ts'] }] });
  await linked.data(['task', 'claim', 'X9'], { as: 'ai:one' });

  const { leases } = await main.data<LeaseListResult>(['lease', 'list']);
  expect(leases).toMatchObject([{ task_id: 'X9', title: 'Only here', holder: 'ai:one' }]);
  expect(await main.error(['task', 'show', 'X9'])).toMatchObject({ code: 'TASK_NOT_FOUND' });
  expect(await main.error(['task', 'claim', 'T1'], { as: 'ai:two' })).toMatchObject({ code: 'LOCK_OVERLAP' });
  expect((await main.run(['doctor'])).code).toBe(0);
  await main.data(['task', 'renew', 'X9'], { as: 'ai:one' });
  await main.data(['task', 'release', 'X9'], { as: 'ai:one' });
  await main.data(['task', 'claim', 'T1'], { as: 'ai:two' });
});

it('shows nothing of its own in the main worktree when that is on a branch without a plan', async () => {
  const main = makeWorkspace({ tasks: readyTasks(1) });
  const linked = addWorktree(main, 'linked');
  makeBranchWithoutPlan(main);
  main.git('checkout', '--quiet', 'no-plan');
  await linked.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  expect(existsSync(main.runtimePath)).toBe(true);
  expect(main.git('status', '--porcelain')).toBe('');
  expect(linked.git('status', '--porcelain')).toBe('');
});

it("does not take the main worktree's plan for that of a worktree inside it", async () => {
  const main = makeWorkspace({ tasks: readyTasks(1), gitignore: PYTHON_GITIGNORE });
  makeBranchWithoutPlan(main);
  const inner = main.at(join(main.root, 'trees', 'inner'));
  main.git('worktree', 'add', '--quiet', inner.root, 'no-plan');
  await main.data(['task', 'claim', 'T1'], { as: 'ai:one' });

  const refused = await inner.json(['task', 'list']);
  expect(refused.code).toBe(8);
  expect(await inner.error(['task', 'list'])).toMatchObject({ code: 'NOT_A_WORKSPACE' });
  expect((await inner.data<LeaseListResult>(['lease', 'list'])).leases).toMatchObject([{ task_id: 'T1' }]);
  expect(await inner.data(['whoami'], { as: 'ai:one' })).toMatchObject({ actor: 'ai:one' });
  await inner.data(['task', 'renew', 'T1'], { as: 'ai:one' });
  await inner.data(['log']);
  await inner.data(['task', 'release', 'T1'], { as: 'ai:one' });
});

it('gives two workspaces of one repository a runtime each', async () => {
  const outer = makeWorkspace({ tasks: readyTasks(1) });
  const parts = ['alpha', 'beta'].map((name) => outer.at(join(outer.root, 'parts', name)));
  for (const part of parts) {
    mkdirSync(part.root, { recursive: true });
    writeWorkspace(part.root, { tasks: readyTasks(1) });
  }
  commitAll(outer.root, 'Plan the parts');
  for (const [index, each] of [outer, ...parts].entries()) {
    expect(await each.data(['task', 'claim', 'T1'], { as: `ai:agent-${index}` })).toMatchObject({
      task_id: 'T1',
    });
    expect(existsSync(each.runtimePath)).toBe(true);
  }
  expect(outer.git('status', '--porcelain')).toBe('');
});

it('shows nothing of its own beside the .gitignore of the Python lodestar', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1), gitignore: PYTHON_GITIGNORE });
  await workspace.data(['agent', 'join', '--name', 'one']);
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  await workspace.data(['status']);
  expect(workspace.git('status', '--porcelain')).toBe('');
});

it('runs a workspace that is in no repository', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1), git: false });
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  await workspace.data(['task', 'done', 'T1'], { as: 'ai:one' });
  expect(existsSync(workspace.runtimePath)).toBe(true);
});

it('is told in a partial clone how to make a worktree that Git has to fetch for', async () => {
  const origin = makeWorkspace({ tasks: readyTasks(1) });
  writeFileSync(join(origin.root, 'part.txt'), 'old');
  commitAll(origin.root, 'Old');
  origin.git('branch', 'old');
  writeFileSync(join(origin.root, 'part.txt'), 'new');
  commitAll(origin.root, 'New');
  origin.git('config', 'uploadpack.allowFilter', 'true');
  const root = join(origin.home, 'partial', 'repo');
  origin.git('clone', '--quiet', '--filter=blob:none', `file://${origin.root}`, root);
  const clone = origin.at(root);
  await clone.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  const add = ['worktree', 'add', 'T1', '--from', 'origin/old'];
  const error = await clone.error(add, { as: 'ai:one' });
  expect(error).toMatchObject({ code: 'WORKTREE_REFUSED', details: { reason: 'not-fetched' } });
  expect(readdirSync(join(root, '..'))).toEqual(['repo']);
  const byHand = /`git ([^`]+)`/u.exec(error.hint)?.[1]?.split(' ') ?? [];
  clone.git(...byHand);
  const path = byHand[byHand.indexOf('task/T1') + 1] ?? '';
  expect(error.hint).toContain(`--path ${path}`);
  const bound = await clone.data(['worktree', 'add', 'T1', '--path', path], { as: 'ai:one' });
  expect(bound).toMatchObject({ path, created: false });
});

it('tells of the worktree that it made when the lease ends meanwhile', async () => {
  const main = makeWorkspace({ tasks: readyTasks(1) });
  writeFileSync(join(main.root, '.gitattributes'), 'slow.txt filter=slow\n');
  writeFileSync(join(main.root, 'slow.txt'), 'slow\n');
  commitAll(main.root, 'Slow');
  await main.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  const revoke = `cd ${main.root} && ${process.execPath} ${main.bundle} lease revoke T1 --reason Late --as human:ada`;
  main.git('config', 'filter.slow.smudge', `(${revoke}) >/dev/null 2>&1; cat`);
  const error = await main.error(['worktree', 'add', 'T1'], { as: 'ai:one' });
  expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { branch: 'task/T1' } });
  const { path } = error.details as { path: string };
  expect(error.message).toContain(path);
  expect(existsSync(join(path, 'slow.txt'))).toBe(true);
});
