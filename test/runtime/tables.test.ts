import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/model/event.ts';
import { ensureActor, joinAgent, leaveAgent, touch } from '../../src/runtime/actors.ts';
import { getActor, listActors } from '../../src/runtime/tables/actor.ts';
import { criteriaOf } from '../../src/runtime/tables/criterion.ts';
import { countEvents, listEvents } from '../../src/runtime/tables/event.ts';
import { evidenceOf } from '../../src/runtime/tables/evidence.ts';
import { heartbeatAgeMs, listHeartbeats } from '../../src/runtime/tables/heartbeat.ts';
import { reserveIds } from '../../src/runtime/tables/id-reservation.ts';
import { messageCount, newestHandoff, recipientOfTask } from '../../src/runtime/tables/message.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { transitionEvent } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

async function append(runtime: Runtime, ...events: readonly NewEvent[]): Promise<void> {
  await runtime.transact(async (tx) => {
    for (const event of events) {
      await tx.append(event);
    }
  });
}

function checked(taskId: string, text: string, createdAt: string | null = null): NewEvent {
  return { type: 'criterion.checked', actor: 'ai:a', taskId, data: { created_at: createdAt, text } };
}

function evidence(taskId: string, value: string, createdAt: string | null = null): NewEvent {
  const data = { created_at: createdAt, kind: 'commit', value, branch: 'main', head: 'abc' } as const;
  return { type: 'evidence.added', actor: 'ai:a', taskId, data };
}

function handoff(taskId: string, body: string): NewEvent {
  const data = {
    recipient: recipientOfTask(taskId),
    subject: null,
    severity: 'handoff',
    body,
    reply_to: null,
  } as const;
  return { type: 'message.sent', actor: 'ai:a', taskId, data };
}

describe('actors', () => {
  test('are registered once', async () => {
    const runtime = await openAt(makePlace());
    for (let time = 0; time < 2; time += 1) {
      await runtime.transact(async (tx) => {
        await ensureActor(tx, 'human:ada');
      });
    }
    expect(await runtime.read(async (tx) => await countEvents(tx))).toBe(1);
    expect(await runtime.read(listActors)).toMatchObject([{ actor: 'human:ada', joinedAtMs: null }]);
  });

  test('are agents from joining until they leave', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    const request = {
      actor: 'ai:a',
      role: 'builder',
      capabilities: ['ts', 'sql'],
      displayName: 'A',
      sessionMeta: { model: { name: 'x' } },
      resumed: false,
    };
    const joined = await runtime.transact(async (tx) => await joinAgent(tx, request));
    expect(joined).toEqual({
      actor: 'ai:a',
      registeredAtMs: clock.wallMs,
      displayName: 'A',
      role: 'builder',
      capabilities: ['ts', 'sql'],
      sessionMeta: { model: { name: 'x' } },
      joinedAtMs: clock.wallMs,
      leftAtMs: null,
      leftReason: null,
    });
    clock.pass(1_000);
    await runtime.transact(async (tx) => {
      await leaveAgent(tx, { actor: 'ai:a', reason: 'finished' });
    });
    const left = await runtime.read(async (tx) => await getActor(tx, 'ai:a'));
    expect(left).toMatchObject({ leftAtMs: clock.wallMs, leftReason: 'finished', role: 'builder' });
    const resumed = await runtime.transact(
      async (tx) => await joinAgent(tx, { ...request, role: null, resumed: true }),
    );
    expect(resumed).toMatchObject({ leftAtMs: null, leftReason: null, role: null, joinedAtMs: clock.wallMs });
  });

  test('leave a heartbeat only when they are registered, and its age does not follow the wall clock', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    await runtime.transact(async (tx) => {
      await ensureActor(tx, 'ai:a');
      await touch(tx, 'ai:a');
      await touch(tx, 'ai:stranger');
    });
    const [heartbeat, ...others] = await runtime.read(listHeartbeats);
    expect(others).toEqual([]);
    clock.pass(5_000);
    clock.jump(86_400_000);
    expect(heartbeat && heartbeatAgeMs(heartbeat, clock.read())).toBe(5_000);
    clock.reboot();
    expect(heartbeat && heartbeatAgeMs(heartbeat, clock.read())).toBe(86_405_000);
  });
});

describe('what belongs to a task', () => {
  test('is told apart from what belonged to another task of the same id', async () => {
    const runtime = await openAt(makePlace());
    await append(
      runtime,
      checked('T1', 'old', '2020'),
      checked('T1', 'new', '2030'),
      checked('T1', 'undated'),
    );
    await append(
      runtime,
      evidence('T1', 'old', '2020'),
      evidence('T1', 'new', '2030'),
      evidence('T1', 'undated'),
    );
    const texts = async (createdAt: string | null) =>
      (await runtime.read(async (tx) => await criteriaOf(tx, { id: 'T1', createdAt, formerIds: [] })))
        .map((each) => each.text)
        .sort();
    const values = async (createdAt: string | null) =>
      (await runtime.read(async (tx) => await evidenceOf(tx, { id: 'T1', createdAt, formerIds: [] })))
        .map((each) => each.value)
        .sort();
    expect(await texts('2030')).toEqual(['new', 'undated']);
    expect(await values('2030')).toEqual(['new', 'undated']);
    expect(await texts(null)).toEqual(['new', 'old', 'undated']);
    expect(await values(null)).toEqual(['new', 'old', 'undated']);
  });

  test('is a criterion once, with who checked it last', async () => {
    const runtime = await openAt(makePlace());
    await append(runtime, checked('T1', 'it works'), { ...checked('T1', 'it works'), actor: 'ai:b' });
    expect(
      await runtime.read(async (tx) => await criteriaOf(tx, { id: 'T1', createdAt: null, formerIds: [] })),
    ).toMatchObject([{ text: 'it works', actor: 'ai:b' }]);
  });

  test('is the newest handoff', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    await append(runtime, handoff('T1', 'first'), handoff('T2', 'other'));
    clock.jump(-60_000);
    await append(runtime, handoff('T1', 'second'));
    expect(await runtime.read(async (tx) => await newestHandoff(tx, 'T1'))).toMatchObject({ body: 'second' });
    expect(await runtime.read(async (tx) => await messageCount(tx, 'T1'))).toBe(2);
    expect(await runtime.read(async (tx) => await newestHandoff(tx, 'T3'))).toBeUndefined();
  });
});

describe('reserved numbers', () => {
  test('are never given twice and never below what the spec has', async () => {
    const runtime = await openAt(makePlace());
    const reserve = async (prefix: string, atLeast: number, count = 1) =>
      await runtime.transact(async (tx) => await reserveIds(tx, { prefix, atLeast, count }));
    expect(await reserve('T', 1)).toEqual([1]);
    expect(await reserve('T', 1, 3)).toEqual([2, 3, 4]);
    expect(await reserve('T', 100)).toEqual([100]);
    expect(await reserve('T', 5, 2)).toEqual([101, 102]);
    expect(await reserve('X', 7)).toEqual([7]);
  });
});

describe('the log', () => {
  test('is filtered, cut and continued', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    const start = clock.wallMs;
    for (const [index, taskId] of ['T1', 'T2', 'T1', 'T3'].entries()) {
      clock.pass(1_000);
      const done = transitionEvent(taskId, 'done');
      await append(runtime, { ...done, actor: index === 1 ? 'ai:b' : 'ai:a' }, checked(taskId, 'it works'));
    }
    const seqs = async (filter: Parameters<typeof listEvents>[1]) =>
      (await runtime.read(async (tx) => await listEvents(tx, filter))).map((event) => event.seq);
    expect(await seqs({})).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await seqs({ task: 'T1' })).toEqual([1, 2, 5, 6]);
    expect(await seqs({ task: 'T1', order: 'newest', limit: 3 })).toEqual([6, 5, 2]);
    expect(await seqs({ actor: 'ai:b' })).toEqual([3]);
    expect(await seqs({ type: 'task.done' })).toEqual([1, 3, 5, 7]);
    expect(await seqs({ since: start + 3_000 })).toEqual([5, 6, 7, 8]);
    expect(await seqs({ order: 'newest', afterSeq: 4, limit: 2 })).toEqual([3, 2]);
    expect(await seqs({ afterSeq: 6 })).toEqual([7, 8]);
    const count = await runtime.read(
      async (tx) => await countEvents(tx, { task: 'T1', type: 'task.done', limit: 1 }),
    );
    expect(count).toBe(2);
  });
});
