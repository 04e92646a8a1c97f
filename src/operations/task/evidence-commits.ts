import { ancestorsAmong, canAsk, knownCommits } from '../../git/commands.ts';
import { lookAtUpstream } from '../../git/upstream.ts';
import { getProject } from '../../workspace/view/state.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { CommitPlace, EvidenceEntry } from './evidence-entry.ts';

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
  const placeOf = (commit: string): CommitPlace => {
    if (here.has(commit)) {
      return 'branch';
    }
    return there.has(commit) ? 'default-branch' : known.has(commit) ? 'elsewhere' : 'lost';
  };
  return evidence.map((each) =>
    each.kind === 'commit' ? { ...each, commit_in: placeOf(each.value) } : each,
  );
}
