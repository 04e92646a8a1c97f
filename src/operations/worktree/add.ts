import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import { isBranchName } from '../../git/branches.ts';
import { listCheckouts } from '../../git/checkouts.ts';
import { resolveCommit } from '../../git/commands.ts';
import type { Repository } from '../../git/repository.ts';
import { addWorktree, argumentsOf, type NewWorktree } from '../../git/worktrees.ts';
import type { SpecTask } from '../../model/task.ts';
import { isLeaseLive, type Lease } from '../../model/lease.ts';
import { formerIdsOf } from '../../model/reconcile.ts';
import { bindLease, checkHolder } from '../../runtime/leases.ts';
import { newestEventOf } from '../../runtime/tables/event.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { getProject } from '../../workspace/view/state.ts';
import type { OperationContext } from '../context.ts';
import { shellWord } from '../hint.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { requireRepository } from '../spec/spec-place.ts';
import { actingFor, type Acting } from '../task/acting-for.ts';
import { leaseNotHeld } from '../task/lease-not-held.ts';
import { requireTask } from '../task/require-task.ts';
import { taskHint } from '../task/task-hint.ts';
import { PlansOfCommits } from './plans-of-commits.ts';
import { listDependencyWork } from './dependency-work.ts';
import { findPresent } from './present-worktree.ts';
import {
  findStart,
  judgeDependencies,
  type DependencyVerdicts,
  type StartPoint,
  type StartQuestion,
} from './start-point.ts';
import { branchNameOf, defaultPath, requireFree } from './worktree-place.ts';
import { beginsElsewhere, worktreeRefused } from './worktree-refused.ts';

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
  readonly task: SpecTask;
  readonly acting: Acting;
  readonly lease: Lease;
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
  return { task: fresh.task, acting, lease: check.lease };
}

/** The branch that a lease of the task was bound to last, also under an id that it had before. */
async function findBound(tx: ReadTx, task: SpecTask): Promise<string | undefined> {
  for (const taskId of [task.id, ...formerIdsOf(task)]) {
    const bound = await newestEventOf(tx, { taskId, type: 'lease.bound' });
    if (bound !== undefined) {
      return bound.data.branch;
    }
  }
  return undefined;
}

interface Plan extends WorktreeAddResult {
  readonly warnings: readonly Warning[];
}

interface Question extends StartQuestion {
  readonly branch: string;
  readonly from: string | undefined;
  /** Absolute; undefined where none was asked for. */
  readonly asked: string | undefined;
  readonly createdAt: string | null;
}

function warningsOf(branch: string, verdicts: DependencyVerdicts): Warning[] {
  const list = (code: string, ids: readonly string[], text: string): Warning[] =>
    ids.length === 0 ? [] : [{ code, message: `${ids.join(', ')}: ${text}` }];
  return [
    ...list('dependency-open', verdicts.open, 'not done yet'),
    ...list('dependency-not-in-branch', verdicts.missing, `the work is not in ${branch}`),
    ...list('dependency-by-outcome', verdicts.outcome, `only the plan of ${branch} says that it is done`),
    ...list('dependency-nowhere', verdicts.unknown, 'no commit tells where the work is'),
  ];
}

async function warnOfStart(question: Question, { name, commit }: StartPoint): Promise<Warning[]> {
  const { plans, taskId, createdAt } = question;
  const task = await plans.find(commit, { id: taskId, createdAt });
  const message = `the plan of ${name} does not have ${taskId}: commit it, and bring it into that branch, for commands in the worktree to know the task`;
  return [
    ...warningsOf(name, await judgeDependencies(question, commit)),
    ...(task === undefined ? [{ code: 'task-not-in-branch', message }] : []),
  ];
}

async function planNew(question: Question): Promise<Plan> {
  const { repository, branch, from, asked, taskId } = question;
  const place = asked ?? defaultPath(repository, taskId);
  requireFree(repository, place);
  const common = { task_id: taskId, path: place, branch, created: true };
  const there = await resolveCommit(repository, `refs/heads/${branch}`);
  if (there !== null && from !== undefined) {
    throw beginsElsewhere({ branch }, from);
  }
  if (there !== null) {
    const warnings = await warnOfStart(question, { name: branch, commit: there });
    return { ...common, from: null, warnings };
  }
  // Whoever pushed it goes on with it here.
  const pushed = from === undefined ? await resolveCommit(repository, `refs/remotes/origin/${branch}`) : null;
  const start =
    pushed === null ? await findStart(question, from) : { name: `origin/${branch}`, commit: pushed };
  return { ...common, from: start, warnings: await warnOfStart(question, start) };
}

async function requireBranchName(repository: Repository, branch: string): Promise<void> {
  if (branch.startsWith('refs/') || !(await isBranchName(repository, branch))) {
    throw worktreeRefused(`${JSON.stringify(branch)} is no name for a branch`, {
      reason: 'branch',
      details: { branch },
      hint: 'Name another one with --branch.',
    });
  }
}

async function planFor(
  context: OperationContext,
  input: WorktreeAddInput,
): Promise<Plan & { repository: Repository }> {
  const { workspace } = context;
  const repository = await requireRepository(workspace.paths, 'a worktree');
  const read = async (tx: ReadTx) => {
    const { task, lease } = await requireHeld(tx, context, input.id);
    const leases = await listLeases(tx);
    return {
      createdAt: task.created_at,
      bound: await findBound(tx, task),
      defaultBranch: (await getProject(tx)).default_branch,
      dependencies: await listDependencyWork(tx, input.id),
      others: leases.filter((each) => each.holder !== lease.holder && isLeaseLive(each, tx.epoch, tx.now)),
    };
  };
  const { others, bound, ...known } = await workspace.read(read, 'current', { upstream: true });
  const isBoundThere = listCheckouts(repository).some((each) => each.branch === bound);
  const branch = input.branch ?? (isBoundThere && bound !== undefined ? bound : branchNameOf(input.id));
  await requireBranchName(repository, branch);
  const { from } = input;
  const asked = input.path === undefined ? undefined : path.resolve(context.dir, input.path);
  const present = findPresent({ repository, branch, others, from, path: asked });
  if (present !== undefined) {
    const plan = { task_id: input.id, path: present, branch, from: null, created: false };
    return { ...plan, warnings: [], repository };
  }
  const plans = new PlansOfCommits(workspace, repository);
  const question = { ...known, repository, plans, taskId: input.id, branch, from, asked };
  return { ...(await planNew(question)), repository };
}

async function make(repository: Repository, worktree: NewWorktree): Promise<void> {
  try {
    await addWorktree(repository, worktree);
  } catch (error) {
    if (!(error instanceof LodestarError) || error.details.reason !== 'not-fetched') {
      throw error;
    }
    const { code, message, details, cause } = error;
    const byHand = ['git', 'worktree', 'add', ...argumentsOf(worktree)].map(shellWord).join(' ');
    const again = `--path ${shellWord(worktree.path)}`;
    const hint = `Let Git fetch what this clone lacks: \`${byHand}\`. Then give this command again with ${again}.`;
    throw new LodestarError(code, message, { details, hint, cause });
  }
}

async function bindTo(context: OperationContext, id: string, branch: string): Promise<void> {
  await context.workspace.transact(
    async (tx) => {
      const { lease, acting } = await requireHeld(tx, context, id);
      await bindLease(tx, lease, { branch, via: acting.via });
    },
    { dryRun: context.dryRun, need: 'last-good', follows: false },
  );
}

/** The lease may end while a large worktree is written: that stays, and whoever claims the task anew goes on in it. */
function afterMaking(error: unknown, made: { readonly path: string; readonly branch: string }): unknown {
  if (!(error instanceof LodestarError)) {
    return error;
  }
  const { code, message, details, hint, cause } = error;
  const told = `${message}; the worktree ${made.path} on ${made.branch} was made all the same`;
  return new LodestarError(code, told, { details: { ...details, ...made }, hint, cause });
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
    await make(repository, { path: place, branch, from: from?.commit });
  }
  try {
    await bindTo(context, input.id, branch);
  } catch (error) {
    throw created && !context.dryRun ? afterMaking(error, { path: place, branch }) : error;
  }
  const dir = path.join(place, path.relative(repository.worktree, context.workspace.paths.root));
  const next = taskHint(
    'context',
    { id: input.id, flags: ['--dir', dir] },
    'Read what there is to do, from there',
  );
  return { data, next: [next], warnings: [...context.warnings, ...warnings] };
}
