import { copyFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { NotHeldReason } from '../../src/model/lease.ts';
import { isLeaseLive, remainingMs } from '../../src/model/lease.ts';
import {
  checkHolder,
  endLease,
  grantLease,
  recordExpiries,
  renewLease,
  revokeLease,
  type GrantOutcome,
} from '../../src/runtime/leases.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { listEvents } from '../../src/runtime/tables/event.ts';
import { getLease, leasesOf, listLeases } from '../../src/runtime/tables/lease.ts';
import { grantRequest, MINUTE_MS } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

const A = 'ai:a';
const B = 'ai:b';

async function grant(runtime: Runtime, holder: string, ttlMs = 15 * MINUTE_MS): Promise<GrantOutcome> {
  return await runtime.transact(async (tx) => await grantLease(tx, grantRequest('T1', holder, { ttlMs })));
}

async function release(runtime: Runtime, actor: string): Promise<void> {
  const request = { taskId: 'T1', actor, via: null, by: 'release', note: null };
  await runtime.transact(async (tx) => await endLease(tx, request));
}

async function reasonFor(runtime: Runtime, actor: string, token?: string): Promise<NotHeldReason | 'held'> {
  const check = await runtime.read(async (tx) => await checkHolder(tx, { taskId: 'T1', actor, token }));
  return check.held ? 'held' : check.reason;
}

async function eventTypes(runtime: Runtime): Promise<string[]> {
  return (await runtime.read(async (tx) => await listEvents(tx))).map((event) => event.type);
}

async function setUp() {
  const clock = new TestClock();
  const place = makePlace();
  return { clock, place, runtime: await openAt(place, { clock }) };
}

describe('a grant', () => {
  test('gives the lease with title, locks and branch as claimed, and a token of the epoch', async () => {
    const { runtime, clock } = await setUp();
    const { outcome, lease } = await grant(runtime, A);
    expect(outcome).toBe('granted');
    expect(lease).toMatchObject({ holder: A, title: 'Title of T1', locks: ['src/**'], branch: 'main' });
    expect(lease.token).toBe(`${runtime.epoch}.${clock.wallMs}`);
    expect(await runtime.read(async (tx) => await getLease(tx, 'T1'))).toEqual(lease);
    expect(await runtime.read(async (tx) => await leasesOf(tx, A))).toEqual([lease]);
  });

  test('is held against another', async () => {
    const { runtime } = await setUp();
    const { lease } = await grant(runtime, A);
    expect(await grant(runtime, B)).toEqual({ outcome: 'held', lease });
    expect(await eventTypes(runtime)).toEqual(['lease.granted']);
  });

  test('of the same holder is a renewal with the same token and leaves no event', async () => {
    const { runtime, clock } = await setUp();
    const { lease } = await grant(runtime, A);
    clock.pass(5 * MINUTE_MS);
    const again = await grant(runtime, A);
    expect(again).toMatchObject({
      outcome: 'renewed',
      lease: { token: lease.token, grantedAtMs: lease.grantedAtMs },
    });
    expect(again.lease.deadline?.wallDeadlineMs).toBe(clock.wallMs + 15 * MINUTE_MS);
    expect(await eventTypes(runtime)).toEqual(['lease.granted']);
  });

  test('after a lapse records the expiry with its holder and deadline first', async () => {
    const { runtime, clock } = await setUp();
    const { lease } = await grant(runtime, A);
    const deadline = clock.wallMs + 15 * MINUTE_MS;
    clock.pass(16 * MINUTE_MS);
    const taken = await grant(runtime, B);
    expect(taken).toMatchObject({
      outcome: 'granted',
      expired: { taskId: 'T1', holder: A, deadline },
      lease: { holder: B },
    });
    expect(await eventTypes(runtime)).toEqual(['lease.granted', 'lease.expired', 'lease.granted']);
    const events = await runtime.read(async (tx) => await listEvents(tx, { type: 'lease.expired' }));
    expect(events).toMatchObject([
      { actor: 'system:lodestar', taskId: 'T1', data: { holder: A, token: lease.token, deadline } },
    ]);
  });

  test('has a fence that grows although the wall clock goes back', async () => {
    const { runtime, clock } = await setUp();
    const fences: number[] = [];
    for (const jump of [0, -86_400_000, 5, 86_400_000]) {
      clock.jump(jump);
      const { lease } = await grant(runtime, A);
      fences.push(Number(lease.token.split('.')[1]));
      await release(runtime, A);
    }
    expect(fences).toEqual([...new Set(fences)].sort((a, b) => a - b));
  });
});

describe('time', () => {
  test('lets a lease lapse at its deadline', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    clock.pass(15 * MINUTE_MS - 1);
    expect(await reasonFor(runtime, A)).toBe('held');
    clock.pass(1);
    expect(await reasonFor(runtime, A)).toBe('lapsed');
  });

  test('set forward by a day takes no lease away', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    clock.jump(86_400_000);
    expect((await grant(runtime, B)).outcome).toBe('held');
  });

  test('set back by a day makes no lease immortal', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    clock.jump(-86_400_000);
    clock.pass(15 * MINUTE_MS);
    expect((await grant(runtime, B)).outcome).toBe('granted');
  });

  test('of another boot is judged by the wall clock', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    clock.reboot();
    clock.jump(14 * MINUTE_MS);
    expect(await reasonFor(runtime, A)).toBe('held');
    clock.jump(MINUTE_MS);
    expect(await reasonFor(runtime, A)).toBe('lapsed');
  });

  test('is counted by the wall clock where a boot has no name', async () => {
    const { runtime, clock } = await setUp();
    clock.bootId = '';
    await grant(runtime, A);
    clock.jump(15 * MINUTE_MS);
    expect(await reasonFor(runtime, A)).toBe('lapsed');
  });
});

describe('a renewal', () => {
  test('extends and never shortens, on both clocks', async () => {
    const { runtime, clock } = await setUp();
    const { lease } = await grant(runtime, A, 60 * MINUTE_MS);
    clock.pass(MINUTE_MS);
    const renew = async (ttlMs: number) =>
      await runtime.transact(async (tx) => await renewLease(tx, { taskId: 'T1', actor: A, ttlMs }));
    const shorter = await renew(5 * MINUTE_MS);
    expect(shorter.lease?.deadline).toMatchObject({
      monotonicDeadlineMs: lease.deadline?.monotonicDeadlineMs,
      wallDeadlineMs: lease.deadline?.wallDeadlineMs,
    });
    const longer = await renew(120 * MINUTE_MS);
    expect(longer.held && longer.lease.deadline && remainingMs(longer.lease.deadline, clock.read())).toBe(
      120 * MINUTE_MS,
    );
  });

  test('does not shorten over a reboot', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A, 60 * MINUTE_MS);
    clock.reboot();
    const renewed = await runtime.transact(
      async (tx) => await renewLease(tx, { taskId: 'T1', actor: A, ttlMs: 5 * MINUTE_MS }),
    );
    expect(renewed.lease?.deadline && remainingMs(renewed.lease.deadline, clock.read())).toBe(60 * MINUTE_MS);
  });

  test('of a lapsed lease is refused, although nobody took it', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    clock.pass(15 * MINUTE_MS);
    const answer = await runtime.transact(
      async (tx) => await renewLease(tx, { taskId: 'T1', actor: A, ttlMs: MINUTE_MS }),
    );
    expect(answer).toEqual({ held: false, reason: 'lapsed' });
  });
});

describe('who does not hold the lease is told why', () => {
  test('never', async () => {
    const { runtime } = await setUp();
    expect(await reasonFor(runtime, A)).toBe('never');
    await grant(runtime, B);
    expect(await reasonFor(runtime, A)).toBe('never');
  });

  test('lapsed, then taken, also when the taker has let go', async () => {
    const { runtime, clock } = await setUp();
    const { lease } = await grant(runtime, A);
    clock.pass(20 * MINUTE_MS);
    expect(await reasonFor(runtime, A, lease.token)).toBe('lapsed');
    await grant(runtime, B);
    expect(await reasonFor(runtime, A, lease.token)).toBe('taken');
    expect(await reasonFor(runtime, A)).toBe('taken');
    await release(runtime, B);
    expect(await reasonFor(runtime, A)).toBe('taken');
  });

  test('released', async () => {
    const { runtime } = await setUp();
    await grant(runtime, A);
    await release(runtime, A);
    expect(await reasonFor(runtime, A)).toBe('released');
    await grant(runtime, B);
    expect(await reasonFor(runtime, A)).toBe('released');
  });

  test('revoked', async () => {
    const { runtime } = await setUp();
    await grant(runtime, A);
    const request = { taskId: 'T1', actor: 'human:ada', via: null, reason: 'stuck' };
    await runtime.transact(async (tx) => await revokeLease(tx, request));
    expect(await reasonFor(runtime, A)).toBe('revoked');
  });

  test('superseded, for an older token of the same actor', async () => {
    const { runtime, clock } = await setUp();
    const first = await grant(runtime, A);
    clock.pass(20 * MINUTE_MS);
    const second = await grant(runtime, A);
    expect(await reasonFor(runtime, A, first.lease.token)).toBe('superseded');
    expect(await reasonFor(runtime, A, second.lease.token)).toBe('held');
  });

  test('with the holder who has it now', async () => {
    const { runtime } = await setUp();
    const { lease } = await grant(runtime, B);
    const check = await runtime.read(async (tx) => await checkHolder(tx, { taskId: 'T1', actor: A }));
    expect(check).toEqual({ held: false, reason: 'never', lease, holder: B });
  });

  test('lapsed or taken, for a token of a runtime that was deleted', async () => {
    const { runtime, place } = await setUp();
    const { lease } = await grant(runtime, A);
    rmSync(place.path);
    expect(await reasonFor(runtime, A, lease.token)).toBe('lapsed');
    await grant(runtime, B);
    expect(await reasonFor(runtime, A, lease.token)).toBe('taken');
  });
});

describe('a copied runtime', () => {
  test('has no live lease, and refuses the tokens of the original', async () => {
    const { runtime, place, clock } = await setUp();
    const { lease } = await grant(runtime, A);
    runtime.close();
    const copied = makePlace();
    copyFileSync(place.path, copied.path);
    const copy = await openAt(copied, { clock });
    expect(await reasonFor(copy, A, lease.token)).toBe('lapsed');
    const taken = await grant(copy, B);
    expect(taken).toMatchObject({ outcome: 'granted', expired: { holder: A } });
    expect(Number(taken.lease.token.split('.')[1])).toBeGreaterThan(Number(lease.token.split('.')[1]));
  });
});

describe('ending', () => {
  test('by another verb names it, and a lapsed lease ends as expired', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    const request = { taskId: 'T1', actor: 'human:ada', via: null, by: 'cancel', note: null };
    expect(await runtime.transact(async (tx) => await endLease(tx, request))).toMatchObject({ holder: A });
    await grant(runtime, A);
    clock.pass(20 * MINUTE_MS);
    expect(await runtime.transact(async (tx) => await endLease(tx, request))).toBeUndefined();
    expect(await eventTypes(runtime)).toEqual([
      'lease.granted',
      'lease.released',
      'lease.granted',
      'lease.expired',
    ]);
    expect(await runtime.read(listLeases)).toEqual([]);
  });

  test('by time is recorded once for all that lapsed', async () => {
    const { runtime, clock } = await setUp();
    await runtime.transact(async (tx) => {
      await grantLease(tx, grantRequest('T1', A, { ttlMs: MINUTE_MS }));
      await grantLease(tx, grantRequest('T2', B, { ttlMs: MINUTE_MS }));
      await grantLease(tx, grantRequest('T3', B));
    });
    clock.pass(2 * MINUTE_MS);
    expect((await runtime.transact(recordExpiries)).map((each) => each.taskId)).toEqual(['T1', 'T2']);
    expect(await runtime.transact(recordExpiries)).toEqual([]);
    expect((await runtime.read(listLeases)).map((each) => each.taskId)).toEqual(['T3']);
  });

  test('happens to a lease whose clock row is lost', async () => {
    const { runtime } = await setUp();
    await grant(runtime, A);
    await runtime.transact(async (tx) => await tx.raw('DELETE FROM lease_clock'));
    const lease = await runtime.read(async (tx) => await getLease(tx, 'T1'));
    expect(lease && isLeaseLive(lease, runtime.epoch, new TestClock().read())).toBe(false);
    expect(await runtime.transact(recordExpiries)).toEqual([{ taskId: 'T1', holder: A, deadline: null }]);
  });
});
