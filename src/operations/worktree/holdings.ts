import { branchesWith } from '../../git/branches.ts';
import { readBranch } from '../../git/head.ts';
import type { Repository } from '../../git/repository.ts';
import type { Holding } from '../../model/start-point.ts';
import type { Status } from '../../model/status.ts';
import { evidenceOf } from '../../runtime/tables/evidence.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findFreshTask } from '../../workspace/fresh-task.ts';
import { listDependencies } from '../../workspace/view/rows.ts';
import { upstreamIn } from '../../workspace/view/state.ts';

const DONE: ReadonlySet<Status> = new Set(['done', 'verified']);

/** What the planes say of where the work of a dependency is. */
export interface DependencyWork {
  readonly taskId: string;
  /** Not done: there is no work yet that a branch could have. */
  readonly isOpen: boolean;
  /** Those of its evidence, else the one that it was marked done on. */
  readonly commits: readonly string[];
  /** Branches whose specs say that it is done: an outcome comes with the work. */
  readonly settledIn: readonly string[];
}

async function workOf(tx: ReadTx, id: string, repository: Repository): Promise<DependencyWork | undefined> {
  const fresh = await findFreshTask(tx, id);
  if (fresh === undefined) {
    return undefined;
  }
  const { task, status, specStatus, settledUpstream, transition } = fresh;
  const evidence = await evidenceOf(tx, task);
  const named = evidence.filter(({ kind }) => kind === 'commit').map(({ value }) => value);
  const head = DONE.has(status) ? (transition?.head ?? null) : null;
  const here = DONE.has(specStatus) ? readBranch(repository) : null;
  const upstream = settledUpstream === 'verified' ? upstreamIn(tx)?.ref?.name : undefined;
  return {
    taskId: id,
    isOpen: !DONE.has(status) && settledUpstream !== 'verified',
    commits: named.length > 0 ? named : head === null ? [] : [head],
    settledIn: [here ?? [], upstream ?? []].flat(),
  };
}

/** What a task waits for directly, by natural id. */
export async function listDependencyWork(
  tx: ReadTx,
  taskId: string,
  repository: Repository,
): Promise<DependencyWork[]> {
  const found: DependencyWork[] = [];
  for (const { id } of await listDependencies(tx, taskId)) {
    const work = await workOf(tx, id, repository);
    found.push(...(work === undefined ? [] : [work]));
  }
  return found;
}

/** The branches that hold the work of a dependency: all of its commits, or its outcome. */
export async function findHolding(repository: Repository, work: DependencyWork): Promise<Holding> {
  const { taskId, commits, settledIn } = work;
  if (commits.length === 0) {
    return { taskId, branches: settledIn.length === 0 ? undefined : new Set(settledIn) };
  }
  const [first = new Set<string>(), ...others] = await Promise.all(
    commits.map(async (commit) => await branchesWith(repository, commit)),
  );
  const withAll = [...first].filter((name) => others.every((each) => each.has(name)));
  return { taskId, branches: new Set([...withAll, ...settledIn]) };
}
