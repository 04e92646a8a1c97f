import { lstatSync } from 'node:fs';
import path from 'node:path';
import { realPath, type Repository } from './repository.ts';

function isFolder(dir: string): boolean {
  return lstatSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * A repository without a checkout at this very folder, as a server has it; `undefined` where there is none. What stands for
 * its worktree is the folder itself: Git is asked there.
 */
export function findBareRepository(dir: string): Repository | undefined {
  const top = realPath(dir);
  const isBare =
    top !== undefined &&
    lstatSync(path.join(top, 'HEAD'), { throwIfNoEntry: false }) !== undefined &&
    isFolder(path.join(top, 'objects')) &&
    isFolder(path.join(top, 'refs'));
  return isBare ? { worktree: top, gitDir: top, commonDir: top, mainWorktree: null } : undefined;
}
