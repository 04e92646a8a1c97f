import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  findIndexLock,
  isInsideCommit,
  operationUnderWay,
  readBranch,
  readHead,
} from '../../src/git/head.ts';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

let top = '';

function repositoryAt(folder: string): Repository {
  const repository = findRepository(folder);
  if (repository === undefined) {
    throw new Error(`no repository at ${folder}`);
  }
  return repository;
}

/** Commits a file, so that branches that do it differ. */
function commitFile(text: string): void {
  writeFileSync(join(top, 'file'), text);
  git(top, 'add', 'file');
  git(top, 'commit', '--quiet', '-m', text);
}

const revParse = (folder: string, revision: string): string => git(folder, 'rev-parse', revision).trim();

beforeEach(() => {
  top = makeTempFolder();
  git(top, 'init', '--quiet', '--initial-branch=main');
});

describe('HEAD', () => {
  it('of an unborn branch has the branch and no commit', () => {
    expect(readHead(repositoryAt(top))).toMatchObject({ branch: 'main', commit: null });
  });

  it('gives branch and commit from a loose ref, with slashes in its name', () => {
    commitFile('first');
    git(top, 'switch', '--quiet', '-c', 'feature/deep/er');
    commitFile('second');
    expect(readHead(repositoryAt(top))).toMatchObject({
      branch: 'feature/deep/er',
      commit: revParse(top, 'HEAD'),
    });
  });

  it('gives the commit from packed refs, and from the loose ref above them', () => {
    commitFile('first');
    git(top, 'branch', 'main2');
    git(top, 'tag', '-a', '-m', 'tag', 'v1');
    git(top, 'pack-refs', '--all');
    expect(readHead(repositoryAt(top))).toMatchObject({ branch: 'main', commit: revParse(top, 'HEAD') });
    commitFile('second');
    expect(readHead(repositoryAt(top)).commit).toBe(revParse(top, 'HEAD'));
  });

  it('gives the branch alone just so', () => {
    expect(readBranch(repositoryAt(top))).toBe('main');
    commitFile('first');
    git(top, 'switch', '--quiet', '-c', 'feature/deep');
    expect(readBranch(repositoryAt(top))).toBe('feature/deep');
    git(top, 'switch', '--quiet', '--detach');
    expect(readBranch(repositoryAt(top))).toBeNull();
    rmSync(join(top, '.git', 'HEAD'));
    const broken = {
      worktree: top,
      gitDir: join(top, '.git'),
      commonDir: join(top, '.git'),
      mainWorktree: top,
    };
    expect(readBranch(broken)).toBeNull();
  });

  it('that is detached has no branch', () => {
    commitFile('first');
    git(top, 'switch', '--quiet', '--detach');
    const commit = revParse(top, 'HEAD');
    expect(readHead(repositoryAt(top))).toEqual({ branch: null, commit, raw: commit });
  });

  it('follows a branch that is itself a symbolic ref, and does not turn in a circle', () => {
    commitFile('first');
    git(top, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
    git(top, 'symbolic-ref', 'HEAD', 'refs/heads/alias');
    expect(readHead(repositoryAt(top))).toMatchObject({ branch: 'alias', commit: revParse(top, 'HEAD') });
    writeFileSync(join(top, '.git/refs/heads/alias'), 'ref: refs/heads/alias\n');
    expect(readHead(repositoryAt(top)).commit).toBeNull();
  });

  it('may be a symbolic link, as old Git made it', () => {
    commitFile('first');
    const commit = revParse(top, 'HEAD');
    rmSync(join(top, '.git/HEAD'));
    symlinkSync('refs/heads/main', join(top, '.git/HEAD'));
    expect(readHead(repositoryAt(top))).toMatchObject({ branch: 'main', commit });
  });

  it('is each worktree’s own', () => {
    commitFile('first');
    const linked = join(makeTempFolder(), 'linked');
    git(top, 'worktree', 'add', '--quiet', '-b', 'other', linked);
    git(linked, 'commit', '--quiet', '--allow-empty', '-m', 'there');
    expect(readHead(repositoryAt(linked))).toMatchObject({
      branch: 'other',
      commit: revParse(linked, 'HEAD'),
    });
    expect(readHead(repositoryAt(top))).toMatchObject({ branch: 'main', commit: revParse(top, 'HEAD') });
  });

  it('reads differently after every switch, commit and reset', () => {
    const texts: string[] = [];
    const note = (): unknown => texts.push(readHead(repositoryAt(top)).raw);
    note();
    commitFile('first');
    note();
    git(top, 'switch', '--quiet', '-c', 'other');
    note();
    commitFile('second');
    note();
    git(top, 'switch', '--quiet', '--detach', 'main');
    note();
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('cannot be told where refs are kept as reftable, but its changes can', () => {
    commitFile('first');
    writeFileSync(join(top, '.git/HEAD'), 'ref: refs/heads/.invalid\n');
    mkdirSync(join(top, '.git/reftable'));
    writeFileSync(join(top, '.git/reftable/tables.list'), '0x1-0x1-aaaa.ref\n');
    const before = readHead(repositoryAt(top));
    expect(before).toMatchObject({ branch: null, commit: null });
    writeFileSync(join(top, '.git/reftable/tables.list'), '0x1-0x2-bbbb.ref\n');
    expect(readHead(repositoryAt(top)).raw).not.toBe(before.raw);
  });

  it('that is damaged names nothing', () => {
    writeFileSync(join(top, '.git/HEAD'), 'nonsense\n');
    expect(readHead(repositoryAt(top))).toEqual({ branch: null, commit: null, raw: 'nonsense' });
  });
});

describe('the index', () => {
  it('is locked while index.lock of this checkout is there', () => {
    const repository = repositoryAt(top);
    expect(findIndexLock(repository)).toBeUndefined();
    writeFileSync(join(top, '.git/index.lock'), '');
    const lock = findIndexLock(repository);
    expect(lock).toMatchObject({ path: join(top, '.git/index.lock') });
    utimesSync(join(top, '.git/index.lock'), 1, 2);
    expect(findIndexLock(repository)).toMatchObject({ changedAtMs: 2000 });
    expect(findIndexLock(repository)?.mark).not.toBe(lock?.mark);
  });

  it.each([
    ['.git/index.lock', true],
    ['.git/next-index-17.lock', true],
    ['.git/index', false],
    ['.git/modules/a/index.lock', false],
    ['/elsewhere/.git/index.lock', false],
    ['', false],
  ])('is locked by a hook’s own Git command when GIT_INDEX_FILE is %j: %s', (file, expected) => {
    const repository = repositoryAt(top);
    expect(isInsideCommit(repository, { GIT_INDEX_FILE: file })).toBe(expected);
    expect(isInsideCommit(repository, { GIT_INDEX_FILE: resolve(top, file) })).toBe(expected);
    expect(isInsideCommit(repository, {})).toBe(false);
  });
});

describe('an operation under way', () => {
  /** `other` and `main` both change the file; Git stops at the conflict and says so with its exit code. */
  function conflict(...args: string[]): void {
    commitFile('base');
    git(top, 'switch', '--quiet', '-c', 'other');
    commitFile('other');
    git(top, 'switch', '--quiet', 'main');
    commitFile('main');
    expect(() => git(top, ...args)).toThrow();
  }

  it.each([
    ['merge', ['merge', 'other']],
    ['rebase', ['rebase', 'other']],
    ['cherry-pick', ['cherry-pick', 'other']],
    ['revert', ['revert', '--no-edit', 'HEAD~1']],
  ] as const)('is told: %s', (name, args) => {
    conflict(...args);
    expect(operationUnderWay(repositoryAt(top))).toBe(name);
  });

  it('is told: bisect, until its end', () => {
    commitFile('first');
    git(top, 'bisect', 'start');
    expect(operationUnderWay(repositoryAt(top))).toBe('bisect');
    git(top, 'bisect', 'reset');
    expect(operationUnderWay(repositoryAt(top))).toBeNull();
  });

  it('is none in a checkout at rest', () => {
    commitFile('first');
    expect(operationUnderWay(repositoryAt(top))).toBeNull();
  });
});
