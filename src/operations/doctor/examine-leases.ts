import { listCheckouts, wasLeftSince } from '../../git/checkouts.ts';
import type { Repository } from '../../git/repository.ts';
import type { Lease } from '../../model/lease.ts';
import { recordLapsed } from '../../runtime/mend.ts';
import type { OverruledLease } from '../../runtime/overruled-leases.ts';
import type { Place } from '../place.ts';
import { examined, found, type Examined, type Found } from './finding.ts';

export interface LeaseFacts {
  readonly live: readonly Lease[];
  readonly lapsed: number;
  /** By the log: the table has one row a task. */
  readonly overruled: readonly OverruledLease[];
  /** Every actor that the runtime knows. */
  readonly actors: ReadonlySet<string>;
}

/** The holders of each task that has several, by the table (which then has lost its key) and by the log. */
function twoHolders({ live, overruled }: LeaseFacts): Found[] {
  const holders = new Map<string, Set<string>>();
  const held = [
    ...live.map(({ taskId, holder }) => [taskId, holder] as const),
    ...overruled.flatMap(({ taskId, before, since }) => [
      [taskId, before] as const,
      [taskId, since] as const,
    ]),
  ];
  for (const [taskId, holder] of held) {
    holders.set(taskId, (holders.get(taskId) ?? new Set()).add(holder));
  }
  return [...holders]
    .filter(([, names]) => names.size > 1)
    .map(([id, names]) => found('TWO_HOLDERS', `${id} is held by ${[...names].join(' and ')}`));
}

function unknownHolders({ live, actors }: LeaseFacts): Found[] {
  return live
    .filter((lease) => !actors.has(lease.holder))
    .map(({ taskId, holder }) =>
      found('HOLDER_UNKNOWN', `${taskId} is held by ${holder}, whom the runtime does not know`),
    );
}

/**
 * Where its holder worked is known by the branch alone. One that is checked out nowhere means a worktree that was removed,
 * unless a checkout just went on to another branch, as one does after claiming on `main`.
 */
function isStranded(lease: Lease, repository: Repository, present: ReadonlySet<string | null>): boolean {
  const { branch, grantedAtMs } = lease;
  return branch !== null && !present.has(branch) && !wasLeftSince(repository, branch, grantedAtMs);
}

function goneWorktrees(live: readonly Lease[], repository: Repository | undefined): Found[] {
  if (repository === undefined || live.length === 0) {
    return [];
  }
  const present = new Set(listCheckouts(repository).flatMap((each) => (each.isThere ? [each.branch] : [])));
  const stranded = live.filter((lease) => isStranded(lease, repository, present));
  return stranded.map(({ taskId, holder, branch }) =>
    found(
      'WORKTREE_GONE',
      `${taskId} is held by ${holder}; its branch ${branch ?? ''} is checked out nowhere`,
    ),
  );
}

function lapsedLeases({ lapsed }: LeaseFacts, place: Place): Found[] {
  const mend = async (): Promise<void> => {
    await recordLapsed(place.runtime);
  };
  const what = lapsed === 1 ? '1 lease has lapsed' : `${lapsed} leases have lapsed`;
  return lapsed === 0 ? [] : [found('LEASES_LAPSED', what, { mend })];
}

/** Whether what is held can be true. */
export function examineLeases(facts: LeaseFacts, place: Place): Examined {
  const findings = [
    ...twoHolders(facts),
    ...unknownHolders(facts),
    ...goneWorktrees(facts.live, place.repository),
    ...lapsedLeases(facts, place),
  ];
  const { length } = facts.live;
  return examined('leases', findings, length === 1 ? '1 live lease' : `${length} live leases`);
}
