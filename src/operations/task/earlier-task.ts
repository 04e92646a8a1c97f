import type { Lease } from '../../model/lease.ts';
import type { Now } from '../../model/now.ts';
import { OperationFailure } from '../failure.ts';
import type { Hint } from '../outcome.ts';
import { expiresAt } from './present.ts';
import { taskHint } from './task-hint.ts';

/** The task that a lease was granted for, where that is not the one that has the id now. */
export interface EarlierTask {
  readonly title: string;
  readonly created_at: string | null;
}

/** Said of a lease, so that it is clear which of two tasks of one id is meant. */
export function tellEarlier({ title, createdAt }: Lease): string {
  return `an earlier task of this id, ${JSON.stringify(title)}, created ${createdAt ?? 'at an unknown time'}`;
}

function remedy(id: string): { readonly hint: string; readonly next: readonly Hint[] } {
  const release = taskHint('release', id, 'Give back the lease of the earlier task');
  return { hint: `Give it back with \`${release.cmd}\`, and then claim the task.`, next: [release] };
}

function earlierTask({ title, createdAt }: Lease): EarlierTask {
  return { title, created_at: createdAt };
}

/** The caller claims a task whose id it holds already, from a task that the spec no longer has. */
export function heldOfEarlier(lease: Lease, now: Now): OperationFailure {
  const { taskId, holder } = lease;
  const end = expiresAt(lease, now);
  const message = `${holder} holds the lease of ${tellEarlier(lease)}, until ${end ?? 'an unknown time'}`;
  const details = { task_id: taskId, holder, expires_at: end, earlier_task: earlierTask(lease) };
  return new OperationFailure('LEASE_HELD', `${taskId}: ${message}`, { details, ...remedy(taskId) });
}

/** The caller ends a task whose id it holds, from a task that the spec no longer has. */
export function notHeldOfEarlier(lease: Lease): OperationFailure {
  const { taskId, holder } = lease;
  const message = `${holder} does not hold ${taskId}: its lease is of ${tellEarlier(lease)}`;
  const details = {
    task_id: taskId,
    actor: holder,
    reason: 'earlier-task',
    holder,
    earlier_task: earlierTask(lease),
  };
  return new OperationFailure('LEASE_NOT_HELD', message, { details, ...remedy(taskId) });
}
