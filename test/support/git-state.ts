import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkspace } from './workspace.ts';

/** What of Git's folder is neither its objects, which only grow, nor the index, whose bytes hold times. */
const KEPT = /^(?:HEAD|ORIG_HEAD|MERGE_HEAD|config|packed-refs|info|hooks|refs|logs|worktrees)(?:\/|$)/u;

/** Index, refs, settings, hooks and reflogs of a repository: what no command changes unless its name says so. */
export function gitState(workspace: TestWorkspace): Record<string, string> {
  const folder = join(workspace.root, '.git');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => KEPT.test(name));
  const state: Record<string, string> = { index: workspace.git('ls-files', '--stage') };
  for (const name of files.sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) {
      state[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
  }
  return state;
}
