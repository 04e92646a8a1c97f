import { listTrailerCommits } from '../../git/file-history.ts';
import { formerIdsOf } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';

/** Names the tasks that a commit is about, in its message: `Lodestar-Task: T2`. */
export const TASK_TRAILER = 'Lodestar-Task';

/** A commit of HEAD's history whose message names the task. */
export interface NamedCommit {
  readonly commit: string;
  readonly author: string;
  readonly at: string;
  readonly subject: string;
}

/** The commits that name a task, also by an id that it had before, the newest first; null where Git cannot tell. */
export async function listNamedCommits(
  { repository }: Pick<WorkspacePaths, 'repository'>,
  task: Pick<SpecTask, 'id' | 'renamed_from' | 'former_ids'>,
): Promise<readonly NamedCommit[] | null> {
  const found = repository && (await listTrailerCommits(repository, TASK_TRAILER));
  const ids = new Set([task.id, ...formerIdsOf(task)]);
  const named = found?.filter(({ trailers }) => trailers.some((each) => ids.has(each)));
  return (
    named?.map(({ commit, author, at, subject }) => ({
      commit,
      author,
      at: formatTimestamp(Date.parse(at)),
      subject,
    })) ?? null
  );
}
