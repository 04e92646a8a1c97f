import { ancestorsAmong, knownCommits } from '../../git/commands.ts';
import type { Repository } from '../../git/repository.ts';
import { isSameTask } from '../../model/reconcile.ts';
import type { Status } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import { newestEventOf } from '../../runtime/tables/event.ts';
import { evidenceOf, identityOf } from '../../runtime/tables/evidence.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findFreshTask, type FreshTask } from '../../workspace/fresh-task.ts';
import { listDependencies } from '../../workspace/view/rows.ts';
import type { PlansOfCommits } from './plans-of-commits.ts';

const DONE: ReadonlySet<Status> = new Set(['done', 'verified']);

/** What the runtime says of where the work of a dependency is. */
export interface DependencyWork {
  readonly id: string;
  readonly createdAt: string | null;
  /** Not done: there is no work yet that a branch could have. */
  readonly isOpen: boolean;
  /** Those of its evidence since it was sent back last, else the one that it was marked done on. */
  readonly commits: readonly string[];
}

/** When it was sent back last, in epoch milliseconds: what was given before is not what was taken. */
async function sentBackAt(tx: ReadTx, taskId: string): Promise<number> {
  const [rejected, reopened] = [
    await newestEventOf(tx, { taskId, type: 'task.rejected' }),
    await newestEventOf(tx, { taskId, type: 'task.reopened' }),
  ];
  return Math.max(rejected?.at ?? 0, reopened?.at ?? 0);
}

async function commitsOf(tx: ReadTx, task: SpecTask): Promise<string[]> {
  const since = await sentBackAt(tx, task.id);
  const evidence = await evidenceOf(tx, identityOf(task));
  const named = evidence.filter(({ kind, atMs }) => kind === 'commit' && atMs >= since);
  if (named.length > 0) {
    return named.map(({ value }) => value);
  }
  const done = await newestEventOf(tx, { taskId: task.id, type: 'task.done' });
  const head =
    done !== undefined && isSameTask(task.created_at, done.data.created_at) ? done.data.head : null;
  return head === null ? [] : [head];
}

async function workOf(tx: ReadTx, fresh: FreshTask): Promise<DependencyWork> {
  const { task, status, settledUpstream } = fresh;
  const isOpen = !DONE.has(status) && settledUpstream !== 'verified';
  const commits = isOpen ? [] : await commitsOf(tx, task);
  return { id: task.id, createdAt: task.created_at, isOpen, commits };
}

/** What a task waits for directly, by natural id. */
export async function listDependencyWork(tx: ReadTx, taskId: string): Promise<DependencyWork[]> {
  const found: DependencyWork[] = [];
  for (const { id } of await listDependencies(tx, taskId)) {
    const fresh = await findFreshTask(tx, id);
    found.push(...(fresh === undefined ? [] : [await workOf(tx, fresh)]));
  }
  return found;
}

/** Whether the plan of a commit says that it is done: the outcome comes with the work, as after a squash. */
export async function isSettledIn(
  plans: PlansOfCommits,
  commit: string,
  work: DependencyWork,
): Promise<boolean> {
  const task = await plans.find(commit, work);
  return task !== undefined && task !== 'unknown' && DONE.has(task.status);
}

/** What shows that a commit has the work of a dependency: its commits, its plan alone, nothing; or nothing is known. */
export type WorkVerdict = 'commits' | 'outcome' | 'missing' | 'unknown';

export async function judgeWork(
  { repository, plans }: { readonly repository: Repository; readonly plans: PlansOfCommits },
  commit: string,
  work: DependencyWork,
): Promise<WorkVerdict> {
  const { commits } = work;
  const known = await knownCommits(repository, commits);
  const within = await ancestorsAmong(repository, known, commit);
  if (commits.length > 0 && commits.every((id) => within.has(id))) {
    return 'commits';
  }
  if (await isSettledIn(plans, commit, work)) {
    return 'outcome';
  }
  return commits.length === 0 ? 'unknown' : 'missing';
}
