import { isSameTask } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { newestEventOf } from '../../runtime/tables/event.ts';
import type { ReadTx } from '../../runtime/transaction.ts';

/** That the last lease of a task was ended by authority, and why. */
export interface Revoked {
  readonly holder: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** The revocation that ended the task's last lease; null where nobody held it, or it ended in another way. */
export async function readRevoked(tx: ReadTx, task: SpecTask): Promise<Revoked | null> {
  const revoked = await newestEventOf(tx, { taskId: task.id, type: 'lease.revoked' });
  if (revoked === undefined) {
    return null;
  }
  const granted = await newestEventOf(tx, { taskId: task.id, type: 'lease.granted' });
  // Of an earlier task of this id it says nothing about this one.
  if (granted?.data.token !== revoked.data.token || !isSameTask(task.created_at, granted.data.created_at)) {
    return null;
  }
  const { actor: by, at } = revoked;
  const { holder, reason } = revoked.data;
  return { holder, reason, by, at: formatTimestamp(at) };
}
