import { chmodSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Connection } from '../../src/runtime/connection.ts';
import { checkHolder, grantLease } from '../../src/runtime/leases.ts';
import { compareWithFold } from '../../src/runtime/replay.ts';
import { keptRuntimePath, moveRuntimeAside, restoreRuntime } from '../../src/runtime/reset.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { listActors } from '../../src/runtime/tables/actor.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { grantRequest } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';

async function register(runtime: Runtime, actor: string): Promise<void> {
  await runtime.transact(
    async (tx) => await tx.append({ type: 'actor.registered', actor, taskId: null, data: {} }),
  );
}

async function actorsIn(runtime: Runtime): Promise<string[]> {
  return (await runtime.read(listActors)).map((row) => row.actor);
}

function rowsOf(path: string): { actor: string }[] {
  const connection = new Connection(path, { mustExist: true });
  try {
    return connection.all<{ actor: string }>('SELECT actor FROM actor ORDER BY actor');
  } finally {
    connection.close();
  }
}

describe('a reset', () => {
  test('keeps the runtime aside, whole in one file, and the next call makes a new one', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    const { epoch } = runtime;
    await register(runtime, 'ai:before');
    expect(await moveRuntimeAside(place)).toBe(keptRuntimePath(place));
    expect(existsSync(place.path)).toBe(false);
    expect([existsSync(`${keptRuntimePath(place)}-wal`), existsSync(`${place.path}-wal`)]).toEqual([
      false,
      false,
    ]);
    await register(runtime, 'ai:after');
    expect(await actorsIn(runtime)).toEqual(['ai:after']);
    expect(runtime.epoch).not.toBe(epoch);
    expect(rowsOf(keptRuntimePath(place))).toEqual([{ actor: 'ai:before' }]);
  });

  test('keeps for its owner alone what others could read', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    await register(runtime, 'ai:one');
    runtime.close();
    chmodSync(place.path, 0o666);
    await moveRuntimeAside(place);
    expect((statSync(keptRuntimePath(place)).mode & 0o777).toString(8)).toBe('600');
  });

  test('keeps one, the newest', async () => {
    const place = makePlace();
    for (const actor of ['ai:first', 'ai:second']) {
      const runtime = await openAt(place);
      await register(runtime, actor);
      runtime.close();
      await moveRuntimeAside(place);
    }
    expect(rowsOf(keptRuntimePath(place))).toEqual([{ actor: 'ai:second' }]);
  });

  test('keeps what a reader in the middle of reading holds back in the WAL', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    await register(runtime, 'ai:first');
    const reader = new Connection(place.path);
    reader.exec('BEGIN');
    reader.all('SELECT * FROM actor');
    await register(runtime, 'ai:second');
    await moveRuntimeAside({ ...place, busyTimeoutMs: 20 });
    expect(existsSync(`${keptRuntimePath(place)}-wal`)).toBe(true);
    expect(reader.all<{ actor: string }>('SELECT actor FROM actor')).toEqual([{ actor: 'ai:first' }]);
    reader.close();
    expect(rowsOf(keptRuntimePath(place))).toEqual([{ actor: 'ai:first' }, { actor: 'ai:second' }]);
  });

  test('is nothing where no runtime is', async () => {
    expect(await moveRuntimeAside(makePlace())).toBeUndefined();
  });

  test('waits for a writer no longer than its deadline, and then moves nothing', async () => {
    const place = makePlace();
    await openAt(place);
    const writer = new Connection(place.path);
    writer.exec('BEGIN IMMEDIATE');
    expect(await codeOfFailure(moveRuntimeAside({ ...place, busyTimeoutMs: 20 }))).toBe('RUNTIME_BUSY');
    expect(existsSync(place.path)).toBe(true);
    writer.close();
  });

  test('moves nothing that is damaged or of another program', async () => {
    const damaged = makePlace();
    writeFileSync(damaged.path, 'text '.repeat(1_000));
    expect(await codeOfFailure(moveRuntimeAside(damaged))).toBe('RUNTIME_DAMAGED');
    const foreign = makePlace();
    const other = new Connection(foreign.path);
    other.exec('CREATE TABLE other (x)');
    other.close();
    expect(await codeOfFailure(moveRuntimeAside(foreign))).toBe('RUNTIME_FOREIGN');
    expect([existsSync(damaged.path), existsSync(foreign.path)]).toEqual([true, true]);
  });
});

describe('undoing a reset', () => {
  test('brings the kept runtime back and keeps the present one, without a live lease in either', async () => {
    const place = makePlace();
    const runtime = await openAt(place);
    await register(runtime, 'ai:before');
    const { lease } = await runtime.transact(
      async (tx) => await grantLease(tx, grantRequest('T1', 'ai:before')),
    );
    await moveRuntimeAside(place);
    await register(runtime, 'ai:between');
    expect(await restoreRuntime(place)).toBe(true);
    expect(await actorsIn(runtime)).toEqual(['ai:before']);
    const check = await runtime.read(
      async (tx) => await checkHolder(tx, { taskId: 'T1', actor: 'ai:before', token: lease.token }),
    );
    expect(check).toEqual({ held: false, reason: 'lapsed' });
    expect(rowsOf(keptRuntimePath(place))).toEqual([{ actor: 'ai:between' }]);
    await register(runtime, 'ai:after');
    expect((await runtime.read(compareWithFold)).differences).toEqual([]);
  });

  test('is another file for who still has the kept one open', async () => {
    const place = makePlace();
    const idle = await openAt(place);
    await register(idle, 'ai:before');
    await moveRuntimeAside(place);
    await restoreRuntime(place);
    const other = await openAt(place);
    await register(other, 'ai:other');
    await register(idle, 'ai:idle');
    expect(await actorsIn(other)).toEqual(['ai:before', 'ai:idle', 'ai:other']);
  });

  test('works where there is no runtime at present, and says so when none is kept', async () => {
    const place = makePlace();
    expect(await restoreRuntime(place)).toBe(false);
    const runtime = await openAt(place);
    await register(runtime, 'ai:before');
    await moveRuntimeAside(place);
    rmSync(place.path, { force: true });
    expect(await restoreRuntime(place)).toBe(true);
    expect(await actorsIn(runtime)).toEqual(['ai:before']);
    expect(existsSync(keptRuntimePath(place))).toBe(true);
  });
});
