import { remainingMs, type LeaseDeadline } from '../model/lease.ts';
import type { Now } from '../model/now.ts';

/**
 * The deadline of a lease that is granted or renewed now. On either clock it is never earlier than `present`: a renewal
 * does not shorten, whatever its length and whatever became of the clocks since.
 */
export function extendedDeadline(present: LeaseDeadline | undefined, now: Now, ttlMs: number): LeaseDeadline {
  const remaining = Math.max(ttlMs, present === undefined ? 0 : remainingMs(present, now));
  return {
    bootId: now.bootId,
    monotonicDeadlineMs: now.monotonicMs + remaining,
    wallDeadlineMs: Math.max(now.wallMs + remaining, present?.wallDeadlineMs ?? 0),
    renewedAtMs: now.wallMs,
    ttlMs,
  };
}
