import { ask } from './commands.ts';
import type { Repository } from './repository.ts';

/** So far back a commit is looked for that holds the same as another. */
const MAX_COMMITS = 5000;

/** The id of what a commit (a full id, or its first letters) holds; `null` where it is not known here. */
export async function treeOf(repository: Repository, commit: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`];
  const id = (await ask(repository.worktree, args))?.trim() ?? '';
  return id === '' ? null : id;
}

/** For each of the trees the newest commit of HEAD's history that holds it, where one of the last 5,000 does. */
export async function findCommitsOf(
  repository: Repository,
  trees: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const args = ['log', `--max-count=${MAX_COMMITS}`, '--format=%H %T', 'HEAD'];
  const lines = ((await ask(repository.worktree, args)) ?? '').split('\n');
  const found = new Map<string, string>();
  for (const [commit = '', tree = ''] of lines.map((line) => line.split(' '))) {
    if (trees.has(tree) && !found.has(tree)) {
      found.set(tree, commit);
    }
  }
  return found;
}
