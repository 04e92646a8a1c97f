import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { findCommitsOf, treeOf } from '../../src/git/trees.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

function init(): Repository {
  const top = makeTempFolder();
  git(top, 'init', '--quiet', '--initial-branch=main');
  const found = findRepository(top);
  if (found === undefined) {
    throw new Error('no repository');
  }
  return found;
}

function commit({ worktree }: Repository, text: string): string {
  writeFileSync(join(worktree, 'file'), text);
  git(worktree, 'add', '--all');
  git(worktree, 'commit', '--quiet', '-m', text);
  return git(worktree, 'rev-parse', 'HEAD').trim();
}

it('tells what a commit holds, and nothing of one that is not here', async () => {
  const repository = init();
  const only = commit(repository, 'one');
  const tree = git(repository.worktree, 'rev-parse', `${only}^{tree}`).trim();
  expect(await treeOf(repository, only.slice(0, 8))).toBe(tree);
  expect(await treeOf(repository, 'a'.repeat(40))).toBeNull();
  expect(await treeOf(repository, '--all')).toBeNull();
});

it('finds the commit that holds the same after it was rewritten', async () => {
  const repository = init();
  commit(repository, 'one');
  const before = commit(repository, 'two');
  const tree = await treeOf(repository, before);
  git(repository.worktree, 'commit', '--quiet', '--amend', '-m', 'two, told better');
  const after = git(repository.worktree, 'rev-parse', 'HEAD').trim();
  expect(after).not.toBe(before);
  expect(await findCommitsOf(repository, new Set([tree ?? '', 'b'.repeat(40)]))).toEqual(
    new Map([[tree, after]]),
  );
});
