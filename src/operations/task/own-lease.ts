import type { Lease } from '../../model/lease.ts';
import { isSameTask } from '../../model/reconcile.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';

/** The actor's live lease of this very task: one of another task that had this id is in the way like anybody's. */
export function ownLease({ task, lease }: FreshTask, actor: string): Lease | undefined {
  return lease?.holder === actor && isSameTask(task.created_at, lease.createdAt) ? lease : undefined;
}
