import { listCheckouts } from '../../git/checkouts.ts';
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

/** Branches that have no checkout any more: their only one was removed, or the branch itself is gone. */
async function findGoneBranches(
  repository: Repository,
  branches: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const checkouts = listCheckouts(repository);
  const present = new Set(checkouts.filter((each) => each.isThere).map((each) => each.branch));
  const removed = new Set(checkouts.filter((each) => !each.isThere).map((each) => each.branch));
  const absent = [...branches].filter((each) => !present.has(each));
  const gone = new Set(absent.filter((each) => removed.has(each)));
  const unclear = absent.filter((each) => !removed.has(each));
  const { canAsk, resolveCommit } = await import('../../git/commands.ts');
  for (const branch of unclear.length > 0 && (await canAsk(repository)) ? unclear : []) {
    if ((await resolveCommit(repository, `refs/heads/${branch}`)) === null) {
      gone.add(branch);
    }
  }
  return gone;
}

async function goneWorktrees(live: readonly Lease[], repository: Repository | undefined): Promise<Finding[]> {
  const branches = new Set(live.flatMap((lease) => lease.branch ?? []));
  if (repository === undefined || branches.size === 0) {
    return [];
  }
  const gone = await findGoneBranches(repository, branches);
  const stranded = live.filter((lease) => lease.branch !== null && gone.has(lease.branch));
  return stranded.map((lease) => ({
    code: 'WORKTREE_GONE',
    severity: 'warning',
    what: `${lease.taskId} is held by ${lease.holder} on ${lease.branch ?? ''}, which is checked out nowhere any more`,
    why: 'Whoever worked there has perhaps gone, and the task stays taken until the lease ends.',
    remedy: `Wait until it ends. ${REVOKE}`,
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
export async function examineLeases(
  facts: LeaseFacts,
  repository: Repository | undefined,
): Promise<Examined> {
  const findings = [
    ...twoHolders(facts.live),
    ...unknownHolders(facts),
    ...(await goneWorktrees(facts.live, repository)),
    ...lapsedLeases(facts),
  ];
  const { length } = facts.live;
  return examined('leases', findings, length === 1 ? '1 live lease' : `${length} live leases`);
}
