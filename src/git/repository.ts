import { lstatSync, readFileSync, realpathSync, type BigIntStats } from 'node:fs';
import path from 'node:path';
import { isTransient, readFailure } from '../util/read-failure.ts';
import { systemCodeOf } from '../util/system-error.ts';

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

/** What is at a path, links not followed; `undefined` when nothing is. RUNTIME_IO or FILE_NOT_FOUND where that cannot be told. */
export function lookAt(file: string): BigIntStats | undefined {
  try {
    return lstatSync(file, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    throw readFailure(error, file);
  }
}

export function exists(file: string): boolean {
  return lookAt(file) !== undefined;
}

/** What cannot be told just now is not taken for missing. */
export function orMissing<T>(file: string, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (isTransient(error)) {
      throw readFailure(error, file);
    }
    return undefined;
  }
}

const MISSING = new Set<string | undefined>(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP']);

/** As `orMissing`, and what may not be looked at is not taken for missing either: a checkout would seem to have a runtime of its own. */
function orAbsent<T>(file: string, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (MISSING.has(systemCodeOf(error))) {
      return undefined;
    }
    throw readFailure(error, file);
  }
}

/** The text of a small file of Git's; `undefined` when there is none to be read. RUNTIME_IO where that cannot be told. */
export function readGitFile(file: string): string | undefined {
  return orMissing(file, () => readFileSync(file).toString('utf8'));
}

/** The real path; `undefined` when nothing is there, or it may not be looked at. RUNTIME_IO where that cannot be told. */
export function realPath(file: string): string | undefined {
  return orMissing(file, () => realpathSync.native(file));
}

function readLink(file: string): string | undefined {
  return orAbsent(file, () => readFileSync(file).toString('utf8'));
}

function followLink(file: string): string | undefined {
  return orAbsent(file, () => realpathSync.native(file));
}

function gitDirOf(worktree: string): string | undefined {
  const real = followLink(path.join(worktree, '.git'));
  if (real === undefined || lookAt(real)?.isDirectory() === true) {
    return real;
  }
  const target = GIT_FILE.exec(readLink(real) ?? '')?.[1];
  return target === undefined ? undefined : followLink(path.resolve(worktree, target));
}

function commonDirOf(gitDir: string): string | undefined {
  const relative = readLink(path.join(gitDir, 'commondir'))?.trimEnd();
  return relative === undefined ? gitDir : followLink(path.resolve(gitDir, relative));
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
