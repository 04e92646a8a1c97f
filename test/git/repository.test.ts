import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRepository } from '../../src/git/repository.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

function makeRepository(parent = makeTempFolder(), ...options: string[]): string {
  git(parent, 'init', '--quiet', '--initial-branch=main', ...options, 'repo');
  git(join(parent, 'repo'), 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return join(parent, 'repo');
}

describe('the repository of a folder', () => {
  it('is found from a folder within it, with Git’s folders', () => {
    const top = makeRepository();
    mkdirSync(join(top, 'a/b'), { recursive: true });
    const gitDir = join(top, '.git');
    const expected = { worktree: top, gitDir, commonDir: gitDir, mainWorktree: top };
    expect(findRepository(join(top, 'a/b'))).toEqual(expected);
    expect(findRepository(top)).toEqual(expected);
  });

  it('has real paths, also when it is reached through a link', () => {
    const top = makeRepository();
    const link = join(makeTempFolder(), 'link');
    symlinkSync(top, link);
    expect(findRepository(link)?.worktree).toBe(top);
    expect(findRepository(link)?.mainWorktree).toBe(top);
  });

  it('is shared by a linked worktree, which has its own Git dir', () => {
    const top = makeRepository();
    const linked = join(makeTempFolder(), 'linked');
    git(top, 'worktree', 'add', '--quiet', linked);
    const commonDir = join(top, '.git');
    const gitDir = join(commonDir, 'worktrees', 'linked');
    expect(findRepository(linked)).toEqual({ worktree: linked, gitDir, commonDir, mainWorktree: top });
  });

  it('of a worktree of a bare repository has no main worktree', () => {
    const parent = makeTempFolder();
    const top = makeRepository(parent);
    git(parent, 'clone', '--quiet', '--bare', top, 'bare.git');
    git(join(parent, 'bare.git'), 'worktree', 'add', '--quiet', join(parent, 'tree'), 'main');
    const repository = findRepository(join(parent, 'tree'));
    expect(repository?.commonDir).toBe(join(parent, 'bare.git'));
    expect(repository?.mainWorktree).toBeNull();
    expect(findRepository(join(parent, 'bare.git'))).toBeUndefined();
  });

  it('of a submodule is its own', () => {
    const parent = makeTempFolder();
    const part = makeRepository(parent);
    git(parent, 'init', '--quiet', 'whole');
    const whole = join(parent, 'whole');
    git(whole, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', part, 'part');
    const repository = findRepository(join(whole, 'part'));
    expect(repository?.worktree).toBe(join(whole, 'part'));
    expect(repository?.commonDir).toBe(join(whole, '.git', 'modules', 'part'));
    expect(repository?.mainWorktree).toBeNull();
  });

  it('with a separate Git dir has no main worktree that could be told from files', () => {
    const parent = makeTempFolder();
    const top = makeRepository(parent, `--separate-git-dir=${join(parent, 'elsewhere')}`);
    const gitDir = join(parent, 'elsewhere');
    expect(findRepository(top)).toEqual({ worktree: top, gitDir, commonDir: gitDir, mainWorktree: null });
  });

  it('is not that of the checkout around it where its own .git is broken', () => {
    const top = makeRepository();
    const inner = join(top, 'inner');
    mkdirSync(inner);
    for (const text of ['', 'gitdir: ../nowhere\n', 'not a git file']) {
      writeFileSync(join(inner, '.git'), text);
      expect(findRepository(inner)).toBeUndefined();
    }
  });

  it('is none without Git, for an empty .git folder, and for a folder that is not there', () => {
    const folder = makeTempFolder();
    expect(findRepository(folder)).toBeUndefined();
    mkdirSync(join(folder, '.git'));
    expect(findRepository(folder)).toBeUndefined();
    expect(findRepository(join(folder, 'missing'))).toBeUndefined();
  });
});
