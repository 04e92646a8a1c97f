import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readHead } from './head.ts';
import { exists, readGitFile, type Repository } from './repository.ts';

/** One of a repository's checkouts, as its common dir knows it. */
export interface Checkout {
  /** Its top folder; null where it cannot be told. */
  readonly worktree: string | null;
  /** Null when HEAD is detached there. */
  readonly branch: string | null;
  /** False when the folder was removed and Git has not been told (`git worktree prune` would). */
  readonly isThere: boolean;
}

function linkedNames(commonDir: string): string[] {
  try {
    return readdirSync(path.join(commonDir, 'worktrees')).sort();
  } catch {
    return [];
  }
}

function linkedCheckout(repository: Repository, name: string): Checkout {
  const gitDir = path.join(repository.commonDir, 'worktrees', name);
  const dotGit = readGitFile(path.join(gitDir, 'gitdir'))?.trimEnd();
  const worktree = dotGit === undefined ? null : path.dirname(path.resolve(gitDir, dotGit));
  const { branch } = readHead({ ...repository, gitDir });
  return { worktree, branch, isThere: worktree !== null && exists(path.join(worktree, '.git')) };
}

/** The main checkout, where there is one, and the linked ones; read from Git's files. */
export function listCheckouts(repository: Repository): Checkout[] {
  const { mainWorktree, commonDir } = repository;
  const main: Checkout[] =
    mainWorktree === null
      ? []
      : [
          {
            worktree: mainWorktree,
            branch: readHead({ ...repository, gitDir: commonDir }).branch,
            isThere: true,
          },
        ];
  return [...main, ...linkedNames(commonDir).map((name) => linkedCheckout(repository, name))];
}
