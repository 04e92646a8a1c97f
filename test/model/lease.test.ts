import { describe, expect, it } from 'vitest';
import {
  expiresAtMs,
  formatToken,
  isLeaseLive,
  remainingMs,
  tokenEpoch,
  type LeaseDeadline,
} from '../../src/model/lease.ts';
import type { Now } from '../../src/model/now.ts';

const GRANTED: Now = { wallMs: 1_000_000, bootId: 'boot-a', monotonicMs: 5000 };
const DEADLINE: LeaseDeadline = {
  bootId: 'boot-a',
  monotonicDeadlineMs: 5000 + 60_000,
  wallDeadlineMs: 1_000_000 + 60_000,
  renewedAtMs: 1_000_000,
  ttlMs: 60_000,
};

describe('what remains of a lease', () => {
  it('is judged by the monotonic clock within one boot, wherever the wall clock jumps', () => {
    expect(remainingMs(DEADLINE, { ...GRANTED, monotonicMs: 15_000, wallMs: 999_999_999 })).toBe(50_000);
    expect(remainingMs(DEADLINE, { ...GRANTED, monotonicMs: 70_000, wallMs: 0 })).toBe(-5000);
  });

  it('is judged by the wall clock after another boot', () => {
    const rebooted = { wallMs: 1_010_000, bootId: 'boot-b', monotonicMs: 12 };
    expect(remainingMs(DEADLINE, rebooted)).toBe(50_000);
  });

  it('is judged by the wall clock where boots have no name', () => {
    const nameless = { wallMs: 1_010_000, bootId: '', monotonicMs: 999_999 };
    expect(remainingMs({ ...DEADLINE, bootId: '' }, nameless)).toBe(50_000);
  });
});

describe('when a lease ends', () => {
  it('is the same at every look while the clocks agree', () => {
    expect(expiresAtMs(DEADLINE, { ...GRANTED, monotonicMs: 15_001, wallMs: 1_010_000 })).toBe(1_060_000);
    expect(expiresAtMs(DEADLINE, { ...GRANTED, monotonicMs: 15_000, wallMs: 1_010_700 })).toBe(1_060_000);
  });

  it('is now and what remains after the wall clock was set', () => {
    expect(expiresAtMs(DEADLINE, { ...GRANTED, monotonicMs: 15_000, wallMs: 5_000_000 })).toBe(5_050_000);
  });
});

describe('a lease', () => {
  const lease = { token: formatToken('epoch', 7), deadline: DEADLINE };

  it('is live up to its deadline and not on it', () => {
    expect(isLeaseLive(lease, 'epoch', { ...GRANTED, monotonicMs: 64_999 })).toBe(true);
    expect(isLeaseLive(lease, 'epoch', { ...GRANTED, monotonicMs: 65_000 })).toBe(false);
  });

  it('has lapsed in a runtime of another epoch, and without its deadline', () => {
    expect(isLeaseLive(lease, 'other', GRANTED)).toBe(false);
    expect(isLeaseLive({ ...lease, deadline: undefined }, 'epoch', GRANTED)).toBe(false);
  });

  it('has a token that names the epoch, and a text without one names none', () => {
    expect(lease.token).toBe('epoch.7');
    expect(['epoch.7', 'a.b.7', 'nonsense', ''].map(tokenEpoch)).toEqual(['epoch', 'a.b', '', '']);
  });
});
