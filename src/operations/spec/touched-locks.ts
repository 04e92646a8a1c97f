import { readBranch, shortCommit } from '../../git/head.ts';
import type { Repository } from '../../git/repository.ts';
import { touchedFiles, type TouchedFile } from '../../git/touched-files.ts';
import { locksOverlap } from '../../model/glob-overlap.ts';
import type { Lease } from '../../model/lease.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { Environment } from '../context.ts';

/** Nobody reads more of them. */
const MAX_TOLD = 100;

/** A name as a lock that covers this file alone. */
function asLock(file: string): string {
  return file.replace(/[*?[]/gu, (char) => `[${char}]`);
}

interface Range {
  readonly repository: Repository;
  /** Full ids. */
  readonly base: string;
  readonly head: string;
  /** The workspace's folder within the repository. */
  readonly rel: string;
  readonly env: Environment;
}

/** Whether LODESTAR_AGENT names the holder, with its kind or without. */
function isCaller(holder: string, { LODESTAR_AGENT: agent = '' }: Environment): boolean {
  return agent !== '' && (holder === agent || holder.slice(holder.indexOf(':') + 1) === agent);
}

/** Leases that are not of this branch's work. */
function foreign(leases: readonly Lease[], { repository, env }: Range): Lease[] {
  const branch = readBranch(repository);
  return leases.filter(
    (lease) => !isCaller(lease.holder, env) && (lease.branch === null || lease.branch !== branch),
  );
}

/** The latest commit that touches each file of the workspace; paths relative to it. */
function latestByFile(touched: readonly TouchedFile[], rel: string): Map<string, string> {
  const prefix = rel === '' ? '' : `${rel}/`;
  const latest = new Map<string, string>();
  for (const { commit, file } of touched) {
    const own = file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
    if (own !== undefined && !latest.has(own)) {
      latest.set(own, commit);
    }
  }
  return latest;
}

function toldOf(lease: Lease, lock: string, { file, commit }: TouchedFile): SpecProblem {
  const message = `commit ${shortCommit(commit)} touches ${file}, which ${lease.holder} has locked for ${lease.taskId} (${lock})`;
  return {
    code: 'LOCK_TOUCHED',
    severity: 'warning',
    message,
    file,
    line: 1,
    column: 1,
    task_id: lease.taskId,
    field: null,
    source: null,
    hint: `Ask ${lease.holder}, or wait until the lease ends: \`lodestar lease list\`.`,
  };
}

/** Files that the commits of a change touch while somebody else has them locked. Undefined where Git cannot tell. */
export async function findTouchedLocks(
  leases: readonly Lease[],
  range: Range,
): Promise<SpecProblem[] | undefined> {
  const others = foreign(leases, range).filter(({ locks }) => locks.length > 0);
  if (others.length === 0) {
    return [];
  }
  const touched = await touchedFiles(range.repository, range.base, range.head);
  if (touched === undefined) {
    return undefined;
  }
  const told: SpecProblem[] = [];
  for (const [file, commit] of latestByFile(touched, range.rel)) {
    for (const lease of others) {
      const lock = lease.locks.find((each) => locksOverlap(each, asLock(file)));
      if (lock !== undefined && told.length < MAX_TOLD) {
        told.push(toldOf(lease, lock, { file, commit }));
      }
    }
  }
  return told;
}
