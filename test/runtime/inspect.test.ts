import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { grantLease } from '../../src/runtime/leases.ts';
import { inspectRuntime } from '../../src/runtime/inspect.ts';
import { SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { grantRequest, MINUTE_MS } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

test('a healthy runtime is told as such, with what is in it', async () => {
  const clock = new TestClock();
  const place = makePlace();
  const runtime = await openAt(place, { clock });
  await runtime.transact(async (tx) => {
    await grantLease(tx, grantRequest('T1', 'ai:a'));
    await grantLease(tx, grantRequest('T2', 'ai:a', { ttlMs: MINUTE_MS }));
  });
  clock.pass(2 * MINUTE_MS);
  const facts = await inspectRuntime(runtime);
  expect(facts).toMatchObject({
    path: place.path,
    epoch: runtime.epoch,
    schemaVersion: SCHEMA_VERSION,
    journalMode: 'wal',
    synchronous: 2,
    integrityProblems: [],
    rows: { event: 2, lease: 2, lease_clock: 2, meta: 1, actor: 0 },
    differences: [],
    lapsedLeases: 1,
    fileMode: 0o600,
    networkFs: undefined,
  });
  expect(facts.bytes).toBeGreaterThan(0);
  expect(facts.walBytes).toBeGreaterThan(0);
});

test('a mode that lets others in is told', async () => {
  const place = makePlace();
  const runtime = await openAt(place);
  chmodSync(place.path, 0o644);
  expect((await inspectRuntime(runtime)).fileMode).toBe(0o644);
});
