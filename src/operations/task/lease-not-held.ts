import { LodestarError } from '../../errors.ts';
import type { NotHeldReason } from '../../model/lease.ts';
import { hint } from '../hint.ts';

const TEXT = {
  never: 'never held it',
  lapsed: 'held it, but the lease lapsed',
  taken: 'held it, but the lease lapsed and another took it',
  released: 'gave it back',
  revoked: 'held it until the lease was revoked',
  superseded: 'holds it under a newer token than the one given',
} as const satisfies Record<NotHeldReason, string>;

/** One code for every way of not holding a lease; `details.reason` tells them apart. */
export function leaseNotHeld(taskId: string, actor: string, found: { reason: NotHeldReason; holder?: string | undefined }): LodestarError {
  return new LodestarError('LEASE_NOT_HELD', `${actor} does not hold ${taskId}: it ${TEXT[found.reason]}`, {
    details: { task_id: taskId, actor, reason: found.reason, holder: found.holder ?? null },
    hint: `Claim it again: \`${hint('task.claim', ['task', 'claim', taskId], '').cmd}\``,
  });
}
