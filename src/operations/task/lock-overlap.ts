import { locksOverlap } from '../../model/glob-overlap.ts';
import type { Lease } from '../../model/lease.ts';
import { isSameTask } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { listLeasedWithLocks } from '../../workspace/view/rows.ts';
import { readLiveLeases } from './present.ts';

/** Two locks that both cover some path, one of the task and one of a task that another actor holds. */
export interface LockOverlap {
  readonly lock: string;
  readonly other_lock: string;
  readonly task_id: string;
  readonly holder: string;
}

/** A live lease of somebody, with every lock that counts for it: as claimed, and as this checkout's spec has it now. */
interface HeldLocks {
  readonly taskId: string;
  readonly holder: string;
  readonly locks: readonly string[];
}

function heldLocks(lease: Lease, task: SpecTask | undefined): HeldLocks {
  const present = task !== undefined && isSameTask(task.created_at, lease.createdAt) ? task.locks : [];
  const locks = new Set([...lease.locks, ...present]);
  return { taskId: lease.taskId, holder: lease.holder, locks: [...locks] };
}

/** The locks of all live leases that are not the actor's own: one's own leases never conflict. */
async function listOthersLocks(tx: ReadTx, actor: string): Promise<HeldLocks[]> {
  const leases = [...(await readLiveLeases(tx)).values()].filter((lease) => lease.holder !== actor);
  if (leases.length === 0) {
    return [];
  }
  const tasks = await listLeasedWithLocks(tx);
  return leases
    .map((lease) => heldLocks(lease, tasks.get(lease.taskId)))
    .filter(({ locks }) => locks.length > 0);
}

interface Locking {
  readonly id: string;
  readonly locks: readonly string[];
}

/** Every overlap between a task's locks and those that others hold. */
function findOverlaps(task: Locking, others: readonly HeldLocks[]): LockOverlap[] {
  const overlaps: LockOverlap[] = [];
  for (const other of others) {
    if (other.taskId === task.id) {
      continue;
    }
    for (const lock of task.locks) {
      for (const otherLock of other.locks) {
        if (locksOverlap(lock, otherLock)) {
          overlaps.push({ lock, other_lock: otherLock, task_id: other.taskId, holder: other.holder });
        }
      }
    }
  }
  return overlaps;
}

/** Finds overlaps in one transaction: what others hold is read once, when the first task with locks is asked about. */
export class OverlapFinder {
  readonly #tx: ReadTx;
  readonly #actor: string;
  #others: readonly HeldLocks[] | undefined;

  /** `actor`: whose own leases do not count. */
  constructor(tx: ReadTx, actor: string) {
    this.#tx = tx;
    this.#actor = actor;
  }

  async of(task: Locking): Promise<LockOverlap[]> {
    if (task.locks.length === 0) {
      return [];
    }
    this.#others ??= await listOthersLocks(this.#tx, this.#actor);
    return findOverlaps(task, this.#others);
  }
}
