import path from 'node:path';
import { isBranchName } from '../../git/branches.ts';
import { resolveCommit } from '../../git/commands.ts';
import type { Repository } from '../../git/repository.ts';
import { addWorktree } from '../../git/worktrees.ts';
import type { Lease } from '../../model/lease.ts';
import { bindLease, checkHolder } from '../../runtime/leases.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { getProject } from '../../workspace/view/state.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { requireRepository } from '../spec/spec-place.ts';
import { actingFor, type Acting } from '../task/acting-for.ts';
import { leaseNotHeld } from '../task/lease-not-held.ts';
import { requireTask } from '../task/require-task.ts';
import { taskHint } from '../task/task-hint.ts';
import { listDependencyWork, type DependencyWork } from './holdings.ts';
import { findStart, listMissing, type StartAnswer, type StartPoint } from './start-point.ts';
import { isTaskIn } from './task-in-commit.ts';
import { branchNameOf, checkoutOf, defaultPath, requireFree } from './worktree-place.ts';
import { worktreeRefused } from './worktree-refused.ts';

export interface WorktreeAddInput {
  readonly id: string;
  /** The branch to work on; made where it is not there. `task/ID` when left out. */
  readonly branch?: string | undefined;
  /** A revision that a new branch begins at, whatever it holds. */
  readonly from?: string | undefined;
  /** The folder, from the context's one; beside the repository when left out. */
  readonly path?: string | undefined;
}

export interface WorktreeAddResult {
  readonly task_id: string;
  /** Absolute. */
  readonly path: string;
  readonly branch: string;
  /** What the branch was made from; null for one that was there. */
  readonly from: StartPoint | null;
  /** False where the branch had a worktree already, which the lease is bound to now. */
  readonly created: boolean;
}

interface Held {
  readonly acting: Acting;
  readonly lease: Lease;
  readonly createdAt: string | null;
}

/** LEASE_NOT_HELD, TASK_NOT_FOUND. */
async function requireHeld(tx: ReadTx, context: OperationContext, id: string): Promise<Held> {
  const fresh = await requireTask(tx, id);
  const acting = await actingFor(tx, context, { taskId: id, leaseRow: fresh.leaseRow });
  const question = { taskId: id, actor: acting.actor, token: context.leaseToken };
  const check = await checkHolder(tx, question, fresh);
  if (!check.held) {
    throw leaseNotHeld(id, acting.actor, check);
  }
  return { acting, lease: check.lease, createdAt: fresh.task.created_at };
}

interface Plan extends WorktreeAddResult {
  readonly warnings: readonly Warning[];
}

interface Question {
  readonly context: OperationContext;
  readonly repository: Repository;
  readonly input: WorktreeAddInput;
  readonly branch: string;
  readonly createdAt: string | null;
  readonly defaultBranch: string;
  readonly dependencies: readonly DependencyWork[];
}

function warningsOf(branch: string, { open, missing, unknown }: Omit<StartAnswer, 'start'>): Warning[] {
  const list = (code: string, ids: readonly string[], text: string): Warning[] =>
    ids.length === 0 ? [] : [{ code, message: `${ids.join(', ')}: ${text}` }];
  return [
    ...list('dependency-open', open, 'not done yet'),
    ...list('dependency-not-in-branch', missing, `the work is not in ${branch}`),
    ...list('dependency-nowhere', unknown, 'no commit tells where the work is'),
  ];
}

async function warnOfPlan(
  { context, repository, input: { id }, createdAt }: Question,
  { name, commit }: StartPoint,
): Promise<Warning[]> {
  const isThere = await isTaskIn(context.workspace, { repository, commit, id, createdAt });
  const message = `the plan of ${name} does not have ${id}: commit it, and bring it into that branch, for commands in the worktree to know the task`;
  return isThere ? [] : [{ code: 'task-not-in-branch', message }];
}

/** A branch that has a worktree: that is the one, unless it is the main one. WORKTREE_REFUSED (`branch-in-use`). */
function existing({ repository, input, branch }: Question): Plan | undefined {
  const checkout = checkoutOf(repository, branch);
  if (checkout === undefined) {
    return undefined;
  }
  const { worktree } = checkout;
  if (worktree === null || worktree === repository.mainWorktree) {
    throw worktreeRefused(`${branch} is what the main worktree has checked out`, {
      reason: 'branch-in-use',
      details: { branch, path: worktree },
      hint: 'Name another branch with --branch.',
    });
  }
  return { task_id: input.id, path: worktree, branch, from: null, created: false, warnings: [] };
}

async function planNew(question: Question): Promise<Plan> {
  const { context, repository, input, branch, defaultBranch, dependencies } = question;
  const { id, from } = input;
  const place = path.resolve(context.dir, input.path ?? defaultPath(repository, id));
  requireFree(place);
  const there = await resolveCommit(repository, `refs/heads/${branch}`);
  const common = { task_id: id, path: place, branch, created: true };
  if (there === null) {
    const answer = await findStart({ repository, taskId: id, defaultBranch, dependencies, from });
    const { start } = answer;
    const warnings = [...warningsOf(start.name, answer), ...(await warnOfPlan(question, start))];
    return { ...common, from: start, warnings };
  }
  if (from !== undefined) {
    const message = `${branch} is there already, so that it cannot begin at ${from}`;
    throw worktreeRefused(message, { reason: 'branch', details: { branch } });
  }
  const done = dependencies.filter(({ isOpen }) => !isOpen);
  const open = dependencies.filter(({ isOpen }) => isOpen).map(({ taskId }) => taskId);
  const missing = await listMissing(repository, there, done);
  const warnings = [
    ...warningsOf(branch, { open, missing, unknown: [] }),
    ...(await warnOfPlan(question, { name: branch, commit: there })),
  ];
  return { ...common, from: null, warnings };
}

async function planFor(
  context: OperationContext,
  input: WorktreeAddInput,
): Promise<Plan & { repository: Repository }> {
  const { workspace } = context;
  const repository = await requireRepository(workspace.paths, 'a worktree');
  const branch = input.branch ?? branchNameOf(input.id);
  if (!(await isBranchName(repository, branch))) {
    throw worktreeRefused(`${JSON.stringify(branch)} is no name for a branch`, {
      reason: 'branch',
      details: { branch },
      hint: 'Name another one with --branch.',
    });
  }
  const read = async (
    tx: ReadTx,
  ): Promise<Omit<Question, 'context' | 'repository' | 'input' | 'branch'>> => ({
    createdAt: (await requireHeld(tx, context, input.id)).createdAt,
    defaultBranch: (await getProject(tx)).default_branch,
    dependencies: await listDependencyWork(tx, input.id, repository),
  });
  const known = await workspace.read(read, 'current', { upstream: true });
  const question = { ...known, context, repository, input, branch };
  return { ...(existing(question) ?? (await planNew(question))), repository };
}

/**
 * Makes a linked worktree for a task that the caller holds, on a branch of its own that begins where the work of its
 * dependencies is, and binds the lease to that branch. A call that is repeated finds the worktree that is there.
 * Errors: TASK_NOT_FOUND, LEASE_NOT_HELD, WORKTREE_REFUSED, REVISION_NOT_FOUND, DISK_FULL.
 */
export async function addTaskWorktree(
  context: OperationContext,
  input: WorktreeAddInput,
): Promise<Outcome<WorktreeAddResult>> {
  const { warnings, repository, ...data } = await planFor(context, input);
  const { path: place, branch, from, created } = data;
  if (created && !context.dryRun) {
    await addWorktree(repository, { path: place, branch, from: from?.commit });
  }
  await context.workspace.transact(
    async (tx) => {
      const { lease, acting } = await requireHeld(tx, context, input.id);
      await bindLease(tx, lease, { branch, via: acting.via });
    },
    { dryRun: context.dryRun, need: 'last-good', follows: false },
  );
  const next = taskHint(
    'context',
    { id: input.id, flags: ['--dir', place] },
    'Read what there is to do, from there',
  );
  return { data, next: [next], warnings: [...context.warnings, ...warnings] };
}
