import { listCheckouts, type Checkout } from '../../git/checkouts.ts';
import { uncommittedFiles } from '../../git/worktrees.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { tasksByBranch, type WorktreeTask } from './bindings.ts';
import { isSameFolder } from './worktree-place.ts';

export interface WorktreeEntry {
  /** Absolute; null where it cannot be told. */
  readonly path: string | null;
  /** Null when HEAD is detached. */
  readonly branch: string | null;
  /** The main one, which is never removed. */
  readonly main: boolean;
  /** The command was run in it. */
  readonly here: boolean;
  /** False when its folder is gone. */
  readonly present: boolean;
  /** How many files are in no commit; null where that cannot be told. */
  readonly uncommitted: number | null;
  readonly tasks: readonly WorktreeTask[];
}

export interface WorktreeListResult {
  readonly worktrees: readonly WorktreeEntry[];
  readonly count: number;
}

async function countUncommitted({ worktree, isThere }: Checkout): Promise<number | null> {
  const files = isThere && worktree !== null ? await uncommittedFiles(worktree) : undefined;
  return files?.length ?? null;
}

/** The repository's worktrees, the main one first, with the tasks that are worked on in each. */
export async function listTaskWorktrees(context: OperationContext): Promise<Outcome<WorktreeListResult>> {
  const { workspace, warnings } = context;
  const { repository } = workspace.paths;
  if (repository === undefined) {
    return { data: { worktrees: [], count: 0 }, next: [], warnings };
  }
  const tasks = await workspace.read(tasksByBranch, 'last-good');
  const entryOf = async (checkout: Checkout): Promise<WorktreeEntry> => {
    const { worktree, branch, isThere } = checkout;
    return {
      path: worktree,
      branch,
      main: worktree !== null && worktree === repository.mainWorktree,
      here: worktree !== null && isSameFolder(worktree, repository.worktree),
      present: isThere,
      uncommitted: await countUncommitted(checkout),
      tasks: tasks.get(branch ?? '') ?? [],
    };
  };
  const worktrees: WorktreeEntry[] = [];
  for (const checkout of listCheckouts(repository)) {
    worktrees.push(await entryOf(checkout));
  }
  return { data: { worktrees, count: worktrees.length }, next: [], warnings };
}
