import { describe, expect, test } from 'vitest';
import { holderReleasedBy, type HolderCheck } from '../../src/runtime/lease-holder.ts';
import { bindLease, checkHolder, endLease, grantLease, revokeLease } from '../../src/runtime/leases.ts';
import { listOverruled, type OverruledLease } from '../../src/runtime/overruled-leases.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { listEvents } from '../../src/runtime/tables/event.ts';
import { getLease } from '../../src/runtime/tables/lease.ts';
import type { NewEvent } from '../../src/model/event.ts';
import { grantRequest, MINUTE_MS } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

const A = 'ai:a';
const B = 'ai:b';
const ADA = 'human:ada';

async function setUp() {
  const clock = new TestClock();
  return { clock, runtime: await openAt(makePlace(), { clock }) };
}

async function grant(runtime: Runtime, holder: string, taskId = 'T1') {
  return await runtime.transact(async (tx) => await grantLease(tx, grantRequest(taskId, holder)));
}

async function release(runtime: Runtime, actor: string, via: string | null): Promise<void> {
  const request = { taskId: 'T1', actor, via, by: 'release', note: null };
  await runtime.transact(async (tx) => await endLease(tx, request));
}

async function check(runtime: Runtime, actor: string): Promise<HolderCheck> {
  return await runtime.read(async (tx) => await checkHolder(tx, { taskId: 'T1', actor }));
}

describe('who lost a lease', () => {
  test('is told who revoked it, when, and why', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    clock.pass(MINUTE_MS);
    const atMs = clock.wallMs;
    const request = { taskId: 'T1', actor: ADA, via: null, reason: 'stuck' };
    await runtime.transact(async (tx) => await revokeLease(tx, request));
    const revocation = { by: ADA, atMs, reason: 'stuck' };
    expect(await check(runtime, A)).toEqual({ held: false, reason: 'revoked', revocation });
    const { lease } = await grant(runtime, B);
    expect(await check(runtime, A)).toEqual({ held: false, reason: 'revoked', revocation, lease, holder: B });
  });

  test('is judged by the log of that task alone', async () => {
    const { runtime, clock } = await setUp();
    await grant(runtime, A);
    clock.pass(20 * MINUTE_MS);
    await grant(runtime, B, 'T2');
    expect(await check(runtime, A)).toEqual({ held: false, reason: 'lapsed' });
    expect(await check(runtime, B)).toEqual({ held: false, reason: 'never' });
  });
});

describe('a lease that was given back for its holder', () => {
  const releasedBy = async (runtime: Runtime, taskId = 'T1'): Promise<string | undefined> =>
    await runtime.read(async (tx) => await holderReleasedBy(tx, { taskId, via: ADA }));

  test('is known by who gave it back, until they hold the task themselves', async () => {
    const { runtime, clock } = await setUp();
    expect(await releasedBy(runtime)).toBeUndefined();
    await grant(runtime, A);
    await release(runtime, A, null);
    expect(await releasedBy(runtime)).toBeUndefined();
    await grant(runtime, ADA);
    await release(runtime, ADA, null);
    await grant(runtime, B);
    clock.pass(MINUTE_MS);
    await release(runtime, B, ADA);
    expect(await releasedBy(runtime)).toBe(B);
    expect(await releasedBy(runtime, 'T2')).toBeUndefined();
    await grant(runtime, A);
    await release(runtime, A, ADA);
    expect(await releasedBy(runtime)).toBe(A);
    await grant(runtime, ADA);
    expect(await releasedBy(runtime)).toBeUndefined();
  });
});

describe('the end of a lease', () => {
  test('is nothing where there is none, and records nothing', async () => {
    const { runtime } = await setUp();
    const request = { taskId: 'T1', actor: A, via: null, by: 'release', note: null };
    expect(await runtime.transact(async (tx) => await endLease(tx, request))).toBeUndefined();
    expect(await runtime.read(async (tx) => await listEvents(tx))).toEqual([]);
  });
});

describe('a lease that is bound to a branch', () => {
  test('is of that branch from then on, and binding it again records nothing', async () => {
    const { runtime } = await setUp();
    const { lease } = await grant(runtime, A);
    await grant(runtime, B, 'T2');
    const bind = async (branch: string): Promise<void> => {
      await runtime.transact(async (tx) => {
        const present = await getLease(tx, 'T1');
        await bindLease(tx, present ?? lease, { branch, via: ADA });
      });
    };
    await bind('work');
    await bind('work');
    const branches = await runtime.read(
      async (tx) => [await getLease(tx, 'T1'), await getLease(tx, 'T2')] as const,
    );
    expect(branches.map((each) => each?.branch)).toEqual(['work', 'main']);
    const bound = await runtime.read(async (tx) => await listEvents(tx, { type: 'lease.bound' }));
    expect(bound).toMatchObject([
      { actor: A, via: ADA, taskId: 'T1', data: { holder: A, token: lease.token, branch: 'work' } },
    ]);
  });

  test('stays of its branch where another lease of the task was bound', async () => {
    const { runtime, clock } = await setUp();
    const { lease } = await grant(runtime, A);
    clock.pass(20 * MINUTE_MS);
    await grant(runtime, B);
    await runtime.transact(async (tx) => {
      await bindLease(tx, lease, { branch: 'work', via: null });
    });
    expect(await runtime.read(async (tx) => (await getLease(tx, 'T1'))?.branch)).toBe('main');
  });
});

describe('a lease that was granted while another had not ended', () => {
  const granted = (taskId: string, holder: string, token: string): NewEvent => ({
    type: 'lease.granted',
    actor: holder,
    taskId,
    data: {
      created_at: null,
      holder,
      token,
      title: 'One',
      locks: [],
      branch: null,
      ttl_ms: 15 * MINUTE_MS,
    },
  });

  async function overruledAfter(ms: number, ...events: NewEvent[]): Promise<OverruledLease[]> {
    const { runtime, clock } = await setUp();
    for (const event of events) {
      await runtime.transact(async (tx) => await tx.append(event));
    }
    const wallMs = clock.wallMs + ms;
    return await runtime.read(async (tx) => await listOverruled(tx, wallMs));
  }

  test('is found while the first may still be at work', async () => {
    const both = [granted('T1', A, 'a.1'), granted('T2', A, 'a.2'), granted('T1', B, 'b.1')];
    expect(await overruledAfter(0, ...both)).toEqual([{ taskId: 'T1', before: A, since: B }]);
    expect(await overruledAfter(15 * MINUTE_MS - 1, ...both)).toHaveLength(1);
    expect(await overruledAfter(15 * MINUTE_MS, ...both)).toEqual([]);
  });

  test('is none of the same holder, and none where the first had ended', async () => {
    const ended = (token: string): NewEvent => ({
      type: 'lease.released',
      actor: A,
      taskId: 'T1',
      data: { holder: A, token, by: 'release', note: null },
    });
    expect(await overruledAfter(0, granted('T1', A, 'a.1'), granted('T1', A, 'a.2'))).toEqual([]);
    expect(await overruledAfter(0, granted('T1', A, 'a.1'), ended('a.1'), granted('T1', B, 'b.1'))).toEqual(
      [],
    );
    expect(await overruledAfter(0, ended('a.1'), granted('T1', B, 'b.1'))).toEqual([]);
    const other = [granted('T1', A, 'a.1'), ended('a.0'), granted('T1', B, 'b.1')];
    expect(await overruledAfter(0, ...other)).toEqual([{ taskId: 'T1', before: A, since: B }]);
  });
});
