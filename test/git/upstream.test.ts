import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { lookAtUpstream, type UpstreamLook } from '../../src/git/upstream.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { commitAll, initRepository } from '../support/workspace.ts';

let root: string;
let first: string;

function repository(): Repository {
  const found = findRepository(root);
  if (found === undefined) {
    throw new Error('no repository');
  }
  return found;
}

function look(known: UpstreamLook | null = null): UpstreamLook {
  return lookAtUpstream(repository(), 'main', known);
}

function commit(message: string): string {
  commitAll(root, message);
  return git(root, 'rev-parse', 'HEAD').trim();
}

beforeEach(() => {
  root = join(makeTempFolder(), 'repo');
  initRepository(root);
  first = commit('one');
});

describe('lookAtUpstream', () => {
  it('has nothing to look at where the checkout is on the default branch and there is no remote', () => {
    expect(look().ref).toBeNull();
  });

  it('takes the local default branch from another branch, loose or packed', () => {
    git(root, 'checkout', '--quiet', '-b', 'feature');
    expect(look().ref).toEqual({ name: 'main', commit: first });
    git(root, 'pack-refs', '--all');
    expect(look().ref).toEqual({ name: 'main', commit: first });
  });

  it("goes by origin's branch before the local one, also on it, loose or packed", () => {
    const second = commit('two');
    git(root, 'update-ref', 'refs/remotes/origin/main', first);
    expect(look().ref).toEqual({ name: 'origin/main', commit: first });
    git(root, 'checkout', '--quiet', '-b', 'feature');
    git(root, 'pack-refs', '--all');
    expect(look().ref).toEqual({ name: 'origin/main', commit: first });
    git(root, 'update-ref', 'refs/remotes/origin/main', second);
    expect(look().ref).toEqual({ name: 'origin/main', commit: second });
  });

  it('reads packed refs no second time as long as they are the same file', async () => {
    git(root, 'update-ref', 'refs/remotes/origin/main', first);
    git(root, 'pack-refs', '--all');
    await expect.poll(() => look().packed?.mark).not.toBe('');
    const seen = look();
    const known = {
      ...seen,
      packed: { ...seen.packed, mark: seen.packed?.mark ?? '', remote: 'f'.repeat(40), local: null },
    };
    expect(look(known).ref?.commit).toBe('f'.repeat(40));
    const file = join(root, '.git', 'packed-refs');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    writeFileSync(file, text);
    expect(look(known).ref?.commit).toBe(first);
  });

  it('keeps what was known where refs are kept as reftable', () => {
    git(root, 'checkout', '--quiet', '-b', 'feature');
    const before = look();
    rmSync(join(root, '.git', 'refs'), { recursive: true });
    mkdirSync(join(root, '.git', 'refs'));
    mkdirSync(join(root, '.git', 'reftable'));
    writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/.invalid\n');
    expect(look(before)).toMatchObject({ ref: { name: 'main', commit: first }, isHidden: true });
    expect(look()).toMatchObject({ ref: null, isHidden: true });
  });
});
