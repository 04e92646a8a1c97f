import { readdirSync } from 'node:fs';
import path from 'node:path';
import { listCheckouts } from '../../git/checkouts.ts';
import { realPath, type Repository } from '../../git/repository.ts';
import { isInside } from '../../util/is-inside.ts';
import { sha256 } from '../../util/crypto.ts';
import { lookAtFile } from '../../util/look-at-file.ts';
import { worktreeRefused } from './worktree-refused.ts';

const UNFIT_FOR_FILES = /[^\p{L}\p{N}._-]+/gu;

/** The id as part of a name; two that differ in what no name takes stay two. */
function nameOf(taskId: string): string {
  const plain = taskId.replace(UNFIT_FOR_FILES, '-');
  return plain === taskId ? plain : `${plain}-${sha256(taskId).slice(0, 6)}`;
}

/** The branch that a task gets unless another is asked for. */
export function branchNameOf(taskId: string): string {
  return `task/${nameOf(taskId)}`;
}

/** Beside the repository, where no tool takes it for a part of the project: `app.worktrees/T2` for `app`. */
export function defaultPath({ mainWorktree, commonDir, worktree }: Repository, taskId: string): string {
  const isWithinGit = commonDir.split(path.sep).includes('.git');
  const home = mainWorktree ?? (isWithinGit ? worktree : commonDir.replace(/\.git$/u, ''));
  return path.join(`${home}.worktrees`, nameOf(taskId));
}

function isEmptyFolder(place: string): boolean {
  const stats = lookAtFile(place);
  return stats === undefined || (stats.isDirectory() && readdirSync(place).length === 0);
}

/** WORKTREE_REFUSED (`path`) where something is, and in another linked worktree, which would take it along when it goes. */
export function requireFree(repository: Repository, place: string): void {
  const details = { path: place };
  const hint = 'Name another one with --path.';
  if (!isEmptyFolder(place)) {
    throw worktreeRefused(`${place} is there already`, { reason: 'path', details, hint });
  }
  const around = listCheckouts(repository).find(
    ({ worktree }) => worktree !== null && worktree !== repository.mainWorktree && isInside(worktree, place),
  );
  if (around !== undefined) {
    const message = `${place} is in the worktree ${around.worktree ?? ''}`;
    throw worktreeRefused(message, { reason: 'path', details, hint });
  }
}

/** Whether two paths are one folder. */
export function isSameFolder(a: string, b: string): boolean {
  return a === b || (realPath(a) ?? a) === (realPath(b) ?? b);
}
