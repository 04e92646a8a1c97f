import { branchesWith, countBeyond, listBranches, type Branch } from '../../git/branches.ts';
import { readHead } from '../../git/head.ts';
import type { Repository } from '../../git/repository.ts';
import { branchesWithAll, type Holding } from '../../model/start-point.ts';
import { requireCommit } from '../spec/read-version.ts';
import { revisionNotFound } from '../spec/spec-place.ts';
import type { PlansOfCommits } from './plans-of-commits.ts';
import { isSettledIn, judgeWork, type DependencyWork, type WorkVerdict } from './dependency-work.ts';
import { worktreeRefused } from './worktree-refused.ts';

/** What a new branch is made from. */
export interface StartPoint {
  /** A branch, or the revision that was asked for. */
  readonly name: string;
  readonly commit: string;
}

export interface StartQuestion {
  readonly repository: Repository;
  readonly plans: PlansOfCommits;
  readonly taskId: string;
  readonly defaultBranch: string;
  readonly dependencies: readonly DependencyWork[];
}

/** Dependencies by what a commit has of them; `open` are those that are not done. */
export type DependencyVerdicts = Readonly<Record<WorkVerdict | 'open', readonly string[]>>;

/** More than these are not compared with each other. */
const MAX_COMPARED = 200;

function dependenciesApart({ taskId }: StartQuestion, holdings: readonly Holding[]): Error {
  const known = holdings.filter(({ branches }) => branches !== undefined);
  const where = known.map(({ taskId: id, branches }) => {
    const names = [...(branches ?? [])];
    return `${id} is in ${names.length === 0 ? 'no branch of this clone' : names.join(', ')}`;
  });
  return worktreeRefused(`no branch has the work of all that ${taskId} waits for: ${where.join('; ')}`, {
    reason: 'dependencies-apart',
    details: {
      task_id: taskId,
      dependencies: known.map((each) => ({ task_id: each.taskId, branches: [...(each.branches ?? [])] })),
    },
    hint: 'Merge them into one branch first, or say where to begin with --from.',
  });
}

/** Of the two that are the default branch, that of `origin` where the local one only lags behind it. */
async function pickDefault(
  repository: Repository,
  branches: ReadonlyMap<string, Branch>,
  name: string,
): Promise<Branch | undefined> {
  const [local, remote] = [branches.get(name), branches.get(`origin/${name}`)];
  if (local === undefined || remote === undefined || local.commit === remote.commit) {
    return local ?? remote;
  }
  return (await countBeyond(repository, local.commit, remote.commit)) === 0 ? remote : local;
}

/** The one that has the least beside what the default branch has; on equal terms the first by name. */
async function pickNearest(
  repository: Repository,
  candidates: readonly Branch[],
  base: string | undefined,
): Promise<Branch | undefined> {
  const some = candidates.slice(0, MAX_COMPARED);
  const counts: number[] = [];
  for (const { commit } of some) {
    counts.push(base === undefined ? 0 : await countBeyond(repository, commit, base));
  }
  return some[counts.indexOf(Math.min(...counts))];
}

/**
 * The branches that have the work of a dependency: all of its commits; where no branch has them, as after a squash, those
 * of the default branch and the present one whose plan says that it is done.
 */
async function findHolding(
  { repository, plans, defaultBranch }: StartQuestion,
  branches: readonly Branch[],
  work: DependencyWork,
): Promise<Holding> {
  const { id: taskId, commits } = work;
  const [first = new Set<string>(), ...others] = await Promise.all(
    commits.map(async (commit) => await branchesWith(repository, commit)),
  );
  const withAll = [...first].filter((name) => others.every((each) => each.has(name)));
  if (withAll.length > 0) {
    return { taskId, branches: new Set(withAll) };
  }
  const asked = new Set([defaultBranch, `origin/${defaultBranch}`, readHead(repository).branch]);
  const settled = new Set<string>();
  for (const { name, commit } of branches.filter((each) => asked.has(each.name))) {
    if (await isSettledIn(plans, commit, work)) {
      settled.add(name);
    }
  }
  return { taskId, branches: settled.size === 0 && commits.length === 0 ? undefined : settled };
}

/** WORKTREE_REFUSED (`dependencies-apart`), REVISION_NOT_FOUND where there is no commit yet. */
async function chooseBranch(question: StartQuestion): Promise<StartPoint> {
  const { repository, defaultBranch, dependencies } = question;
  const branches = await listBranches(repository);
  const holdings: Holding[] = [];
  for (const work of dependencies.filter(({ isOpen }) => !isOpen)) {
    holdings.push(await findHolding(question, branches, work));
  }
  const names = branches.map(({ name }) => name);
  const fitting = new Set(branchesWithAll(names, holdings));
  const candidates = branches.filter(({ name }) => fitting.has(name));
  const byName = new Map(candidates.map((each) => [each.name, each]));
  const byDefault = await pickDefault(repository, byName, defaultBranch);
  if (byDefault !== undefined) {
    return byDefault;
  }
  const { branch, commit } = readHead(repository);
  if (holdings.every((each) => each.branches === undefined)) {
    if (commit === null) {
      throw await revisionNotFound(repository, 'unknown', 'commit to begin with');
    }
    return { name: branch ?? commit, commit };
  }
  const base = branches.find(({ name }) => name === defaultBranch || name === `origin/${defaultBranch}`);
  const nearest = await pickNearest(repository, candidates, base?.commit);
  if (nearest === undefined) {
    throw dependenciesApart(question, holdings);
  }
  return nearest;
}

/** What a commit has of the dependencies of a task. */
export async function judgeDependencies(
  question: StartQuestion,
  commit: string,
): Promise<DependencyVerdicts> {
  const verdicts: Record<WorkVerdict | 'open', string[]> = {
    open: [],
    commits: [],
    outcome: [],
    missing: [],
    unknown: [],
  };
  for (const work of question.dependencies) {
    verdicts[work.isOpen ? 'open' : await judgeWork(question, commit, work)].push(work.id);
  }
  return verdicts;
}

/**
 * Where the branch of a task begins: at `from`; else at the default branch, where that has the work of all that the task
 * waits for; else at the nearest branch that has. WORKTREE_REFUSED (`dependencies-apart`), REVISION_NOT_FOUND.
 */
export async function findStart(question: StartQuestion, from: string | undefined): Promise<StartPoint> {
  return from === undefined
    ? await chooseBranch(question)
    : { name: from, commit: await requireCommit(question.repository, from) };
}
