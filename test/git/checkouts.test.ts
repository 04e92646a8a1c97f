import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listCheckouts } from '../../src/git/checkouts.ts';
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
