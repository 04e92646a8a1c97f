import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

/** What of Git's folder is neither its objects, which only grow, nor the index, whose bytes hold times. */
const KEPT =
  /^(?:HEAD|\w+_HEAD|MERGE_\w+|config|packed-refs|shallow|info|hooks|refs|logs|worktrees|rebase-\w+)(?:\/|$)/u;
const INDEX = /(?:^|\/)index$/u;

function hashes(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => KEPT.test(name) && !INDEX.test(name) && statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => [
      `${folder}: ${name}`,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]);
}

/**
 * Index, refs, settings, hooks, reflogs and what is under way in a repository of any kind: what no command changes unless
 * its name says so.
 */
export function gitState({ root }: { readonly root: string }): Record<string, string> {
  const asked = ['--is-bare-repository', '--absolute-git-dir', '--path-format=absolute', '--git-common-dir'];
  const [isBare, ...folders] = git(root, 'rev-parse', ...asked)
    .trim()
    .split('\n');
  return {
    index: isBare === 'true' ? '' : git(root, 'ls-files', '--stage'),
    ...Object.fromEntries([...new Set(folders)].flatMap(hashes)),
  };
}
