import { countBeyond, listBranches, type Branch } from '../../git/branches.ts';
import { ancestorsAmong, knownCommits } from '../../git/commands.ts';
import { readHead } from '../../git/head.ts';
import type { Repository } from '../../git/repository.ts';
import { branchesWithAll, type Holding } from '../../model/start-point.ts';
import { requireCommit } from '../spec/read-version.ts';
import { revisionNotFound } from '../spec/spec-place.ts';
import { findHolding, type DependencyWork } from './holdings.ts';
import { worktreeRefused } from './worktree-refused.ts';

/** What a new branch is made from. */
export interface StartPoint {
  /** A branch, or the revision that was asked for. */
  readonly name: string;
  readonly commit: string;
}

export interface StartQuestion {
  readonly repository: Repository;
  readonly taskId: string;
  readonly defaultBranch: string;
  readonly dependencies: readonly DependencyWork[];
  /** A revision that is taken whatever it holds. */
  readonly from: string | undefined;
}

export interface StartAnswer {
  readonly start: StartPoint;
  /** Dependencies that are not done. */
  readonly open: readonly string[];
  /** Dependencies whose work the start does not have. */
  readonly missing: readonly string[];
  /** Dependencies of whose work nothing tells where it is. */
  readonly unknown: readonly string[];
}

/** More than these are not compared: they are as good as each other. */
const MAX_COMPARED = 20;

function apart({ taskId }: StartQuestion, holdings: readonly Holding[]): Error {
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
    hint: `Merge them into one branch first, or say where to begin with --from.`,
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
  const counts = await Promise.all(
    some.map(async ({ commit }) => (base === undefined ? 0 : await countBeyond(repository, commit, base))),
  );
  const least = Math.min(...counts);
  return some[counts.indexOf(least)];
}

async function chooseBranch(question: StartQuestion, holdings: readonly Holding[]): Promise<StartPoint> {
  const { repository, defaultBranch } = question;
  const branches = await listBranches(repository);
  const names = new Set(
    branchesWithAll(
      branches.map(({ name }) => name),
      holdings,
    ),
  );
  const fitting = branches.filter(({ name }) => names.has(name));
  const all = new Map(branches.map((each) => [each.name, each]));
  const byDefault = await pickDefault(
    repository,
    new Map(fitting.map((each) => [each.name, each])),
    defaultBranch,
  );
  if (byDefault !== undefined) {
    return byDefault;
  }
  const { branch, commit } = readHead(repository);
  const isFree = holdings.every((each) => each.branches === undefined);
  if (isFree && commit !== null) {
    return { name: branch ?? commit, commit };
  }
  const base = all.get(defaultBranch) ?? all.get(`origin/${defaultBranch}`);
  if (isFree) {
    throw await revisionNotFound(repository, 'unknown', 'commit to begin with');
  }
  const nearest = await pickNearest(repository, fitting, base?.commit);
  if (nearest === undefined) {
    throw apart(question, holdings);
  }
  return nearest;
}

/**
 * Where the branch of a task begins: the default branch, where that has the work of all that the task waits for, else the
 * nearest branch that has. WORKTREE_REFUSED (`dependencies-apart`), REVISION_NOT_FOUND.
 */
export async function findStart(question: StartQuestion): Promise<StartAnswer> {
  const { repository, dependencies, from } = question;
  const done = dependencies.filter(({ isOpen }) => !isOpen);
  const holdings = await Promise.all(done.map(async (each) => await findHolding(repository, each)));
  const unknown = holdings.filter(({ branches }) => branches === undefined).map(({ taskId }) => taskId);
  const open = dependencies.filter(({ isOpen }) => isOpen).map(({ taskId }) => taskId);
  if (from === undefined) {
    return { start: await chooseBranch(question, holdings), open, missing: [], unknown };
  }
  const start = { name: from, commit: await requireCommit(repository, from) };
  return { start, open, missing: await listMissing(repository, start.commit, done), unknown };
}

/** Dependencies of which a commit's history lacks a commit. */
export async function listMissing(
  repository: Repository,
  commit: string,
  dependencies: readonly DependencyWork[],
): Promise<string[]> {
  const ids = dependencies.flatMap(({ commits }) => commits);
  const within = await ancestorsAmong(repository, await knownCommits(repository, ids), commit);
  return dependencies
    .filter((each) => each.commits.some((id) => !within.has(id)))
    .map(({ taskId }) => taskId);
}
