import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readHead } from './head.ts';
import { exists, readGitFile, type Repository } from './repository.ts';

/** One of a repository's checkouts, as its common dir knows it. */
export interface Checkout {
  /** Its top folder; null where it cannot be told. */
  readonly worktree: string | null;
  /** Also the one that a rebase or a bisect under way goes back to. Null when HEAD is detached without one. */
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

const BRANCH_REF = /^(?:refs\/heads\/)?(.+)$/u;

/** Where Git keeps the branch that it goes back to: a whole ref, and for a bisect its short name or a commit. */
const INTERRUPTED = ['rebase-merge/head-name', 'rebase-apply/head-name', 'BISECT_START'];

function branchOf(repository: Repository, gitDir: string): string | null {
  const { branch } = readHead({ ...repository, gitDir });
  if (branch !== null) {
    return branch;
  }
  const kept = INTERRUPTED.map((name) => readGitFile(path.join(gitDir, name))).find(
    (text) => text !== undefined,
  );
  return BRANCH_REF.exec(kept?.trimEnd() ?? '')?.[1] ?? null;
}

function linkedDir(repository: Repository, name: string): string {
  return path.join(repository.commonDir, 'worktrees', name);
}

function linkedCheckout(repository: Repository, name: string): Checkout {
  const gitDir = linkedDir(repository, name);
  const dotGit = readGitFile(path.join(gitDir, 'gitdir'))?.trimEnd();
  const worktree = dotGit === undefined ? null : path.dirname(path.resolve(gitDir, dotGit));
  return {
    worktree,
    branch: branchOf(repository, gitDir),
    isThere: worktree !== null && exists(path.join(worktree, '.git')),
  };
}

const BARE = /^[ \t]*bare[ \t]*=[ \t]*(?:true|yes|on|1)[ \t]*$/imu;

/**
 * Not where the repository is bare, also one in `.git`, with linked checkouts beside it. A submodule's checkout, and one with a
 * separate Git directory, is somewhere that its common dir need not tell.
 */
function hasMainCheckout({ commonDir }: Repository): boolean {
  const configs = ['config', 'config.worktree'].map((name) => readGitFile(path.join(commonDir, name)) ?? '');
  return !configs.some((text) => BARE.test(text));
}

/** The main checkout, where there is one, and the linked ones; read from Git's files. */
export function listCheckouts(repository: Repository): Checkout[] {
  const { mainWorktree, commonDir } = repository;
  const main: Checkout[] = hasMainCheckout(repository)
    ? [{ worktree: mainWorktree, branch: branchOf(repository, commonDir), isThere: true }]
    : [];
  return [...main, ...linkedNames(commonDir).map((name) => linkedCheckout(repository, name))];
}

/** A line of `logs/HEAD`: two commits, who, seconds since the epoch, zone, and what was done. */
const MOVE = /> (\d+) [+-]\d{4}\t(?:checkout: moving from (\S+) to |Branch: renamed refs\/heads\/(\S+) to )/u;

interface Move {
  /** Or the commit, where HEAD was detached. */
  readonly from: string;
  /** Epoch seconds: Git keeps whole ones. */
  readonly atS: number;
}

/** How HEAD went from one branch to another, as Git's log of it has it, which not every repository keeps. */
function movesOf(gitDir: string): Move[] {
  const lines = readGitFile(path.join(gitDir, 'logs', 'HEAD'))?.split('\n') ?? [];
  return lines.flatMap((line) => {
    const [, seconds, from, renamed] = MOVE.exec(line) ?? [];
    const left = from ?? renamed;
    return left === undefined ? [] : [{ from: left, atS: Number(seconds) }];
  });
}

/** The branches that a checkout had and went away from. */
export function branchesLeft({ gitDir }: Repository): ReadonlySet<string> {
  return new Set(movesOf(gitDir).map(({ from }) => from));
}

/**
 * Whether a checkout that is there had the branch and went to another one since then, epoch milliseconds.
 */
export function wasLeftSince(repository: Repository, branch: string, sinceMs: number): boolean {
  const present = linkedNames(repository.commonDir).filter(
    (name) => linkedCheckout(repository, name).isThere,
  );
  const gitDirs = [repository.commonDir, ...present.map((name) => linkedDir(repository, name))];
  return gitDirs.flatMap(movesOf).some(({ from, atS }) => from === branch && (atS + 1) * 1000 > sinceMs);
}
