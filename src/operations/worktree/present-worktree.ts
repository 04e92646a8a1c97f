import path from 'node:path';
import { listCheckouts, type Checkout } from '../../git/checkouts.ts';
import { exists, findRepository, readGitFile, type Repository } from '../../git/repository.ts';
import type { Lease } from '../../model/lease.ts';
import { isSameFolder } from './worktree-place.ts';
import { beginsElsewhere, worktreeRefused } from './worktree-refused.ts';

export interface PresentQuestion {
  readonly repository: Repository;
  readonly branch: string;
  /** Live leases that others hold. */
  readonly others: readonly Lease[];
  readonly from: string | undefined;
  /** Absolute; undefined where none was asked for. */
  readonly path: string | undefined;
}

/** A checkout that Git was killed in has no index, or one that is locked: all of its files would seem to be deleted. */
function isHalfMade(worktree: string): boolean {
  const gitDir = findRepository(worktree)?.gitDir;
  if (gitDir === undefined) {
    return true;
  }
  const isBeingMade = readGitFile(path.join(gitDir, 'locked'))?.trimEnd() === 'initializing';
  return isBeingMade || !exists(path.join(gitDir, 'index')) || exists(path.join(gitDir, 'index.lock'));
}

function requireUsable({ worktree, isThere, branch }: Checkout, { repository }: PresentQuestion): string {
  const details = { branch, path: worktree };
  if (worktree === null || worktree === repository.mainWorktree) {
    throw worktreeRefused(`${branch ?? ''} is what the main worktree has checked out`, {
      reason: 'branch-in-use',
      details,
      hint: 'Name another branch with --branch.',
    });
  }
  if (!isThere) {
    throw worktreeRefused(`the worktree of ${branch ?? ''}, ${worktree}, is gone`, {
      reason: 'gone',
      details,
      hint: 'Where it was moved, `git worktree repair` in it tells Git; else let Git forget it with `git worktree prune`.',
    });
  }
  if (isHalfMade(worktree)) {
    throw worktreeRefused(`${worktree} is being made, or its making was cut short`, {
      reason: 'unfinished',
      details,
      hint: 'Wait; where nothing makes it any more, take it out with Git, and run the command again.',
    });
  }
  return worktree;
}

/**
 * The worktree that a branch has already; undefined where it has none. WORKTREE_REFUSED: `branch-in-use` (the main one),
 * `gone`, `unfinished`, `held` (somebody else works there), `branch` and `path` (what was asked for is another).
 */
export function findPresent(question: PresentQuestion): string | undefined {
  const { repository, branch, others, from, path: asked } = question;
  const checkout = listCheckouts(repository).find((each) => each.branch === branch);
  if (checkout === undefined) {
    return undefined;
  }
  const worktree = requireUsable(checkout, question);
  const details = { branch, path: worktree };
  const other = others.find((lease) => lease.branch === branch);
  if (other !== undefined) {
    throw worktreeRefused(`${other.holder} holds ${other.taskId} and works on ${branch}`, {
      reason: 'held',
      details: { ...details, task_id: other.taskId, holder: other.holder },
      hint: 'Name another branch with --branch.',
    });
  }
  if (from !== undefined) {
    throw beginsElsewhere(details, from);
  }
  if (asked !== undefined && !isSameFolder(asked, worktree)) {
    throw worktreeRefused(`${branch} has a worktree already: ${worktree}`, { reason: 'path', details });
  }
  return worktree;
}
