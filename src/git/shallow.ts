import path from 'node:path';
import { ask } from './commands.ts';
import { readGitFile, type Repository } from './repository.ts';

function shallowFile({ commonDir }: Repository): string | undefined {
  return readGitFile(path.join(commonDir, 'shallow'));
}

/** Whether the clone's history is cut off: it lacks what was before some of its commits. */
export function isShallow(repository: Repository): boolean {
  return shallowFile(repository) !== undefined;
}

/** Git itself shows such a commit as one without parents; its bytes still name them. */
async function hasParent(repository: Repository, commit: string): Promise<boolean> {
  const text = (await ask(repository.worktree, ['cat-file', 'commit', commit])) ?? '';
  return /^parent /mu.test(text.split('\n\n', 1)[0] ?? '');
}

/** Those of the commits (full ids) whose parents a shallow clone lacks. */
export async function listCutOff(
  repository: Repository,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  const marked = new Set(shallowFile(repository)?.split('\n') ?? []);
  const cut = new Set<string>();
  for (const commit of commits.filter((each) => marked.has(each))) {
    if (await hasParent(repository, commit)) {
      cut.add(commit);
    }
  }
  return cut;
}
