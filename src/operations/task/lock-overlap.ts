import { locksOverlap } from '../../model/glob-overlap.ts';
import { isLeaseLive, type Lease } from '../../model/lease.ts';
import { isSameTask } from '../../model/reconcile.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findTask } from '../../workspace/view/rows.ts';

/** Two locks that both cover some path, one of the task and one of a task that another actor holds. */
export interface LockOverlap {
  readonly lock: string;
  readonly other_lock: string;
  readonly task_id: string;
  readonly holder: string;
}

/** A live lease of somebody, with every lock that counts for it: as claimed, and as this checkout's spec has it now. */
export interface HeldLocks {
  readonly taskId: string;
  readonly holder: string;
  readonly locks: readonly string[];
}

async function heldLocks(tx: ReadTx, lease: Lease): Promise<HeldLocks> {
  const task = (await findTask(tx, lease.taskId))?.task;
  const present = task !== undefined && isSameTask(task.created_at, lease.createdAt) ? task.locks : [];
  const locks = new Set([...lease.locks, ...present]);
  return { taskId: lease.taskId, holder: lease.holder, locks: [...locks] };
}

/** The locks of all live leases that are not the actor's own: one's own leases never conflict. */
export async function listOthersLocks(tx: ReadTx, actor: string): Promise<HeldLocks[]> {
  const leases = await listLeases(tx);
  const others = leases.filter((lease) => lease.holder !== actor && isLeaseLive(lease, tx.epoch, tx.now));
  const held: HeldLocks[] = [];
  for (const lease of others) {
    held.push(await heldLocks(tx, lease));
  }
  return held;
}

/** Every overlap between a task's locks and those that others hold. */
export function findOverlaps(
  task: { id: string; locks: readonly string[] },
  others: readonly HeldLocks[],
): LockOverlap[] {
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
