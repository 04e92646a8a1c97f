import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { removeTaskWorktree } from '../../../src/operations/worktree/remove.ts';
import { git } from '../../support/git.ts';
import { Repo, verdictOf } from './support/repo.ts';

describe('the list of worktrees', () => {
  it('says who works on what, and what is in no commit', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    writeFileSync(join(path, 'new.txt'), '');
    expect(await repo.entries()).toMatchObject([
      { path: repo.root, branch: 'main', main: true, here: true, present: true, uncommitted: 0, tasks: [] },
      {
        path,
        branch: 'task/T1',
        main: false,
        here: false,
        present: true,
        uncommitted: 1,
        tasks: [{ task_id: 'T1', title: 'Task T1', state: 'claimed', holder: 'ai:one' }],
      },
    ]);
    await releaseTask(repo.opened.as('ai:one'), { id: 'T1' });
    rmSync(path, { recursive: true });
    expect((await repo.entries())[1]).toMatchObject({
      present: false,
      uncommitted: null,
      tasks: [{ task_id: 'T1', state: 'claimable', holder: null }],
    });
  });
});

describe('a worktree is removed', () => {
  it('by its task, its branch or its folder, and its branch stays', async () => {
    const repo = await Repo.make();
    const [one, two] = [await repo.begin('T1'), await repo.begin('T2')];
    expect((await repo.remove('T1')).data).toEqual({ path: one, branch: 'task/T1', task_ids: ['T1'] });
    expect((await repo.remove(two)).data.path).toBe(two);
    expect([existsSync(one), existsSync(two)]).toEqual([false, false]);
    expect(repo.git('branch', '--format=%(refname:short)').split('\n')).toEqual([
      'main',
      'task/T1',
      'task/T2',
    ]);
    expect((await repo.add('T1')).data).toMatchObject({ path: one, created: true, from: null });
    expect((await repo.remove('task/T1')).warnings.map(({ code }) => code)).toEqual(['lease-kept']);
  });

  it('only where nothing is lost, and nobody is at work', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    expect(await verdictOf(repo.remove('T9'))).toBe('WORKTREE_NOT_FOUND');
    expect(await verdictOf(repo.remove('main'))).toBe('main');
    expect(await verdictOf(repo.remove('T1', 'ai:two'))).toBe('held');
    writeFileSync(join(path, 'new.txt'), '');
    expect(await verdictOf(repo.remove('T1'))).toBe('uncommitted');
    git(path, 'add', '--all');
    expect(await verdictOf(repo.remove('T1'))).toBe('uncommitted');
    git(path, 'commit', '--quiet', '-m', 'New');
    git(path, 'update-index', '--assume-unchanged', 'new.txt');
    writeFileSync(join(path, 'new.txt'), 'changed');
    expect(await verdictOf(repo.remove('T1'))).toBe('uncommitted');
    git(path, 'update-index', '--no-assume-unchanged', 'new.txt');
    git(path, 'checkout', '--quiet', '--', 'new.txt');
    git(path, 'switch', '--quiet', '--detach');
    git(path, 'commit', '--quiet', '--allow-empty', '-m', 'On no branch');
    expect(await verdictOf(repo.remove(path))).toBe('unreachable');
    expect(await verdictOf(repo.remove(path, 'ai:two'))).toBe('held');
    git(path, 'switch', '--quiet', '-c', 'aside');
    expect(await verdictOf(repo.remove(path, 'ai:two'))).toBe('held');
    git(path, 'switch', '--quiet', 'task/T1');
    writeFileSync(join(repo.root, '.git/worktrees/T1/MERGE_HEAD'), `${repo.git('rev-parse', 'HEAD')}\n`);
    expect(await verdictOf(repo.remove('T1'))).toBe('unfinished');
    rmSync(join(repo.root, '.git/worktrees/T1/MERGE_HEAD'));
    writeFileSync(join(repo.root, '.git/worktrees/T1/BISECT_START'), 'task/T1\n');
    expect(await verdictOf(repo.remove('T1'))).toBe('unfinished');
    rmSync(join(repo.root, '.git/worktrees/T1/BISECT_START'));
    repo.git('worktree', 'lock', path);
    expect(await verdictOf(repo.remove('T1'))).toBe('git');
    repo.git('worktree', 'unlock', path);
    expect(existsSync(join(path, 'new.txt'))).toBe(true);
    expect(await verdictOf(repo.remove('T1'))).toBe('ok');
  });

  it('not in a dry run, and not twice', async () => {
    const repo = await Repo.make();
    const path = await repo.begin('T1');
    await removeTaskWorktree(repo.opened.as('ai:one', { dryRun: true }), { target: 'T1' });
    expect(existsSync(path)).toBe(true);
    rmSync(path, { recursive: true });
    expect(await verdictOf(repo.remove('T1'))).toBe('gone');
  });
});
