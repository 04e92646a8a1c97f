import { rmdirSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../errors.ts';
import { ask, openGit, resolveCommit } from './commands.ts';
import { exists, type Repository } from './repository.ts';

/** Writing a large checkout takes its time, and Git says little meanwhile. */
const SILENT_MS = 30 * 60_000;

/** What Git says, without the lines that only tell what it was about to do. */
function sayingOf(cause: unknown): string {
  const lines = (cause instanceof Error ? cause.message : String(cause)).trim().split('\n');
  return lines.findLast((line) => /^(?:fatal|error):/u.test(line)) ?? lines.at(-1) ?? '';
}

/** How Git tells that a partial clone has not got what it is to write, and that nothing is fetched here. */
const NOT_FETCHED = /promisor remote|lazy fetching|transport '[^']*' not allowed/u;

function refusedBy(what: string, cause: unknown): LodestarError {
  const said = sayingOf(cause);
  if (said.includes('No space left on device')) {
    return new LodestarError('DISK_FULL', `Git ${what}: ${said}`, { cause });
  }
  return new LodestarError('WORKTREE_REFUSED', `Git ${what}: ${said}`, {
    details: { reason: NOT_FETCHED.test(said) ? 'not-fetched' : 'git' },
    cause,
  });
}

export interface NewWorktree {
  /** An absolute path at which nothing is, or an empty folder. */
  readonly path: string;
  readonly branch: string;
  /** The commit that the branch is made from; undefined for a branch that is there. */
  readonly from: string | undefined;
}

/** What `git worktree add` is given. */
export function argumentsOf({ path: place, branch, from }: NewWorktree): readonly string[] {
  return from === undefined ? [place, branch] : ['--no-track', '-b', branch, place, from];
}

/** Takes back a branch that was just made, where it is still at its beginning; Git leaves one that is checked out. */
async function dropBranch(repository: Repository, branch: string, from: string): Promise<void> {
  if ((await resolveCommit(repository, `refs/heads/${branch}`)) === from) {
    await ask(repository.worktree, ['branch', '--quiet', '-D', branch]);
  }
}

/** Git makes the folders above a worktree, and leaves them where it fails. */
function dropFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it, or it was not made.
  }
}

/**
 * Makes a linked worktree. The branch gets no upstream: no setting is written, and nothing is fetched. WORKTREE_REFUSED (`git`,
 * `not-fetched`), DISK_FULL.
 */
export async function addWorktree(
  repository: Repository,
  { path: place, branch, from }: NewWorktree,
): Promise<void> {
  const git = await openGit(repository.worktree, { silentMs: SILENT_MS });
  const what = argumentsOf({ path: place, branch, from });
  const above = path.dirname(place);
  const hadFolder = exists(above);
  try {
    await git.raw(['worktree', 'add', '--quiet', ...what]);
  } catch (cause) {
    if (from !== undefined && !sayingOf(cause).includes('already exists')) {
      await dropBranch(repository, branch, from);
    }
    if (!hadFolder) {
      dropFolder(above);
    }
    throw refusedBy('made no worktree', cause);
  }
}

/** Removes a linked worktree and leaves its branch. Git refuses what has changes of its own accord. WORKTREE_REFUSED (`git`). */
export async function removeWorktree(repository: Repository, place: string): Promise<void> {
  const git = await openGit(repository.worktree, { silentMs: SILENT_MS });
  try {
    await git.raw(['-c', 'status.showUntrackedFiles=normal', 'worktree', 'remove', place]);
  } catch (cause) {
    throw refusedBy('did not remove the worktree', cause);
  }
}

/** Lower case: assumed to be unchanged; S: left out of the work tree, where it is not there all the same. */
const UNSEEN = /^(?<tag>[a-zS]) (?<file>.+)$/su;

/**
 * The files of a checkout that Git was told not to look at (`update-index --assume-unchanged`, `--skip-worktree`) and that
 * are there: nobody can say that they have no changes. `undefined` where Git cannot tell.
 */
export async function unseenFiles(worktree: string): Promise<string[] | undefined> {
  const listed = await ask(worktree, ['ls-files', '-v', '-z']);
  return listed
    ?.split('\0')
    .flatMap((entry) => UNSEEN.exec(entry)?.groups?.file ?? [])
    .filter((file) => exists(path.join(worktree, file)));
}

/** The files of a checkout that are in no commit: changed, staged, untracked, but not those that are ignored. `undefined` where Git cannot tell. */
export async function uncommittedFiles(worktree: string): Promise<string[] | undefined> {
  const args = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=normal'];
  const listed = await ask(worktree, args);
  return listed
    ?.split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
}
