import { listCheckouts, wasLeftSince } from '../../git/checkouts.ts';
import type { Repository } from '../../git/repository.ts';
import type { Lease } from '../../model/lease.ts';
import { examined, type Examined, type Finding } from './finding.ts';

export interface LeaseFacts {
  readonly live: readonly Lease[];
  readonly lapsed: number;
  /** Every actor that the runtime knows. */
  readonly actors: ReadonlySet<string>;
}

const REVOKE = 'A person can end it with `lodestar lease revoke ID --reason TEXT`.';

function twoHolders(live: readonly Lease[]): Finding[] {
  const holders = new Map<string, Set<string>>();
  for (const lease of live) {
    holders.set(lease.taskId, (holders.get(lease.taskId) ?? new Set()).add(lease.holder));
  }
  const doubled = [...holders].filter(([, names]) => names.size > 1);
  return doubled.map(([id, names]) => ({
    code: 'TWO_HOLDERS',
    severity: 'error',
    what: `${id} is held by ${[...names].join(' and ')}`,
    why: 'A lease is the sole right to a task; with two of them, work is done twice or lost.',
    remedy: REVOKE,
  }));
}

function unknownHolders({ live, actors }: LeaseFacts): Finding[] {
  const unknown = live.filter((lease) => !actors.has(lease.holder));
  return unknown.map((lease) => ({
    code: 'HOLDER_UNKNOWN',
    severity: 'error',
    what: `${lease.taskId} is held by ${lease.holder}, whom the runtime does not know`,
    why: 'Every holder is registered before its lease is granted, so that this lease was written past Lodestar.',
    remedy: REVOKE,
  }));
}

/**
 * Where its holder worked is known by the branch alone. One that is checked out nowhere means a worktree that was removed,
 * unless a checkout just went on to another branch, as one does after claiming on `main`.
 */
function isStranded(lease: Lease, repository: Repository, present: ReadonlySet<string | null>): boolean {
  const { branch, grantedAtMs } = lease;
  return branch !== null && !present.has(branch) && !wasLeftSince(repository, branch, grantedAtMs);
}

function goneWorktrees(live: readonly Lease[], repository: Repository | undefined): Finding[] {
  if (repository === undefined || live.length === 0) {
    return [];
  }
  const present = new Set(listCheckouts(repository).flatMap((each) => (each.isThere ? [each.branch] : [])));
  const stranded = live.filter((lease) => isStranded(lease, repository, present));
  return stranded.map((lease) => ({
    code: 'WORKTREE_GONE',
    severity: 'warning',
    what: `${lease.taskId} is held by ${lease.holder}; its branch ${lease.branch ?? ''} is checked out nowhere`,
    why: 'The worktree that it was claimed in was perhaps removed, and its holder with it; the task stays taken until the lease ends.',
    remedy: `If its holder is at work elsewhere, leave it. Else wait until it ends. ${REVOKE}`,
  }));
}

function lapsedLeases({ lapsed }: LeaseFacts): Finding[] {
  if (lapsed === 0) {
    return [];
  }
  return [
    {
      code: 'LEASES_LAPSED',
      severity: 'information',
      what: `${lapsed === 1 ? '1 lease has' : `${lapsed} leases have`} lapsed`,
      why: 'That a lease lapsed is recorded by the next claim of its task; until then the task is free all the same.',
      remedy: '',
    },
  ];
}

/** Whether what is held can be true. */
export function examineLeases(facts: LeaseFacts, repository: Repository | undefined): Examined {
  const findings = [
    ...twoHolders(facts.live),
    ...unknownHolders(facts),
    ...goneWorktrees(facts.live, repository),
    ...lapsedLeases(facts),
  ];
  const { length } = facts.live;
  return examined('leases', findings, length === 1 ? '1 live lease' : `${length} live leases`);
}
