import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';
import { invariant } from '../../util/invariant.ts';

const deleteLease = statement<{ taskId: string; token: string }>('lease-ended.deleteLease')((db, param) =>
  db.deleteFrom('lease').where('task_id', '=', param('taskId')).where('token', '=', param('token')),
);

/** Released, expired and revoked alike end the lease of that token, and no later one. */
export async function applyLeaseEnded(
  tx: ApplyTx,
  event: EventOf<'lease.released' | 'lease.expired' | 'lease.revoked'>,
): Promise<void> {
  invariant(event.taskId !== null, 'a lease is of a task');
  await tx.run(deleteLease, { taskId: event.taskId, token: event.data.token });
}
