import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Connection } from '../../src/runtime/connection.ts';
import { grantLease } from '../../src/runtime/leases.ts';
import { inspectRuntime } from '../../src/runtime/inspect.ts';
import { SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { recoverRuntime } from '../../src/runtime/recover.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
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

test.each([
  ['of a type that there is not', "type = 'lease.grantee'"],
  ['of a type that every object knows', "type = 'constructor'"],
  ['that lacks a part of its data', "data = replace(data, 'holder', 'hodler')"],
  ['whose data is no object', "data = 'null'"],
])('an event %s is damage, and a recovery saves the others', async (_what, change) => {
  const place = makePlace();
  const runtime = await openAt(place);
  await runtime.transact(async (tx) => {
    await grantLease(tx, grantRequest('T1', 'ai:a'));
    await grantLease(tx, grantRequest('T2', 'ai:a'));
  });
  const other = new Connection(place.path);
  other.exec(`DROP TRIGGER event_is_not_updated; UPDATE event SET ${change} WHERE seq = 1`);
  other.close();
  expect(await codeOfFailure(inspectRuntime(runtime))).toBe('RUNTIME_DAMAGED');
  runtime.close();
  const recovery = await recoverRuntime({ ...place, now: new TestClock().read });
  expect(recovery).toMatchObject({ savedEvents: 1, lostEvents: 1 });
  expect(await inspectRuntime(await openAt(place))).toMatchObject({ differences: [], rows: { event: 1 } });
});
