import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { findWorkspace } from '../../src/workspace/find.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

function addWorkspace(folder: string): string {
  mkdirSync(join(folder, '.lodestar'), { recursive: true });
  writeFileSync(join(folder, '.lodestar/spec.yaml'), 'tasks: {}\n');
  return folder;
}

function makeRepository(): string {
  const top = makeTempFolder();
  git(top, 'init', '--quiet', '--initial-branch=main');
  git(top, 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return top;
}

function commitAll(top: string): void {
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '-m', 'all');
}

describe('the workspace of a folder', () => {
  it('is the nearest one upwards, with all its paths', () => {
    const top = addWorkspace(makeRepository());
    mkdirSync(join(top, 'a/b'), { recursive: true });
    const found = findWorkspace(join(top, 'a/b'));
    const lodestarDir = join(top, '.lodestar');
    expect(found).toEqual({
      root: top,
      lodestarDir,
      specPath: join(lodestarDir, 'spec.yaml'),
      configPath: join(lodestarDir, 'config.yaml'),
      localDir: join(lodestarDir, 'local'),
      writeLockPath: join(lodestarDir, 'local', 'write.lock'),
      repository: found?.repository,
      rel: '',
    });
    expect(found?.repository?.worktree).toBe(top);
  });

  it('is one of two in a repository, each with its path in it', () => {
    const top = addWorkspace(makeRepository());
    const inner = addWorkspace(join(top, 'packages/web'));
    mkdirSync(join(inner, 'src'));
    expect(findWorkspace(join(inner, 'src'))).toMatchObject({ root: inner, rel: 'packages/web' });
    expect(findWorkspace(join(top, 'packages'))).toMatchObject({ root: top, rel: '' });
  });

  it('is found without Git', () => {
    const top = addWorkspace(makeTempFolder());
    mkdirSync(join(top, 'a'));
    expect(findWorkspace(join(top, 'a'))).toMatchObject({ root: top, rel: '', repository: undefined });
  });

  it('is not that of the checkout around a worktree whose branch has none', () => {
    const top = makeRepository();
    git(top, 'branch', 'without');
    addWorkspace(top);
    commitAll(top);
    git(top, 'worktree', 'add', '--quiet', join(top, 'inside'), 'without');
    git(top, 'worktree', 'add', '--quiet', '-b', 'with', join(top, 'also-inside'));
    expect(findWorkspace(join(top, 'inside'))).toBeUndefined();
    expect(findWorkspace(join(top, 'also-inside'))).toMatchObject({
      root: join(top, 'also-inside'),
      rel: '',
    });
  });

  it('is not that of the repository around a submodule or a broken .git', () => {
    const top = addWorkspace(makeRepository());
    mkdirSync(join(top, 'part'));
    writeFileSync(join(top, 'part/.git'), 'gitdir: ../.git/modules/part\n');
    expect(findWorkspace(join(top, 'part'))).toBeUndefined();
  });

  it('has real paths, behind links to the folder and to the spec itself', () => {
    const top = addWorkspace(makeRepository());
    const link = join(makeTempFolder(), 'link');
    symlinkSync(top, link);
    expect(findWorkspace(link)?.root).toBe(top);
    mkdirSync(join(top, 'plan'));
    renameSync(join(top, '.lodestar/spec.yaml'), join(top, 'plan/spec.yaml'));
    symlinkSync('../plan/spec.yaml', join(top, '.lodestar/spec.yaml'));
    expect(findWorkspace(top)).toMatchObject({
      specPath: join(top, 'plan/spec.yaml'),
      localDir: join(top, '.lodestar/local'),
      writeLockPath: join(top, 'plan/local/write.lock'),
    });
  });

  it('is none where there is no spec, and for a folder that is not there', () => {
    const top = makeRepository();
    mkdirSync(join(top, '.lodestar'));
    expect(findWorkspace(top)).toBeUndefined();
    expect(findWorkspace(join(top, 'missing'))).toBeUndefined();
  });

  it('is not missed, nor the one above taken for it, while Git writes the spec anew', async () => {
    const top = addWorkspace(makeRepository());
    const inner = addWorkspace(join(top, 'inner'));
    const spec = join(inner, '.lodestar/spec.yaml');
    const lock = join(top, '.git/index.lock');
    writeFileSync(lock, '');
    unlinkSync(spec);
    const checkout = new Worker(
      `const fs = require('node:fs');
       const { spec, lock } = require('node:worker_threads').workerData;
       setTimeout(() => { fs.writeFileSync(spec, 'tasks: {}'); fs.unlinkSync(lock); }, 50);`,
      { eval: true, workerData: { spec, lock } },
    );
    expect(findWorkspace(inner)?.root).toBe(inner);
    await checkout.terminate();
  });
});
