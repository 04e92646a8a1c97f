import { ancestorsAmong, canAsk, knownCommits } from '../../git/commands.ts';
import type { Repository } from '../../git/repository.ts';
import { isShallow } from '../../git/shallow.ts';
import { findCommitsOf } from '../../git/trees.ts';
import { lookAtUpstream } from '../../git/upstream.ts';
import { getProject } from '../../workspace/view/state.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { CommitPlace, EvidenceEntry } from './evidence-entry.ts';

/** Of a commit that this branch does not have, the one that holds the same: a rebase or a squash made it. */
async function findRewritten(
  repository: Repository,
  evidence: readonly EvidenceEntry[],
): Promise<readonly EvidenceEntry[]> {
  const trees = evidence.flatMap(({ commit_in: place, tree }) =>
    place === undefined || place === 'branch' ? [] : (tree ?? []),
  );
  if (trees.length === 0) {
    return evidence;
  }
  const found = await findCommitsOf(repository, new Set(trees));
  return evidence.map((each) => {
    const commit = each.commit_in === 'branch' ? undefined : found.get(each.tree ?? '');
    return commit === undefined ? each : { ...each, rewritten_as: commit };
  });
}

/** Says of each commit among the evidence where it is; of none where Git cannot be asked. */
export async function placeCommits(
  workspace: Workspace,
  evidence: readonly EvidenceEntry[],
): Promise<readonly EvidenceEntry[]> {
  const { repository } = workspace.paths;
  if (repository === undefined || !(await canAsk(repository))) {
    return evidence;
  }
  const commits = evidence.filter(({ kind }) => kind === 'commit').map(({ value }) => value);
  const { default_branch: branch } = await workspace.read(getProject, 'last-good');
  const upstream = lookAtUpstream(repository, branch, null).ref?.commit;
  const known = await knownCommits(repository, commits);
  const here = await ancestorsAmong(repository, known, 'HEAD');
  const there =
    upstream === undefined ? new Set<string>() : await ancestorsAmong(repository, known, upstream);
  // A commit that is not seen may be behind where the history ends here.
  const isCutOff = isShallow(repository);
  const placeOf = (commit: string): CommitPlace => {
    if (here.has(commit)) {
      return 'branch';
    }
    if (there.has(commit)) {
      return 'default-branch';
    }
    return isCutOff ? 'unknown' : known.has(commit) ? 'elsewhere' : 'lost';
  };
  const placed = evidence.map((each) =>
    each.kind === 'commit' ? { ...each, commit_in: placeOf(each.value) } : each,
  );
  return await findRewritten(repository, placed);
}
