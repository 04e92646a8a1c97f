import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { runtimeLocation, soleRuntime } from '../../src/workspace/runtime-path.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

function makeRepository(parent = makeTempFolder(), ...options: string[]): string {
  git(parent, 'init', '--quiet', '--initial-branch=main', ...options, 'repo');
  git(join(parent, 'repo'), 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return join(parent, 'repo');
}

function addWorktree(top: string, ...args: string[]): string {
  const linked = join(makeTempFolder(), 'linked');
  git(top, 'worktree', 'add', '--quiet', linked, ...args);
  return linked;
}

/** The runtime of a workspace at `rel` of the checkout. */
function runtimeOf(worktree: string, rel = ''): string {
  const repository = findRepository(worktree);
  return runtimeLocation({ root: join(worktree, rel), rel, repository, env: {} }).path;
}

function touch(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
}

function repositoryOf(folder: string): Repository | undefined {
  return findRepository(folder);
}

describe('the runtime', () => {
  it('is in the main worktree, for every worktree of the repository', () => {
    const top = makeRepository();
    const linked = addWorktree(top);
    expect(runtimeOf(top)).toBe(join(top, '.lodestar/runtime.sqlite'));
    expect(runtimeOf(linked)).toBe(join(top, '.lodestar/runtime.sqlite'));
    expect(runtimeOf(linked, 'packages/web')).toBe(join(top, 'packages/web/.lodestar/runtime.sqlite'));
  });

  it('is in the Git dir of a bare repository, for every worktree of it', () => {
    const parent = makeTempFolder();
    git(parent, 'clone', '--quiet', '--bare', makeRepository(), 'bare.git');
    const bare = join(parent, 'bare.git');
    const one = addWorktree(bare, 'main');
    const other = addWorktree(bare, '-b', 'other');
    expect(runtimeOf(one)).toBe(join(bare, 'lodestar/runtime.sqlite'));
    expect(runtimeOf(other)).toBe(runtimeOf(one));
    expect(runtimeOf(one, 'a/b')).toBe(join(bare, 'lodestar/a/b/runtime.sqlite'));
  });

  it('is in the Git dir of a submodule and of a checkout with a separate one', () => {
    const parent = makeTempFolder();
    const part = makeRepository(parent);
    const whole = makeRepository(makeTempFolder());
    git(whole, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', part, 'part');
    expect(runtimeOf(join(whole, 'part'))).toBe(join(whole, '.git/modules/part/lodestar/runtime.sqlite'));
    const gitDir = join(parent, 'elsewhere');
    const separate = makeRepository(makeTempFolder(), `--separate-git-dir=${gitDir}`);
    expect(runtimeOf(separate)).toBe(join(gitDir, 'lodestar/runtime.sqlite'));
  });

  it('is beside the spec without Git, and where LODESTAR_RUNTIME says', () => {
    const folder = makeTempFolder();
    expect(runtimeOf(folder)).toBe(join(folder, '.lodestar/runtime.sqlite'));
    const chosen = (file: string): unknown =>
      runtimeLocation({ root: folder, rel: '', repository: undefined, env: { LODESTAR_RUNTIME: file } });
    expect(chosen('/x/runtime.sqlite')).toEqual({ path: '/x/runtime.sqlite', localDir: '/x/local' });
    expect(chosen('/x/other.sqlite')).toEqual({ path: '/x/other.sqlite', localDir: '/x/other.sqlite.local' });
    expect(chosen('')).toMatchObject({ path: join(folder, '.lodestar/runtime.sqlite') });
  });

  it('has what is local to it beside it', () => {
    const top = makeRepository();
    const location = runtimeLocation({ root: top, rel: '', repository: findRepository(top), env: {} });
    expect(location.localDir).toBe(join(top, '.lodestar/local'));
  });
});

describe('the runtime for a checkout without a workspace', () => {
  it('is the only one of the repository, wherever in it', () => {
    const top = makeRepository();
    const linked = addWorktree(top);
    expect(soleRuntime(repositoryOf(linked), {})).toBeUndefined();
    touch(join(top, 'packages/group/web/.lodestar/runtime.sqlite'));
    expect(soleRuntime(repositoryOf(linked), {})).toEqual({
      path: join(top, 'packages/group/web/.lodestar/runtime.sqlite'),
      localDir: join(top, 'packages/group/web/.lodestar/local'),
    });
  });

  it('is none when there are two, and those of other checkouts inside do not count', () => {
    const top = makeRepository();
    touch(join(top, '.lodestar/runtime.sqlite'));
    touch(join(top, 'vendored/.git/HEAD'));
    touch(join(top, 'vendored/.lodestar/runtime.sqlite'));
    expect(soleRuntime(repositoryOf(top), {})?.path).toBe(join(top, '.lodestar/runtime.sqlite'));
    touch(join(top, 'web/.lodestar/runtime.sqlite'));
    expect(soleRuntime(repositoryOf(top), {})).toBeUndefined();
  });

  it('is found in a bare repository', () => {
    const parent = makeTempFolder();
    git(parent, 'clone', '--quiet', '--bare', makeRepository(), 'bare.git');
    const tree = addWorktree(join(parent, 'bare.git'), 'main');
    touch(join(parent, 'bare.git/lodestar/web/runtime.sqlite'));
    expect(soleRuntime(repositoryOf(tree), {})?.path).toBe(
      join(parent, 'bare.git/lodestar/web/runtime.sqlite'),
    );
  });

  it('is that of LODESTAR_RUNTIME, also without a repository', () => {
    expect(soleRuntime(undefined, { LODESTAR_RUNTIME: '/x/runtime.sqlite' })?.path).toBe('/x/runtime.sqlite');
    expect(soleRuntime(undefined, {})).toBeUndefined();
  });
});
