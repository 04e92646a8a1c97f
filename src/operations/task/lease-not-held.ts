import { LodestarError } from '../../errors.ts';
import type { NotHeldReason } from '../../model/lease.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import type { Revocation } from '../../runtime/lease-holder.ts';
import type { Revoked } from './revoked.ts';
import { taskHint } from './task-hint.ts';

const TEXT = {
  never: 'never held it',
  lapsed: 'held it, but the lease lapsed',
  taken: 'held it, but the lease lapsed and another took it',
  released: 'gave it back',
  revoked: 'held it until the lease was revoked',
  superseded: 'holds it under a newer token than the one given',
} as const satisfies Record<NotHeldReason, string>;

function hintOf(taskId: string, reason: NotHeldReason): string {
  const claim = `\`${taskHint('claim', taskId, '').cmd}\``;
  switch (reason) {
    case 'never':
      return `Claim it first: ${claim}.`;
    case 'superseded':
      return `Another process of the same actor has claimed it since; ${claim} prints the present token.`;
    case 'lapsed':
    case 'taken':
    case 'released':
    case 'revoked':
      return `Claim it again: ${claim}.`;
  }
}

function revocationDetails(revocation: Revocation | undefined): { revoked?: Omit<Revoked, 'holder'> } {
  if (revocation === undefined) {
    return {};
  }
  const { by, atMs, reason } = revocation;
  return { revoked: { by, reason, at: formatTimestamp(atMs) } };
}

/** One code for every way of not holding a lease; `details.reason` tells them apart. */
export function leaseNotHeld(
  taskId: string,
  actor: string,
  found: { reason: NotHeldReason; holder?: string | undefined; revocation?: Revocation | undefined },
): LodestarError {
  const { reason, holder = null, revocation } = found;
  const why = revocation === undefined ? '' : ` by ${revocation.by}: ${revocation.reason}`;
  const now = holder === null || holder === actor ? '' : `; ${holder} holds it now`;
  return new LodestarError(
    'LEASE_NOT_HELD',
    `${actor} does not hold ${taskId}: it ${TEXT[reason]}${why}${now}`,
    {
      details: { task_id: taskId, actor, reason, holder, ...revocationDetails(revocation) },
      hint: hintOf(taskId, reason),
    },
  );
}
