import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settle } from '../../../src/operations/settle/settle.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { renameTask } from '../../../src/operations/task/rename.ts';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { addTaskWorktree } from '../../../src/operations/worktree/add.ts';
import { listEvents } from '../../../src/runtime/tables/event.ts';
import { getLease } from '../../../src/runtime/tables/lease.ts';
import { git } from '../../support/git.ts';
import { openFolder } from '../../support/opened-workspace.ts';
import { Repo, verdictOf } from './support/repo.ts';

describe('a worktree for a task', () => {
  it('is on a branch of its own beside the repository, and the lease is bound to it', async () => {
    const repo = await Repo.make();
    const head = repo.git('rev-parse', 'HEAD');
    const settings = repo.git('config', '--list', '--local');
    const path = await repo.begin('T1');
    expect(path).toBe(`${repo.root}.worktrees/T1`);
    expect([git(path, 'branch', '--show-current').trim(), git(path, 'rev-parse', 'HEAD').trim()]).toEqual([
      'task/T1',
      head,
    ]);
    expect(repo.git('config', '--list', '--local')).toBe(settings);
    const { lease, bound } = await repo.opened.workspace.read(async (tx) => ({
      lease: await getLease(tx, 'T1'),
      bound: await listEvents(tx, { type: 'lease.bound' }),
    }));
    expect(lease?.branch).toBe('task/T1');
    expect(bound).toMatchObject([{ taskId: 'T1', actor: 'ai:one', data: { branch: 'task/T1' } }]);
  });

  it('is there once, however often it is asked for, and is found again by whoever holds the task next', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    expect((await repo.add('T1')).data).toMatchObject({ path, created: false, from: null });
    await releaseTask(repo.opened.as('ai:one'), { id: 'T1' });
    const two = repo.opened.as('ai:two');
    await claimTask(two, { id: 'T1', filters: {}, allowOverlap: false });
    expect((await addTaskWorktree(two, { id: 'T1' })).data).toMatchObject({ path, created: false });
    const bound = await repo.opened.workspace.read(
      async (tx) => await listEvents(tx, { type: 'lease.bound' }),
    );
    expect(bound.map(({ actor }) => actor)).toEqual(['ai:one', 'ai:two']);
  });

  it('is made for the live holder alone', async () => {
    const repo = await Repo.make();
    expect(await verdictOf(repo.add('T1'))).toBe('LEASE_NOT_HELD');
    expect(await verdictOf(repo.add('T9'))).toBe('TASK_NOT_FOUND');
    await repo.claim('T1');
    expect(await verdictOf(addTaskWorktree(repo.opened.as('ai:two'), { id: 'T1' }))).toBe('LEASE_NOT_HELD');
    expect(repo.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(repo.git('branch', '--list', 'task/*')).toBe('');
  });

  it('changes nothing in a dry run', async () => {
    const repo = await Repo.make();
    await repo.claim('T1');
    const { data } = await addTaskWorktree(repo.opened.as('ai:one', { dryRun: true }), { id: 'T1' });
    expect(data).toMatchObject({ branch: 'task/T1', created: true });
    expect([existsSync(data.path), repo.git('branch', '--list', 'task/*')]).toEqual([false, '']);
  });

  it('takes no place that is taken, no name that is none, and no branch that the main worktree has', async () => {
    const repo = await Repo.make();
    await repo.claim('T1');
    mkdirSync(join(repo.root, 'full/of'), { recursive: true });
    writeFileSync(join(repo.root, 'a-file'), '');
    expect(await verdictOf(repo.add('T1', { path: 'a-file' }))).toBe('path');
    expect(await verdictOf(repo.add('T1', { branch: 'refs/heads/main' }))).toBe('branch');
    expect(await verdictOf(repo.add('T1', { path: 'full' }))).toBe('path');
    expect(await verdictOf(repo.add('T1', { branch: 'a..b' }))).toBe('branch');
    expect(await verdictOf(repo.add('T1', { branch: '-b' }))).toBe('branch');
    expect(await verdictOf(repo.add('T1', { branch: 'main' }))).toBe('branch-in-use');
    expect(await verdictOf(repo.add('T1', { from: 'nowhere' }))).toBe('REVISION_NOT_FOUND');
    expect(repo.git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('checks out a branch that is there as it is', async () => {
    const repo = await Repo.make();
    const commit = await repo.finishOn('begun', 'T2');
    await repo.claim('T1');
    expect(await verdictOf(repo.add('T1', { branch: 'begun', from: 'main' }))).toBe('branch');
    const { data } = await repo.add('T1', { branch: 'begun' });
    expect(data).toMatchObject({ branch: 'begun', from: null, created: true });
    expect(git(data.path, 'rev-parse', 'HEAD').trim()).toBe(commit);
  });

  it('says where the plan that it begins at does not have the task', async () => {
    const repo = await Repo.make();
    const empty = repo.git(
      'commit-tree',
      repo.git('hash-object', '-t', 'tree', '-w', '/dev/null'),
      '-m',
      'x',
    );
    await repo.claim('T1');
    const { warnings } = await repo.add('T1', { from: empty });
    expect(warnings.map(({ code }) => code)).toContain('task-not-in-branch');
  });
});

describe('the branch of a task begins', () => {
  it('nowhere, while the work that it waits for is on two branches, and both are named', async () => {
    const repo = await Repo.make();
    await repo.finishOn('one', 'T1');
    await repo.finishOn('two', 'T2');
    await repo.claim('T3');
    await expect(repo.add('T3')).rejects.toMatchObject({
      code: 'WORKTREE_REFUSED',
      details: {
        reason: 'dependencies-apart',
        dependencies: [
          { task_id: 'T1', branches: ['one'] },
          { task_id: 'T2', branches: ['two'] },
        ],
      },
    });
    expect(repo.git('worktree', 'list').split('\n')).toHaveLength(1);
    const { data, warnings } = await repo.add('T3', { from: 'one' });
    expect(data.from?.name).toBe('one');
    expect(warnings).toMatchObject([
      { code: 'dependency-not-in-branch', message: expect.stringMatching(/^T2:/u) },
    ]);
  });

  it('at the nearest branch that has all of it, and at the default branch once that has', async () => {
    const repo = await Repo.make();
    await repo.finishOn('one', 'T1');
    await repo.finishOn('two', 'T2');
    repo.git('switch', '--quiet', '-c', 'both', 'one');
    repo.git('merge', '--quiet', '--no-edit', 'two');
    repo.git('switch', '--quiet', '-c', 'beyond');
    repo.git('commit', '--quiet', '--allow-empty', '-m', 'More');
    repo.git('switch', '--quiet', 'main');
    await repo.claim('T3');
    const dry = repo.opened.as('ai:one', { dryRun: true });
    expect((await addTaskWorktree(dry, { id: 'T3' })).data.from?.name).toBe('both');
    repo.git('merge', '--quiet', '--no-edit', 'beyond');
    expect((await repo.add('T3')).data.from?.name).toBe('main');
  });

  it('at the default branch of origin, where the local one lags behind', async () => {
    const repo = await Repo.make();
    const ahead = await repo.finishOn('one', 'T1');
    repo.git('update-ref', 'refs/remotes/origin/main', ahead);
    await repo.claim('T2');
    const { data } = await repo.add('T2');
    expect(data.from).toEqual({ name: 'origin/main', commit: ahead });
    expect(git(data.path, 'config', '--list', '--local')).not.toContain('branch.task/T2');
  });
});

describe('where the work of a dependency is', () => {
  it('is told by the commit that it was marked done on, whoever verified it where', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    git(path, 'commit', '--quiet', '--allow-empty', '-m', 'The work');
    const linked = await openFolder(path);
    await completeTask(linked.as('ai:one'), { id: 'T1', evidence: [] });
    await verifyTask(repo.opened.as('human:ada'), { id: 'T1', acceptUnchecked: false });
    repo.opened.writeSpec(repo.opened.readSpec().replace('      - "T2"\n', ''));
    await repo.claim('T3');
    expect((await repo.add('T3')).data.from?.name).toBe('task/T1');
  });

  it('is told by a plan that has its outcome only where no branch has its commits, and then it says so', async () => {
    const repo = await Repo.make();
    await repo.finishOn('one', 'T1');
    repo.opened.writeSpec(repo.opened.readSpec().replace('      - "T2"\n', ''));
    await settle(repo.opened.as('human:ada'), { ids: ['T1'], all: false });
    repo.git('commit', '--quiet', '-am', 'Settle');
    await repo.claim('T3');
    const dry = repo.opened.as('ai:one', { dryRun: true });
    expect((await addTaskWorktree(dry, { id: 'T3' })).data.from?.name).toBe('one');
    repo.git('branch', '--quiet', '-D', 'one');
    const { data, warnings } = await addTaskWorktree(dry, { id: 'T3' });
    expect(data.from?.name).toBe('main');
    expect(warnings.map(({ code }) => code)).toContain('dependency-by-outcome');
  });

  it('goes on where somebody pushed a branch of that name', async () => {
    const repo = await Repo.make();
    const pushed = await repo.finishOn('pushed', 'T2');
    repo.git('update-ref', 'refs/remotes/origin/task/T1', pushed);
    await repo.claim('T1');
    expect((await repo.add('T1')).data.from).toEqual({ name: 'origin/task/T1', commit: pushed });
  });
});

describe('a worktree that is there', () => {
  it('is not shared with somebody else, and is no other than was asked for', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    const two = repo.opened.as('ai:two');
    await claimTask(two, { id: 'T2', filters: {}, allowOverlap: false });
    expect(await verdictOf(addTaskWorktree(two, { id: 'T2', branch: 'task/T1' }))).toBe('held');
    expect(await verdictOf(repo.add('T1', { path: 'elsewhere' }))).toBe('path');
    expect(await verdictOf(repo.add('T1', { from: 'main' }))).toBe('branch');
    expect(await verdictOf(repo.add('T1', { path }))).toBe('ok');
  });

  it('is found by the branch that it was made with, and under the id that the task has now', async () => {
    const repo = await Repo.make();
    await repo.claim('T1');
    const { path } = (await repo.add('T1', { branch: 'fix' })).data;
    expect((await repo.add('T1')).data).toMatchObject({ path, branch: 'fix', created: false });
    const context = repo.opened.as('ai:one');
    await renameTask(context, { id: 'T1', to: 'N1' });
    expect((await repo.add('N1')).data).toMatchObject({ path, branch: 'fix', created: false });
    expect((await repo.entries())[1]?.tasks).toMatchObject([{ task_id: 'N1', title: 'Task T1' }]);
    expect((await repo.remove('N1')).data).toMatchObject({ path, task_ids: ['N1'] });
  });

  it('is not taken for whole where Git was killed in it, and not for there where it is gone', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    const gitDir = join(repo.root, '.git/worktrees/T1');
    writeFileSync(join(gitDir, 'locked'), 'initializing\n');
    expect(await verdictOf(repo.add('T1'))).toBe('unfinished');
    rmSync(join(gitDir, 'locked'));
    writeFileSync(join(gitDir, 'index.lock'), '');
    expect(await verdictOf(repo.add('T1'))).toBe('unfinished');
    rmSync(join(gitDir, 'index.lock'));
    expect(await verdictOf(repo.add('T1'))).toBe('ok');
    rmSync(path, { recursive: true });
    expect(await verdictOf(repo.add('T1'))).toBe('gone');
  });

  it('takes no other with it when it goes', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    const inner = join(path, 'inner');
    await repo.claim('T2');
    expect(await verdictOf(repo.add('T2', { path: inner }))).toBe('path');
    mkdirSync(join(repo.root, '.git/info'), { recursive: true });
    writeFileSync(join(repo.root, '.git/info/exclude'), 'inner/\n');
    repo.git('worktree', 'add', '--quiet', '-b', 'inner', inner);
    writeFileSync(join(inner, 'precious.txt'), '');
    expect(await verdictOf(repo.remove('T1'))).toBe('nested');
    expect(existsSync(join(inner, 'precious.txt'))).toBe(true);
  });
});
