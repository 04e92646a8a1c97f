import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** A checkout and where Git keeps what belongs to it; all are real, absolute paths. */
export interface Repository {
  /** The folder that holds `.git`, a folder or a file. */
  readonly worktree: string;
  /** This checkout's own: its HEAD, its index. */
  readonly gitDir: string;
  /** What all checkouts of the repository share: refs, objects, config. */
  readonly commonDir: string;
  /** The main worktree; `null` where there may be none or it cannot be told (bare, submodule, separate Git dir). */
  readonly mainWorktree: string | null;
}

const GIT_FILE = /^gitdir: (.+?)\r?\n?$/su;

export function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** The text of a small file of Git's; `undefined` when it cannot be read, whatever the reason. */
export function readGitFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The real path; `undefined` when nothing is there, or it may not be looked at. */
export function realPath(file: string): string | undefined {
  try {
    return realpathSync.native(file);
  } catch {
    return undefined;
  }
}

function gitDirOf(worktree: string): string | undefined {
  const dotGit = path.join(worktree, '.git');
  const real = realPath(dotGit);
  if (real === undefined || lstatSync(real).isDirectory()) {
    return real;
  }
  const target = GIT_FILE.exec(readGitFile(real) ?? '')?.[1];
  return target === undefined ? undefined : realPath(path.resolve(worktree, target));
}

function commonDirOf(gitDir: string): string | undefined {
  const relative = readGitFile(path.join(gitDir, 'commondir'))?.trimEnd();
  return relative === undefined ? gitDir : realPath(path.resolve(gitDir, relative));
}

/** The repository whose checkout has its top at `worktree`; `undefined` when the `.git` there is none, or is broken. */
function openRepository(worktree: string): Repository | undefined {
  const gitDir = gitDirOf(worktree);
  const commonDir = gitDir === undefined ? undefined : commonDirOf(gitDir);
  if (gitDir === undefined || commonDir === undefined || !exists(path.join(gitDir, 'HEAD'))) {
    return undefined;
  }
  const mainWorktree = path.basename(commonDir) === '.git' ? path.dirname(commonDir) : null;
  return { worktree, gitDir, commonDir, mainWorktree };
}

/** The folder and those above it, up to the first that holds `.git` (a folder or a file), or to the top. */
export function* foldersUpwards(dir: string): Generator<{ folder: string; isTop: boolean }> {
  for (let folder = dir; ; folder = path.dirname(folder)) {
    const isTop = exists(path.join(folder, '.git'));
    yield { folder, isTop };
    if (isTop || folder === path.dirname(folder)) {
      return;
    }
  }
}

/**
 * The repository that a folder is checked out from, found from files alone: no process is started and `GIT_DIR` is not
 * asked. A `.git` that is no repository ends the search without one.
 */
export function findRepository(dir: string): Repository | undefined {
  const start = realPath(dir);
  if (start === undefined) {
    return undefined;
  }
  for (const { folder, isTop } of foldersUpwards(start)) {
    if (isTop) {
      return openRepository(folder);
    }
  }
  return undefined;
}
