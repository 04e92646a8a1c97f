import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import {
  findInCommit,
  listStages,
  mergeBase,
  readBlob,
  readInCommit,
  sizeOfBlob,
} from '../../src/git/blobs.ts';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A byte order mark, CRLF, a byte that is no UTF-8, no line end last. */
const ODD_BYTES = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0xff, 0x00, 0x62]);

const ODD_NAME = 'a b/*[x]é.yaml';

function repositoryAt(dir: string): Repository {
  const found = findRepository(dir);
  if (found === undefined) {
    throw new Error('no repository');
  }
  return found;
}

function initAt(top: string): Repository {
  git(top, 'init', '--quiet', '--initial-branch=main');
  return repositoryAt(top);
}

function commit({ worktree }: Repository, name: string, content: string | Buffer): string {
  mkdirSync(dirname(join(worktree, name)), { recursive: true });
  writeFileSync(join(worktree, name), content);
  git(worktree, 'add', '--all');
  git(worktree, 'commit', '--quiet', '-m', `Write ${name}`);
  return git(worktree, 'rev-parse', 'HEAD').trim();
}

async function bytesIn(repository: Repository, at: string, file: string): Promise<Buffer | undefined> {
  const found = await findInCommit(repository, at, file);
  return found ? await readBlob(repository, found.id) : undefined;
}

it('reads the bytes of a commit as they are, whatever the name and the settings', async () => {
  const repository = initAt(makeTempFolder());
  const first = commit(repository, ODD_NAME, ODD_BYTES);
  git(repository.worktree, 'config', 'core.autocrlf', 'true');
  git(repository.worktree, 'config', 'core.quotePath', 'true');
  commit(repository, ODD_NAME, '');
  expect(await bytesIn(repository, first, ODD_NAME)).toEqual(ODD_BYTES);
  expect(await bytesIn(repository, git(repository.worktree, 'rev-parse', 'HEAD').trim(), ODD_NAME)).toEqual(
    Buffer.alloc(0),
  );
  const found = await findInCommit(repository, first, ODD_NAME);
  expect(await sizeOfBlob(repository, found?.id ?? '')).toBe(ODD_BYTES.length);
  expect(found?.size).toBe(ODD_BYTES.length);
});

it('finds nothing where there is no such file, no such commit, or a folder', async () => {
  const repository = initAt(makeTempFolder());
  const only = commit(repository, 'folder/file', 'text');
  for (const missing of ['folder', '*', 'other', '../file', '/folder/file', ':(top)folder/file']) {
    expect(await findInCommit(repository, only, missing), missing).toBeNull();
  }
  expect(await findInCommit(repository, 'a'.repeat(40), 'folder/file')).toBeUndefined();
  expect(await readBlob(repository, 'a'.repeat(40))).toBeUndefined();
  expect(await sizeOfBlob(repository, 'a'.repeat(40))).toBeUndefined();
  expect([...(await listStages(repository, 'folder'))]).toEqual([]);
});

it('tells a symbolic link from a file', async () => {
  const repository = initAt(makeTempFolder());
  symlinkSync('file', join(repository.worktree, 'link'));
  const only = commit(repository, 'file', 'text');
  expect(await findInCommit(repository, only, 'link')).toMatchObject({ isLink: true });
  expect(await findInCommit(repository, only, 'file')).toMatchObject({ isLink: false });
  expect((await listStages(repository, 'link')).get(0)).toMatchObject({ isLink: true });
});

it('reads the index, also of a merge that has stopped, from any folder of the checkout', async () => {
  const repository = initAt(makeTempFolder());
  const { worktree } = repository;
  commit(repository, 'plan[1].yaml', 'base\n');
  git(worktree, 'switch', '--quiet', '-c', 'theirs');
  commit(repository, 'plan[1].yaml', 'theirs\r\n');
  git(worktree, 'switch', '--quiet', 'main');
  commit(repository, 'plan[1].yaml', ODD_BYTES);
  const stages = async (): Promise<Record<string, Buffer | undefined>> => {
    const found: Record<string, Buffer | undefined> = {};
    for (const [stage, { id }] of await listStages(repository, 'plan[1].yaml')) {
      found[stage] = await readBlob(repository, id);
    }
    return found;
  };
  expect(await stages()).toEqual({ 0: ODD_BYTES });
  expect(() => git(worktree, 'merge', 'theirs')).toThrow();
  expect(await stages()).toEqual({
    1: Buffer.from('base\n'),
    2: ODD_BYTES,
    3: Buffer.from('theirs\r\n'),
  });
});

it('finds the commit that two histories go back to, or says that there is none', async () => {
  const repository = initAt(makeTempFolder());
  const { worktree } = repository;
  const base = commit(repository, 'file', 'base');
  git(worktree, 'switch', '--quiet', '-c', 'other');
  const other = commit(repository, 'other', 'text');
  git(worktree, 'switch', '--quiet', 'main');
  const main = commit(repository, 'file', 'main');
  expect(await mergeBase(repository, main, other)).toBe(base);
  expect(await mergeBase(repository, base, main)).toBe(base);
  git(worktree, 'switch', '--quiet', '--orphan', 'apart');
  const apart = commit(repository, 'file', 'apart');
  expect(await mergeBase(repository, main, apart)).toBeNull();
});

it('works in linked worktrees, submodules and shallow clones', async () => {
  const top = makeTempFolder();
  const origin = initAt(makeTempFolder());
  const first = commit(origin, 'file', 'first');
  const second = commit(origin, 'file', 'second');
  git(top, 'clone', '--quiet', '--depth=1', pathToFileURL(origin.worktree).href, 'shallow');
  const shallow = repositoryAt(join(top, 'shallow'));
  expect(await bytesIn(shallow, second, 'file')).toEqual(Buffer.from('second'));
  expect(await bytesIn(shallow, first, 'file')).toBeUndefined();
  expect(await mergeBase(shallow, first, second)).toBeNull();

  git(origin.worktree, 'worktree', 'add', '--quiet', '--detach', join(top, 'linked'), first);
  expect(await bytesIn(repositoryAt(join(top, 'linked')), second, 'file')).toEqual(Buffer.from('second'));

  const outer = initAt(makeTempFolder());
  git(
    outer.worktree,
    '-c',
    'protocol.file.allow=always',
    'submodule',
    'add',
    '--quiet',
    origin.worktree,
    'in',
  );
  commit(outer, 'file', 'outer');
  const inner = repositoryAt(join(outer.worktree, 'in'));
  expect(await bytesIn(inner, first, 'file')).toEqual(Buffer.from('first'));
  expect((await listStages(inner, 'file')).size).toBe(1);
});

it('tells what a partial clone lacks from what is not there, and fetches none of it', async () => {
  const origin = initAt(makeTempFolder());
  git(origin.worktree, 'config', 'uploadpack.allowFilter', 'true');
  const first = commit(origin, 'file', 'first');
  commit(origin, 'file', 'second');
  const cloneWithout = (filter: string): Repository => {
    const top = makeTempFolder();
    git(top, 'clone', '--quiet', `--filter=${filter}`, pathToFileURL(origin.worktree).href, 'partial');
    return repositoryAt(join(top, 'partial'));
  };
  const read = async (repository: Repository, file: string): Promise<unknown> =>
    await readInCommit(repository, { commit: first, file, maxBytes: 100 });
  const withoutBlobs = cloneWithout('blob:none');
  expect(await findInCommit(withoutBlobs, first, 'file')).toMatchObject({ size: undefined });
  expect(await read(withoutBlobs, 'file')).toBe('unknown');
  expect(await read(withoutBlobs, 'other')).toBe('none');
  const withoutTrees = cloneWithout('tree:0');
  expect(await findInCommit(withoutTrees, first, 'file')).toBeUndefined();
  expect(await read(withoutTrees, 'file')).toBe('unknown');
});
