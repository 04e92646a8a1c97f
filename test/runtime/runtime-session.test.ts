import { existsSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/model/event.ts';
import { Connection } from '../../src/runtime/connection.ts';
import { SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { listEvents } from '../../src/runtime/tables/event.ts';
import { listHeartbeats } from '../../src/runtime/tables/heartbeat.ts';
import { joinAgent, leaveAgent } from '../../src/runtime/actors.ts';
import type { ReadTx, WriteTx } from '../../src/runtime/transaction.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { makePlace, openAt } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

function registered(actor: string): NewEvent {
  return { type: 'actor.registered', actor, taskId: null, data: {} };
}

async function register(tx: WriteTx, actor: string) {
  return await tx.append(registered(actor));
}

describe('a writing transaction', () => {
  test('appends events that are numbered and in the order of their clock', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    const first = await runtime.transact(async (tx) => await register(tx, 'ai:one'));
    clock.jump(-3_600_000);
    const second = await runtime.transact(async (tx) => await register(tx, 'ai:two'));
    clock.jump(7_200_000);
    const third = await runtime.transact(async (tx) => await register(tx, 'ai:three'));
    expect([first, second, third].map(({ seq, n }) => [seq, n])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(first.clock).toBe(first.at);
    expect(second.at).toBe(first.at - 3_600_000);
    expect(second.clock).toBe(first.clock + 1);
    expect(third.clock).toBe(third.at);
  });

  test('leaves nothing behind when what runs in it throws', async () => {
    const runtime = await openAt(makePlace());
    const failing = runtime.transact(async (tx) => {
      await register(tx, 'ai:one');
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(0);
  });

  test('answers what would be and writes nothing in a dry run', async () => {
    const runtime = await openAt(makePlace());
    const event = await runtime.transact(async (tx) => await register(tx, 'ai:one'), { dryRun: true });
    expect(event.seq).toBe(1);
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(0);
  });

  test('reads the clock after it has the lock, once', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    const times = await runtime.transact(async (tx) => {
      clock.pass(1_000);
      return [tx.now.wallMs, (await register(tx, 'ai:one')).at];
    });
    expect(times[0]).toBe(times[1]);
  });

  test('cannot be used after its end', async () => {
    const runtime = await openAt(makePlace());
    const kept = await runtime.transact(async (tx) => await Promise.resolve({ tx }));
    await expect(kept.tx.lastSeq()).rejects.toThrow('not used after its end');
  });

  test('queues behind the others of its connection and of its process', async () => {
    const place = makePlace();
    const runtimes = await Promise.all(
      Array.from({ length: 4 }, async () => await openAt(place, { busyTimeoutMs: 50 })),
    );
    const names = Array.from({ length: 40 }, (_, index) => `ai:agent-${index}`);
    await Promise.all(
      names.map(
        async (name, index) => await runtimes[index % 4]?.transact(async (tx) => await register(tx, name)),
      ),
    );
    const events = await runtimes[0]?.read(async (tx) => await listEvents(tx));
    expect(events?.map((event) => event.actor).sort()).toEqual([...names].sort());
  });

  test('is RUNTIME_BUSY when another holds the lock past the deadline, and works again after it', async () => {
    const place = makePlace();
    const runtime = await openAt(place, { busyTimeoutMs: 20 });
    const other = new Connection(place.path);
    other.exec('BEGIN IMMEDIATE');
    expect(await codeOfFailure(runtime.transact(async (tx) => await register(tx, 'ai:one')))).toBe(
      'RUNTIME_BUSY',
    );
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(0);
    other.close();
    expect((await runtime.transact(async (tx) => await register(tx, 'ai:one'))).seq).toBe(1);
  });

  test('looks while it waits, and what that throws is its answer', async () => {
    const place = makePlace();
    const runtime = await openAt(place, { busyTimeoutMs: 60 });
    const seen: number[] = [];
    const write = async (tx: WriteTx) => await register(tx, 'ai:one');
    const whileBusy = async (tx: ReadTx) => {
      seen.push(await tx.lastSeq());
    };
    await runtime.transact(write, { whileBusy });
    expect(seen).toEqual([]);
    const other = new Connection(place.path);
    other.exec('BEGIN IMMEDIATE');
    expect(await codeOfFailure(runtime.transact(write, { whileBusy }))).toBe('RUNTIME_BUSY');
    expect(new Set(seen)).toEqual(new Set([1]));
    const refusing = runtime.transact(write, {
      whileBusy: async () => await Promise.reject(new Error('refused')),
    });
    await expect(refusing).rejects.toThrow('refused');
    other.close();
    expect((await runtime.transact(write, { whileBusy })).seq).toBe(2);
  });
});

describe('a file that goes away under an open runtime', () => {
  test('is made anew by the next transaction', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    const { epoch } = runtime;
    await runtime.transact(async (tx) => await register(tx, 'ai:one'));
    rmSync(place.path);
    const event = await runtime.transact(async (tx) => await register(tx, 'ai:two'));
    expect(event.seq).toBe(1);
    expect(runtime.epoch).not.toBe(epoch);
    expect(await (await openAt(place)).read(async (tx) => await tx.lastSeq())).toBe(1);
  });

  test('is refused by its code as long as a folder stands in its place, and works after that', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    await runtime.transact(async (tx) => await register(tx, 'ai:one'));
    for (const file of [place.path, `${place.path}-wal`, `${place.path}-shm`]) {
      rmSync(file, { force: true });
    }
    mkdirSync(place.path);
    for (let call = 0; call < 3; call += 1) {
      const reading = runtime.read(async (tx) => await tx.lastSeq());
      expect(await codeOfFailure(reading)).toBe('RUNTIME_FOREIGN');
      const writing = runtime.transact(async (tx) => await register(tx, 'ai:two'));
      expect(await codeOfFailure(writing)).toBe('RUNTIME_FOREIGN');
      runtime.beat('ai:one');
    }
    rmdirSync(place.path);
    await runtime.transact(async (tx) => await register(tx, 'ai:three'));
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(1);
    runtime.close();
  });

  test('takes nothing with it that was acknowledged while it went', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    let runs = 0;
    const event = await runtime.transact(async (tx) => {
      runs += 1;
      const appended = await register(tx, 'ai:one');
      if (runs === 1) {
        rmSync(place.path);
      }
      return appended;
    });
    expect(runs).toBe(2);
    expect(event.origin).toBe(runtime.epoch);
    const events = await (await openAt(place)).read(async (tx) => await listEvents(tx));
    expect(events).toEqual([event]);
  });

  test('decides nothing by a refusal that was read in it', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    await runtime.transact(async (tx) => await register(tx, 'ai:one'));
    let runs = 0;
    const answer = await runtime.transact(async (tx) => {
      runs += 1;
      if (runs === 1) {
        rmSync(place.path);
      }
      if ((await tx.lastSeq()) > 0) {
        throw new Error('refused');
      }
      return 'accepted';
    });
    expect(answer).toBe('accepted');
  });

  test('is not answered from by a read', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    await runtime.transact(async (tx) => await register(tx, 'ai:one'));
    for (const file of [place.path, `${place.path}-wal`, `${place.path}-shm`]) {
      rmSync(file);
    }
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(0);
  });

  test('is opened anew where the WAL alone is gone, and keeps what was in it', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    await runtime.transact(async (tx) => await register(tx, 'ai:one'));
    rmSync(`${place.path}-wal`);
    rmSync(`${place.path}-shm`);
    await runtime.transact(async (tx) => await register(tx, 'ai:two'));
    const events = await (await openAt(place)).read(async (tx) => await listEvents(tx));
    expect(events.map((event) => event.actor)).toEqual(['ai:one', 'ai:two']);
  });

  test('leaves the WAL of its successor alone when it is closed', async () => {
    const place = makePlace();
    const old = await openAt(place);
    await old.transact(async (tx) => await register(tx, 'ai:old'));
    rmSync(place.path);
    const fresh = await openAt(place);
    await fresh.transact(async (tx) => await register(tx, 'ai:new'));
    old.close();
    expect(existsSync(`${place.path}-wal`)).toBe(true);
    const events = await (await openAt(place)).read(async (tx) => await listEvents(tx));
    expect(events.map((event) => event.actor)).toEqual(['ai:new']);
  });
});

describe('a runtime that a later Lodestar migrates while it is open', () => {
  const joining = { role: null, capabilities: [], displayName: 'One', sessionMeta: {}, resumed: false };
  const LATER = `ALTER TABLE heartbeat ADD COLUMN later INTEGER; PRAGMA user_version = ${SCHEMA_VERSION + 1}`;
  const BACK = `ALTER TABLE heartbeat DROP COLUMN later; PRAGMA user_version = ${SCHEMA_VERSION}`;

  test('is refused as at opening, and nothing is written', async () => {
    const place = makePlace();
    const clock = new TestClock();
    const runtime = await openAt(place, { clock });
    await runtime.transact(async (tx) => await joinAgent(tx, { actor: 'ai:one', ...joining }));
    clock.pass(120_000);
    const other = new Connection(place.path);
    other.exec(LATER);
    const rows = (): unknown => [other.all('SELECT * FROM event'), other.all('SELECT * FROM heartbeat')];
    const before = rows();
    const write = async () => await runtime.transact(async (tx) => await register(tx, 'ai:two'));
    const read = async () => await runtime.read(async (tx) => await tx.lastSeq());
    runtime.beat('ai:one');
    expect([await codeOfFailure(write()), await codeOfFailure(read())]).toEqual([
      'RUNTIME_NEWER',
      'RUNTIME_NEWER',
    ]);
    expect(rows()).toEqual(before);
    other.exec(BACK);
    runtime.beat('ai:one');
    await write();
    expect(other.get('SELECT seen_at_ms AS at FROM heartbeat')).toEqual({ at: clock.wallMs });
    expect(await read()).toBe(3);
    other.close();
  });
});

describe('a sign of life', () => {
  const joining = { role: null, capabilities: [], displayName: 'One', sessionMeta: {}, resumed: false };

  test('is noted for a joined agent, at most once a minute', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    await runtime.transact(async (tx) => await joinAgent(tx, { actor: 'ai:one', ...joining }));
    const seenAt = async () => (await runtime.read(listHeartbeats)).map((each) => each.seenAtMs);
    const [joinedAt = 0] = await seenAt();
    clock.pass(59_000);
    runtime.beat('ai:one');
    expect(await seenAt()).toEqual([joinedAt]);
    clock.pass(1_000);
    runtime.beat('ai:one');
    expect(await seenAt()).toEqual([joinedAt + 60_000]);
  });

  test('is not noted for one who never joined or has left', async () => {
    const clock = new TestClock();
    const runtime = await openAt(makePlace(), { clock });
    await runtime.transact(async (tx) => {
      await register(tx, 'human:ada');
      await joinAgent(tx, { actor: 'ai:one', ...joining });
      await leaveAgent(tx, { actor: 'ai:one', reason: null });
    });
    clock.pass(120_000);
    const before = await runtime.read(listHeartbeats);
    for (const actor of ['human:ada', 'ai:one', 'ai:unknown']) {
      runtime.beat(actor);
    }
    expect(await runtime.read(listHeartbeats)).toEqual(before);
  });

  test('neither waits for a writer nor fails', async () => {
    const place = makePlace();
    const clock = new TestClock();
    const runtime = await openAt(place, { clock });
    await runtime.transact(async (tx) => await joinAgent(tx, { actor: 'ai:one', ...joining }));
    clock.pass(120_000);
    const other = new Connection(place.path);
    other.exec('BEGIN IMMEDIATE');
    const start = performance.now();
    runtime.beat('ai:one');
    expect(performance.now() - start).toBeLessThan(1_000);
    other.close();
    runtime.beat('ai:one');
    expect((await runtime.read(listHeartbeats))[0]?.seenAtMs).toBe(clock.wallMs);
  });
});
