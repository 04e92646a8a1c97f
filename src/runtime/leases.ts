import { SYSTEM_ACTOR } from '../model/actor.ts';
import { formatToken, expiresAtMs, isLeaseLive, type Lease } from '../model/lease.ts';
import { extendedDeadline } from './lease-deadline.ts';
import { checkHolder, type HolderCheck } from './lease-holder.ts';
import { deleteLeaseClock, putLeaseClock } from './tables/lease-clock.ts';
import { getLease, listLeases, lookAtLease, type LeaseSeen } from './tables/lease.ts';
import { nextFence } from './tables/meta.ts';
import type { WriteTx } from './transaction.ts';

export { checkHolder, type HolderCheck } from './lease-holder.ts';

/** A lease that lapsed, with when it did: wall clock, epoch milliseconds; null where its deadline was lost. */
export interface ExpiredLease {
  readonly taskId: string;
  readonly holder: string;
  readonly deadline: number | null;
}

export interface GrantRequest {
  readonly taskId: string;
  readonly createdAt: string | null;
  readonly holder: string;
  readonly via: string | null;
  readonly title: string;
  readonly locks: readonly string[];
  readonly branch: string | null;
  /** From now on. */
  readonly ttlMs: number;
  /** When it was granted, where that was elsewhere; now when left out. */
  readonly atMs?: number;
}

export type GrantOutcome =
  | { readonly outcome: 'granted'; readonly lease: Lease; readonly expired?: ExpiredLease }
  | { readonly outcome: 'renewed'; readonly lease: Lease }
  | { readonly outcome: 'held'; readonly lease: Lease };

async function expire(tx: WriteTx, lease: Lease): Promise<ExpiredLease> {
  const { taskId, holder, token } = lease;
  const deadline = lease.deadline === undefined ? null : expiresAtMs(lease.deadline, tx.now);
  await tx.append({ type: 'lease.expired', actor: SYSTEM_ACTOR, taskId, data: { holder, token, deadline } });
  await deleteLeaseClock(tx, taskId);
  return { taskId, holder, deadline };
}

async function extend(tx: WriteTx, lease: Lease, ttlMs: number): Promise<Lease> {
  const deadline = extendedDeadline(lease.deadline, tx.now, ttlMs);
  await putLeaseClock(tx, { taskId: lease.taskId, token: lease.token, ...deadline });
  return { ...lease, deadline };
}

async function grant(tx: WriteTx, request: GrantRequest): Promise<Lease> {
  const { taskId, createdAt, holder, via, title, locks, branch, ttlMs } = request;
  const token = formatToken(tx.epoch, await nextFence(tx, tx.now.wallMs));
  const { at: grantedAtMs } = await tx.append({
    type: 'lease.granted',
    actor: holder,
    via,
    taskId,
    ...(request.atMs === undefined ? {} : { at: request.atMs }),
    data: { created_at: createdAt, holder, token, title, locks, branch, ttl_ms: ttlMs },
  });
  const lease = { taskId, createdAt, holder, token, grantedAtMs, title, locks, branch, deadline: undefined };
  return await extend(tx, lease, ttlMs);
}

/**
 * Grants the task's lease. A live one of another holder stays (`held`); one of the same holder is renewed and keeps its
 * token; one that has lapsed is recorded as expired first. Whether the task may be claimed at all is the caller's to judge.
 */
export async function grantLease(
  tx: WriteTx,
  request: GrantRequest,
  seen?: LeaseSeen,
): Promise<GrantOutcome> {
  const present = await lookAtLease(tx, request.taskId, seen);
  if (present === undefined) {
    return { outcome: 'granted', lease: await grant(tx, request) };
  }
  if (!isLeaseLive(present, tx.epoch, tx.now)) {
    const expired = await expire(tx, present);
    return { outcome: 'granted', lease: await grant(tx, request), expired };
  }
  if (present.holder !== request.holder) {
    return { outcome: 'held', lease: present };
  }
  return { outcome: 'renewed', lease: await extend(tx, present, request.ttlMs) };
}

export interface RenewRequest {
  readonly taskId: string;
  readonly actor: string;
  readonly token?: string | undefined;
  readonly ttlMs: number;
}

/** Extends the lease of its live holder; it never ends earlier than before. Renewals leave no event. */
export async function renewLease(tx: WriteTx, request: RenewRequest, seen?: LeaseSeen): Promise<HolderCheck> {
  const check = await checkHolder(tx, request, seen);
  return check.held ? { held: true, lease: await extend(tx, check.lease, request.ttlMs) } : check;
}

interface BindRequest {
  readonly branch: string;
  readonly via: string | null;
}

/** The lease is of that branch from now on; nothing is recorded where it is already. The caller has looked whether it is live. */
export async function bindLease(tx: WriteTx, lease: Lease, { branch, via }: BindRequest): Promise<void> {
  const { taskId, holder, token } = lease;
  if (lease.branch !== branch) {
    await tx.append({ type: 'lease.bound', actor: holder, via, taskId, data: { holder, token, branch } });
  }
}

export interface EndRequest {
  readonly taskId: string;
  /** Who ends it: its holder, or who changes the task. */
  readonly actor: string;
  readonly via: string | null;
  /** The verb that ends it: release, done, block, cancel, delete. */
  readonly by: string;
  readonly note: string | null;
}

/** Ends the task's lease: as released when it is live, as expired when it has lapsed. `undefined` when there was no live one. */
export async function endLease(
  tx: WriteTx,
  request: EndRequest,
  seen?: LeaseSeen,
): Promise<Lease | undefined> {
  const { taskId, actor, via, by, note } = request;
  const lease = await lookAtLease(tx, taskId, seen);
  if (lease === undefined) {
    return undefined;
  }
  if (!isLeaseLive(lease, tx.epoch, tx.now)) {
    await expire(tx, lease);
    return undefined;
  }
  const { holder, token, taskId: leasedId } = lease;
  // A task that was renamed since is leased under the id that it had.
  const data = { holder, token, by, note };
  await tx.append({ type: 'lease.released', actor, via, taskId: leasedId, data });
  await deleteLeaseClock(tx, leasedId);
  return lease;
}

export interface RevokeRequest {
  readonly taskId: string;
  readonly actor: string;
  readonly via: string | null;
  readonly reason: string;
}

/** Takes the task's live lease from its holder. `undefined` when there was no live one. */
export async function revokeLease(tx: WriteTx, request: RevokeRequest): Promise<Lease | undefined> {
  const { taskId, actor, via, reason } = request;
  const lease = await getLease(tx, taskId);
  if (lease === undefined || !isLeaseLive(lease, tx.epoch, tx.now)) {
    return undefined;
  }
  const { holder, token } = lease;
  await tx.append({ type: 'lease.revoked', actor, via, taskId, data: { holder, token, reason } });
  await deleteLeaseClock(tx, taskId);
  return lease;
}

/** Records every lapsed lease as expired; those whose lease ended by it. */
export async function recordExpiries(tx: WriteTx): Promise<ExpiredLease[]> {
  const lapsed = (await listLeases(tx)).filter((lease) => !isLeaseLive(lease, tx.epoch, tx.now));
  const expired: ExpiredLease[] = [];
  for (const lease of lapsed) {
    expired.push(await expire(tx, lease));
  }
  return expired;
}
