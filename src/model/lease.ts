import type { Now } from './now.ts';

/** When a lease ends, on both clocks; volatile, overwritten by a renewal. */
export interface LeaseDeadline {
  readonly bootId: string;
  readonly monotonicDeadlineMs: number;
  readonly wallDeadlineMs: number;
  /** Wall clock of the grant or of the last renewal. */
  readonly renewedAtMs: number;
  readonly ttlMs: number;
}

/** A time-limited sole right to a task. */
export interface Lease {
  readonly taskId: string;
  readonly createdAt: string | null;
  readonly holder: string;
  /** `<epoch>.<fence>`; the fence grows with each grant. */
  readonly token: string;
  readonly grantedAtMs: number;
  readonly title: string;
  readonly locks: readonly string[];
  /** Git worktree that the claim was made in, relative facts only: its branch. */
  readonly branch: string | null;
  /** Missing when the row was lost: then the lease has lapsed. */
  readonly deadline: LeaseDeadline | undefined;
}

/** Why a caller does not hold the lease that it names. */
export type NotHeldReason = 'never' | 'lapsed' | 'taken' | 'released' | 'revoked' | 'superseded';

export function formatToken(epoch: string, fence: number): string {
  return `${epoch}.${String(fence)}`;
}

export function tokenEpoch(token: string): string {
  return token.slice(0, Math.max(0, token.lastIndexOf('.')));
}

/** What remains of a deadline in milliseconds; zero or less when it has passed. */
export function remainingMs(deadline: LeaseDeadline, now: Now): number {
  const sameBoot = deadline.bootId !== '' && deadline.bootId === now.bootId;
  return sameBoot ? deadline.monotonicDeadlineMs - now.monotonicMs : deadline.wallDeadlineMs - now.wallMs;
}

/** The clocks read a millisecond apart, and a wall clock is slewed; beyond this it was set. */
const CLOCK_JITTER_MS = 1000;

/**
 * The deadline as the wall clock shows it now, in epoch milliseconds. It is the one that was stored while the clocks agree,
 * so that two looks at one lease say the same.
 */
export function expiresAtMs(deadline: LeaseDeadline, now: Now): number {
  const counted = now.wallMs + remainingMs(deadline, now);
  const { wallDeadlineMs } = deadline;
  return Math.abs(counted - wallDeadlineMs) < CLOCK_JITTER_MS ? wallDeadlineMs : counted;
}

/** A lease of another epoch (a copied or restored runtime) has lapsed, and so has one without its deadline. */
export function isLeaseLive(lease: Pick<Lease, 'token' | 'deadline'>, epoch: string, now: Now): boolean {
  return (
    lease.deadline !== undefined && tokenEpoch(lease.token) === epoch && remainingMs(lease.deadline, now) > 0
  );
}
