import path from 'node:path';
import { branchesWith } from '../../git/branches.ts';
import { branchesLeft, listCheckouts, type Checkout } from '../../git/checkouts.ts';
import { resolveCommit } from '../../git/commands.ts';
import { operationUnderWay } from '../../git/head.ts';
import { findRepository, type Repository } from '../../git/repository.ts';
import { removeWorktree, uncommittedFiles, unseenFiles } from '../../git/worktrees.ts';
import { LodestarError } from '../../errors.ts';
import { isInside } from '../../util/is-inside.ts';
import { nearMisses } from '../../util/near-miss.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { requireRepository } from '../spec/spec-place.ts';
import { tasksByBranch, type WorktreeTask } from './bindings.ts';
import { isSameFolder } from './worktree-place.ts';
import { worktreeRefused } from './worktree-refused.ts';

export interface WorktreeRemoveInput {
  /** A task, a branch, or a path from the context's folder. */
  readonly target: string;
}

export interface WorktreeRemoveResult {
  /** Absolute. */
  readonly path: string;
  /** It stays, with all that was committed; null when HEAD was detached. */
  readonly branch: string | null;
  readonly task_ids: readonly string[];
}

/** A worktree that is there, with what is worked on in it. */
interface Target extends Checkout {
  readonly worktree: string;
  readonly tasks: readonly WorktreeTask[];
}

/** Nobody reads more of them. */
const MAX_FILES = 10;

interface Candidates {
  readonly checkouts: readonly Checkout[];
  readonly tasks: ReadonlyMap<string, readonly WorktreeTask[]>;
}

function tasksOf({ tasks }: Candidates, { branch }: Checkout): readonly WorktreeTask[] {
  return tasks.get(branch ?? '') ?? [];
}

/** By path, then by branch, then by task. WORKTREE_NOT_FOUND, WORKTREE_REFUSED (`gone`). */
function findTarget(context: OperationContext, target: string, candidates: Candidates): Target {
  const { checkouts } = candidates;
  const folder = path.resolve(context.dir, target);
  const isAt = ({ worktree }: Checkout): boolean => worktree !== null && isSameFolder(worktree, folder);
  const hasTask = (each: Checkout): boolean =>
    tasksOf(candidates, each).some(({ task_id: id }) => id === target);
  const found =
    checkouts.find(isAt) ?? checkouts.find(({ branch }) => branch === target) ?? checkouts.find(hasTask);
  if (found?.worktree === undefined || found.worktree === null) {
    const ids = checkouts.flatMap((each) => tasksOf(candidates, each).map(({ task_id: id }) => id));
    const known = [...checkouts.flatMap(({ branch }) => branch ?? []), ...ids];
    const near = nearMisses(target, known);
    throw new LodestarError('WORKTREE_NOT_FOUND', `no worktree is of ${JSON.stringify(target)}`, {
      details: { target, near_misses: near },
      ...(near.length === 0 ? {} : { hint: `Did you mean ${near.join(' or ')}?` }),
    });
  }
  if (!found.isThere) {
    throw worktreeRefused(`${found.worktree} is gone already`, {
      reason: 'gone',
      details: { path: found.worktree },
      hint: 'Run `git worktree prune`, and Git forgets it.',
    });
  }
  return { ...found, worktree: found.worktree, tasks: tasksOf(candidates, found) };
}

/** A worktree within this one, which would go with it. */
function requireNothingWithin({ worktree }: Target, checkouts: readonly Checkout[]): void {
  const inner = checkouts.find(
    (each) =>
      each.worktree !== null &&
      each.worktree !== worktree &&
      each.isThere &&
      isInside(worktree, each.worktree),
  );
  if (inner !== undefined) {
    throw worktreeRefused(`the worktree ${inner.worktree ?? ''} is in it`, {
      reason: 'nested',
      details: { path: worktree, inner: inner.worktree },
      hint: 'Remove that one first, or move it with `git worktree move`.',
    });
  }
}

/** The tasks of branches that it had and that no checkout has now: who works on one may have gone to another branch there. */
function tasksLeft(worktree: string, { checkouts, tasks }: Candidates): readonly WorktreeTask[] {
  const repository = findRepository(worktree);
  const elsewhere = new Set(checkouts.map(({ branch }) => branch));
  const left = repository === undefined ? [] : [...branchesLeft(repository)];
  return left.filter((branch) => !elsewhere.has(branch)).flatMap((branch) => tasks.get(branch) ?? []);
}

/** WORKTREE_REFUSED: `main`, `here`, `held`, `runtime`. */
function requireRemovable(
  context: OperationContext,
  { worktree, tasks }: Pick<Target, 'worktree' | 'tasks'>,
  repository: Repository,
): void {
  const details = { path: worktree };
  if (worktree === repository.mainWorktree) {
    throw worktreeRefused(`${worktree} is the main worktree`, { reason: 'main', details });
  }
  if (isSameFolder(worktree, repository.worktree)) {
    throw worktreeRefused(`this command runs in ${worktree}`, {
      reason: 'here',
      details,
      hint: 'Run it in another worktree.',
    });
  }
  const other = tasks.find(({ holder }) => holder !== null && holder !== context.actor);
  if (other !== undefined) {
    throw worktreeRefused(`${other.holder ?? ''} holds ${other.task_id} and works there`, {
      reason: 'held',
      details: { ...details, task_id: other.task_id, holder: other.holder },
      hint: 'Wait until the lease is given back, or ask its holder.',
    });
  }
  if (isInside(worktree, context.runtime.path)) {
    throw worktreeRefused('the runtime is in it', { reason: 'runtime', details });
  }
}

/** Whether a branch has what a detached HEAD is at. */
async function isOnBranch(repository: Repository): Promise<boolean> {
  const head = await resolveCommit(repository, 'HEAD');
  return head === null || (await branchesWith(repository, head)).size > 0;
}

function listFiles(files: readonly string[]): string {
  const more = files.length > MAX_FILES ? ` and ${files.length - MAX_FILES} more` : '';
  return `${files.slice(0, MAX_FILES).join(', ')}${more}`;
}

function fileDetails(files: readonly string[]): { files: readonly string[]; count: number } {
  return { files: files.slice(0, MAX_FILES), count: files.length };
}

/** WORKTREE_REFUSED: `uncommitted`, `unfinished`, `unreachable`. */
async function requireCommitted({ worktree, branch }: Target): Promise<void> {
  const repository = findRepository(worktree);
  const details = { path: worktree };
  const files = await uncommittedFiles(worktree);
  if (repository === undefined || files === undefined) {
    const message = `Git cannot tell what is uncommitted in ${worktree}`;
    throw worktreeRefused(message, { reason: 'uncommitted', details });
  }
  if (files.length > 0) {
    throw worktreeRefused(`${worktree} has what no commit has: ${listFiles(files)}`, {
      reason: 'uncommitted',
      details: { ...details, ...fileDetails(files) },
      hint: 'Commit it there first.',
    });
  }
  const unseen = (await unseenFiles(worktree)) ?? [];
  if (unseen.length > 0) {
    const message = `Git was told not to look at ${listFiles(unseen)}, which may have changes`;
    throw worktreeRefused(message, {
      reason: 'uncommitted',
      details: { ...details, ...fileDetails(unseen) },
      hint: 'Let it look with `git update-index --no-assume-unchanged --no-skip-worktree FILE` there.',
    });
  }
  const operation = operationUnderWay(repository);
  if (operation !== null) {
    throw worktreeRefused(`${worktree} is in the middle of a ${operation}`, {
      reason: 'unfinished',
      details: { ...details, operation },
      hint: 'Finish it there first.',
    });
  }
  if (branch === null && !(await isOnBranch(repository))) {
    throw worktreeRefused(`${worktree} is at a commit that no branch has`, {
      reason: 'unreachable',
      details,
      hint: 'Give it a branch first: `git switch -c NAME` in there.',
    });
  }
}

/**
 * Removes a linked worktree whose work is committed. Its branch stays, and so does a lease that is bound to it. Files that
 * Git ignores go with it. Errors: WORKTREE_NOT_FOUND, WORKTREE_REFUSED.
 */
export async function removeTaskWorktree(
  context: OperationContext,
  { target: name }: WorktreeRemoveInput,
): Promise<Outcome<WorktreeRemoveResult>> {
  const { workspace } = context;
  const repository = await requireRepository(workspace.paths, 'a worktree');
  const tasks = await workspace.read(tasksByBranch, 'last-good');
  const checkouts = listCheckouts(repository);
  const target = findTarget(context, name, { checkouts, tasks });
  const { worktree, branch } = target;
  const concerned = [...target.tasks, ...tasksLeft(worktree, { checkouts, tasks })];
  requireRemovable(context, { worktree, tasks: concerned }, repository);
  requireNothingWithin(target, checkouts);
  await requireCommitted(target);
  if (!context.dryRun) {
    await removeWorktree(repository, worktree);
  }
  const held = concerned.filter(({ holder }) => holder !== null).map(({ task_id: id }) => id);
  const warning = { code: 'lease-kept', message: `you still hold ${held.join(', ')}` };
  return {
    data: { path: worktree, branch, task_ids: target.tasks.map(({ task_id: id }) => id) },
    next: [],
    warnings: [...context.warnings, ...(held.length === 0 ? [] : [warning])],
  };
}
