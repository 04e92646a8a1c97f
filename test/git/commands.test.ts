import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ancestorsOfHead,
  isIgnored,
  isTracked,
  isUnmerged,
  resolveCommit,
  userName,
} from '../../src/git/commands.ts';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

let top = '';
let repository: Repository;

function commitFile(text: string, name = 'file'): string {
  writeFileSync(join(top, name), text);
  git(top, 'add', name);
  git(top, 'commit', '--quiet', '-m', text);
  return git(top, 'rev-parse', 'HEAD').trim();
}

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  top = makeTempFolder();
  git(top, 'init', '--quiet', '--initial-branch=main');
  const found = findRepository(top);
  if (found === undefined) {
    throw new Error('no repository');
  }
  repository = found;
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('questions to Git', () => {
  it('tell which commits HEAD holds, by full and by short id', async () => {
    const first = commitFile('first');
    const second = commitFile('second');
    git(top, 'switch', '--quiet', '-c', 'other', first);
    const other = commitFile('other');
    git(top, 'switch', '--quiet', 'main');
    const missing = 'a'.repeat(40);
    const asked = [first, second.slice(0, 8), other, missing, '--all', 'HEAD', '', 'deadbee'];
    expect(await ancestorsOfHead(repository, asked)).toEqual(new Set([first, second.slice(0, 8)]));
    expect(await ancestorsOfHead(repository, [])).toEqual(new Set());
  });

  it('tell ancestors of more commits than fit one command line', async () => {
    const first = commitFile('first');
    const many = Array.from({ length: 1000 }, (_, index) => index.toString(16).padStart(40, '0'));
    expect(await ancestorsOfHead(repository, [...many, first])).toEqual(new Set([first]));
  });

  it('tell no ancestors on an unborn branch', async () => {
    expect(await ancestorsOfHead(repository, ['a'.repeat(40)])).toEqual(new Set());
  });

  it('tell whether a file is tracked, ignored or neither, whatever is in its name', async () => {
    writeFileSync(join(top, '.gitignore'), 'ignored\n');
    commitFile('text', '*[a]');
    writeFileSync(join(top, 'plain'), '');
    expect(await isTracked(repository, join(top, '*[a]'))).toBe(true);
    expect(await isTracked(repository, join(top, '*'))).toBe(false);
    expect(await isIgnored(repository, join(top, 'ignored'))).toBe(true);
    expect(await isIgnored(repository, join(top, 'plain'))).toBe(false);
    expect(await isIgnored(repository, join(top, '*[a]'))).toBe(false);
  });

  it('tell whether a file is unmerged', async () => {
    commitFile('base');
    git(top, 'switch', '--quiet', '-c', 'other');
    commitFile('other');
    git(top, 'switch', '--quiet', 'main');
    commitFile('main');
    expect(await isUnmerged(repository, join(top, 'file'))).toBe(false);
    expect(() => git(top, 'merge', 'other')).toThrow();
    expect(await isUnmerged(repository, join(top, 'file'))).toBe(true);
    expect(await isUnmerged(repository, join(top, 'missing'))).toBe(false);
  });

  it('resolve a revision to a commit, and nothing else', async () => {
    const first = commitFile('first');
    git(top, 'tag', '-a', '-m', 'tag', 'v1');
    expect(await resolveCommit(repository, 'HEAD')).toBe(first);
    expect(await resolveCommit(repository, 'v1')).toBe(first);
    expect(await resolveCommit(repository, first.slice(0, 7))).toBe(first);
    expect(await resolveCommit(repository, 'HEAD:file')).toBeNull();
    expect(await resolveCommit(repository, 'missing')).toBeNull();
    expect(await resolveCommit(repository, '--all')).toBeNull();
  });

  it('tell the name of the user, of this repository or of none', async () => {
    expect(await userName(top)).toBeNull();
    git(top, 'config', 'user.name', 'Ada Lovelace');
    expect(await userName(top)).toBe('Ada Lovelace');
    expect(await userName(makeTempFolder())).toBeNull();
  });
});

describe('a question to Git', () => {
  it('is about its own repository, whatever a hook’s variables say', async () => {
    const first = commitFile('first');
    vi.stubEnv('GIT_DIR', join(makeTempFolder(), 'elsewhere'));
    vi.stubEnv('GIT_INDEX_FILE', '/nonexistent');
    vi.stubEnv('EDITOR', 'vi');
    expect(await resolveCommit(repository, 'HEAD')).toBe(first);
    expect(await isTracked(repository, join(top, 'file'))).toBe(true);
  });

  it('changes nothing, and runs nothing that the repository names', async () => {
    const first = commitFile('first');
    const trap = join(makeTempFolder(), 'trap');
    const sprung = `${trap}.sprung`;
    writeFileSync(trap, `#!/bin/sh\ntouch ${sprung}\n`);
    chmodSync(trap, 0o755);
    git(top, 'config', 'core.fsmonitor', trap);
    mkdirSync(join(top, '.git/hooks'), { recursive: true });
    writeFileSync(join(top, '.git/hooks/post-index-change'), `#!/bin/sh\ntouch ${sprung}\n`, { mode: 0o755 });
    writeFileSync(join(top, 'file'), 'touched');
    const index = join(top, '.git/index');
    const stateOf = (): unknown => {
      const { mtimeNs, ino } = statSync(index, { bigint: true });
      return [mtimeNs, ino, readFileSync(index, 'hex')];
    };
    const before = stateOf();
    await isUnmerged(repository, join(top, 'file'));
    await isTracked(repository, join(top, 'file'));
    await isIgnored(repository, join(top, 'file'));
    await ancestorsOfHead(repository, [first]);
    expect(stateOf()).toEqual(before);
    expect(readdirSync(join(trap, '..'))).toEqual(['trap']);
  });

  it('that Git cannot answer, for want of Git, is answered with care', async () => {
    commitFile('first');
    vi.stubEnv('PATH', '/nonexistent');
    expect(await userName(top)).toBeNull();
    expect(await resolveCommit(repository, 'HEAD')).toBeNull();
    expect(await isTracked(repository, join(top, 'file'))).toBe(false);
    expect(await isUnmerged(repository, join(top, 'file'))).toBe(true);
    expect(await ancestorsOfHead(repository, ['a'.repeat(40)])).toEqual(new Set());
  });
});
