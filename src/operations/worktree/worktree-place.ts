import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { listCheckouts, type Checkout } from '../../git/checkouts.ts';
import { realPath, type Repository } from '../../git/repository.ts';
import { worktreeRefused } from './worktree-refused.ts';

const UNFIT_FOR_FILES = /[^\p{L}\p{N}._-]+/gu;

/** The branch that a task gets unless another is asked for. */
export function branchNameOf(taskId: string): string {
  return `task/${taskId.replace(UNFIT_FOR_FILES, '-')}`;
}

/** Beside the repository, where no tool takes it for a part of the project: `app.worktrees/T2` for `app`. */
export function defaultPath({ mainWorktree, commonDir }: Repository, taskId: string): string {
  const home = (mainWorktree ?? commonDir).replace(/\.git$/u, '');
  return path.join(`${home}.worktrees`, taskId.replace(UNFIT_FOR_FILES, '-'));
}

/** WORKTREE_REFUSED (`path`) where something is. */
export function requireFree(place: string): void {
  if (existsSync(place) && readdirSync(place).length > 0) {
    throw worktreeRefused(`${place} is there already`, {
      reason: 'path',
      details: { path: place },
      hint: 'Name another one with --path.',
    });
  }
}

/** The checkout of a branch, where one is there. */
export function checkoutOf(repository: Repository, branch: string): Checkout | undefined {
  return listCheckouts(repository).find((each) => each.isThere && each.branch === branch);
}

/** Whether two paths are one folder. */
export function isSameFolder(a: string, b: string): boolean {
  return a === b || (realPath(a) ?? a) === (realPath(b) ?? b);
}
