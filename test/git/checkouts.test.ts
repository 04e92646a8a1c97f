import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listCheckouts, wasLeftSince } from '../../src/git/checkouts.ts';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { commitAll, initRepository } from '../support/workspace.ts';

function open(folder: string): Repository {
  const repository = findRepository(folder);
  if (repository === undefined) {
    throw new Error(`${folder} is in no repository`);
  }
  return repository;
}

it('lists the main checkout and the linked ones, and knows which are gone', () => {
  const folder = makeTempFolder();
  const main = join(folder, 'main');
  initRepository(main);
  commitAll(main, 'Begin');
  expect(listCheckouts(open(main))).toEqual([{ worktree: main, branch: 'main', isThere: true }]);
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  git(main, 'worktree', 'add', '--quiet', '-b', 'feature/one', one);
  git(main, 'worktree', 'add', '--quiet', '--detach', two);
  const expected = [
    { worktree: main, branch: 'main', isThere: true },
    { worktree: one, branch: 'feature/one', isThere: true },
    { worktree: two, branch: null, isThere: true },
  ];
  expect(listCheckouts(open(main))).toEqual(expected);
  expect(listCheckouts(open(two))).toEqual(expected);
  rmSync(one, { recursive: true });
  expect(listCheckouts(open(main))[1]).toEqual({ worktree: one, branch: 'feature/one', isThere: false });
  git(main, 'worktree', 'prune');
  expect(listCheckouts(open(main))).toHaveLength(2);
});

it('knows the branch that a rebase or a bisect goes back to', () => {
  const main = join(makeTempFolder(), 'main');
  initRepository(main);
  for (const text of ['one', 'two', 'three']) {
    writeFileSync(join(main, 'file'), text);
    commitAll(main, text);
  }
  git(main, 'switch', '--quiet', '-c', 'other', 'HEAD~1');
  writeFileSync(join(main, 'file'), 'mine');
  commitAll(main, 'Change it');
  expect(() => git(main, 'rebase', '--quiet', 'main')).toThrow();
  expect(listCheckouts(open(main))).toMatchObject([{ branch: 'other' }]);
  git(main, 'rebase', '--abort');
  git(main, 'bisect', 'start', 'HEAD', 'HEAD~2');
  expect(listCheckouts(open(main))).toMatchObject([{ branch: 'other' }]);
});

it('has the main checkout of a separate Git directory, wherever that is', () => {
  const folder = makeTempFolder();
  const main = join(folder, 'main');
  git(folder, 'init', '--quiet', '--initial-branch=main', `--separate-git-dir=${join(folder, 'kept')}`, main);
  expect(listCheckouts(open(main))).toEqual([{ worktree: null, branch: 'main', isThere: true }]);
});

it('knows when a checkout went from one branch to another', () => {
  const folder = makeTempFolder();
  const main = join(folder, 'main');
  initRepository(main);
  commitAll(main, 'Begin');
  const before = Date.now();
  expect(wasLeftSince(open(main), 'main', before)).toBe(false);
  git(main, 'switch', '--quiet', '-c', 'work');
  git(main, 'branch', '--quiet', '-m', 'work', 'better');
  expect(wasLeftSince(open(main), 'main', before)).toBe(true);
  expect(wasLeftSince(open(main), 'work', before)).toBe(true);
  expect(wasLeftSince(open(main), 'better', before)).toBe(false);
  expect(wasLeftSince(open(main), 'main', before + 60_000)).toBe(false);
});

it('has no main checkout where the repository is bare', () => {
  const folder = makeTempFolder();
  const bare = join(folder, 'project.git');
  const source = join(folder, 'source');
  initRepository(source);
  commitAll(source, 'Begin');
  mkdirSync(bare);
  git(folder, 'clone', '--quiet', '--bare', source, bare);
  const linked = join(folder, 'linked');
  git(bare, 'worktree', 'add', '--quiet', '-b', 'work', linked);
  expect(listCheckouts(open(linked))).toEqual([{ worktree: linked, branch: 'work', isThere: true }]);
});

it('has no main checkout where a bare repository is in `.git`', () => {
  const project = join(makeTempFolder(), 'project');
  initRepository(project);
  commitAll(project, 'Begin');
  git(project, 'config', 'core.bare', 'true');
  const linked = join(project, 'linked');
  git(project, 'worktree', 'add', '--quiet', '-b', 'work', linked);
  expect(listCheckouts(open(linked))).toEqual([{ worktree: linked, branch: 'work', isThere: true }]);
});
