import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import { Connection } from '../../src/runtime/connection.ts';
import { checkHolder, grantLease } from '../../src/runtime/leases.ts';
import { inspectRuntime } from '../../src/runtime/inspect.ts';
import { findLeftOvers, removeLeftOvers } from '../../src/runtime/left-overs.ts';
import { PRIVATE_MODES } from '../../src/runtime/modes.ts';
import { moveDatabase } from '../../src/runtime/move-database.ts';
import { recoverRuntime } from '../../src/runtime/recover.ts';
import { compareWithFold } from '../../src/runtime/replay.ts';
import { moveRuntimeAside, restoreRuntime } from '../../src/runtime/reset.ts';
import { listEvents } from '../../src/runtime/tables/event.ts';
import { reserveIds } from '../../src/runtime/tables/id-reservation.ts';
import { corruptFolder, recoveredPath, unsavedDamaged } from '../../src/runtime/unfinished-recovery.ts';
import { scaled } from '../support/scaled.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { grantRequest, transitionEvent } from './support/requests.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

const { read: now } = new TestClock();

/** A closed runtime with a log of some pages. */
async function makeRuntime(events = 120): Promise<{ place: Place; epoch: string; token: string }> {
  const place = makePlace();
  const runtime = await openAt(place);
  const token = await runtime.transact(async (tx) => {
    await reserveIds(tx, { prefix: 'T', atLeast: 40, count: 2 });
    for (let index = 1; index < events; index += 1) {
      await tx.append(transitionEvent(`T${index}`, 'done', { stamp: index, reason: 'because '.repeat(12) }));
    }
    return (await grantLease(tx, grantRequest('T1', 'ai:a'))).lease.token;
  });
  runtime.close();
  return { place, epoch: runtime.epoch, token };
}

function overwrite(path: string, offset: number, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, offset);
  closeSync(descriptor);
}

describe('a recovery', () => {
  test('saves all events but one whose content is no longer what its type says', async () => {
    const { place } = await makeRuntime();
    const connection = new Connection(place.path);
    const triggers = connection.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
    );
    triggers.forEach(({ name }) => connection.exec(`DROP TRIGGER ${name}`));
    connection.run("UPDATE event SET data = json_remove(data, '$.reason') WHERE seq = 7");
    connection.close();
    const runtime = await openAt(place);
    expect(await codeOfFailure(inspectRuntime(runtime))).toBe('RUNTIME_DAMAGED');
    runtime.close();
    expect(await recoverRuntime({ ...place, now })).toMatchObject({ savedEvents: 119, lostEvents: 1 });
  });

  test('lets nobody else read the damaged file that it keeps', async () => {
    const { place } = await makeRuntime();
    overwrite(place.path, 0, Buffer.alloc(100));
    chmodSync(place.path, 0o644);
    const kept = await recoverRuntime({ ...place, now });
    expect(statSync(join(kept?.keptIn ?? '', 'runtime.sqlite')).mode & 0o777).toBe(0o600);
  });

  test('saves the whole log of a file whose other pages are lost, under a new epoch', async () => {
    const { place, epoch, token } = await makeRuntime();
    const connection = new Connection(place.path);
    connection.exec('DROP TABLE meta; DROP TABLE transition');
    connection.close();
    expect(await codeOfFailure(openAt(place))).toBe('RUNTIME_DAMAGED');
    const before = readFileSync(place.path);
    const recovery = await recoverRuntime({ ...place, now });
    expect(recovery).toMatchObject({ savedEvents: 120, lostEvents: 0 });
    expect(readFileSync(join(recovery?.keptIn ?? '', 'runtime.sqlite'))).toEqual(before);
    const runtime = await openAt(place);
    expect(runtime.epoch).not.toBe(epoch);
    const comparison = await runtime.read(compareWithFold);
    expect(comparison).toEqual({ events: 120, differences: [] });
    const check = await runtime.read(
      async (tx) => await checkHolder(tx, { taskId: 'T1', actor: 'ai:a', token }),
    );
    expect(check).toMatchObject({ held: false, reason: 'lapsed' });
    expect(
      await runtime.transact(async (tx) => await reserveIds(tx, { prefix: 'T', atLeast: 1, count: 1 })),
    ).toEqual([42]);
  });

  test('saves what is around a page that is lost, and counts the rest', async () => {
    const { place } = await makeRuntime(400);
    const connection = new Connection(place.path);
    const pages = connection.all<{ pageno: number }>(
      "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path",
    );
    connection.close();
    const middle = pages[Math.floor(pages.length / 2)]?.pageno ?? 1;
    overwrite(place.path, (middle - 1) * 4096, new Uint8Array(4096).fill(0xff));
    const recovery = await recoverRuntime({ ...place, now });
    expect(recovery?.lostEvents).toBeGreaterThan(0);
    expect(recovery?.savedEvents).toBeGreaterThan(300);
    expect((recovery?.savedEvents ?? 0) + (recovery?.lostEvents ?? 0)).toBe(400);
    const runtime = await openAt(place);
    const events = await runtime.read(async (tx) => await listEvents(tx));
    expect([events[0]?.seq, events.at(-1)?.seq]).toEqual([1, 400]);
    expect((await runtime.read(compareWithFold)).differences).toEqual([]);
  });

  test('makes an empty runtime of a file that is none, and keeps the file', async () => {
    const place = makePlace();
    writeFileSync(place.path, 'text\n'.repeat(500));
    const recovery = await recoverRuntime({ ...place, now });
    expect(recovery).toMatchObject({ savedEvents: 0, lostEvents: 0 });
    expect(statSync(join(recovery?.keptIn ?? '', 'runtime.sqlite')).size).toBe(2_500);
    expect(await (await openAt(place)).read(async (tx) => await tx.lastSeq())).toBe(0);
  });

  test('lets a process that has the damaged file open go on in the new one', async () => {
    const { place } = await makeRuntime();
    const open = await openAt(place);
    const recovery = await recoverRuntime({ ...place, now });
    expect(recovery?.savedEvents).toBe(120);
    const event = await open.transact(async (tx) => await tx.append(transitionEvent('T1', 'verified')));
    expect(event).toMatchObject({ seq: 121, n: 1 });
  });

  test('keeps the damaged file for those alone who are meant to read it', async () => {
    const { place } = await makeRuntime(3);
    overwrite(place.path, 0, Buffer.alloc(16, 'x'));
    chmodSync(place.path, 0o644);
    const recovery = await recoverRuntime({ ...place, now });
    const { mode } = statSync(join(recovery?.keptIn ?? '', 'runtime.sqlite'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('is nothing where no file is, and touches no file of another program', async () => {
    expect(await recoverRuntime({ ...makePlace(), now })).toBeUndefined();
    const foreign = makePlace();
    const other = new Connection(foreign.path);
    other.exec('CREATE TABLE other (x)');
    other.close();
    expect(await codeOfFailure(recoverRuntime({ ...foreign, now }))).toBe('RUNTIME_FOREIGN');
    expect(existsSync(foreign.path)).toBe(true);
  });
});

describe('a recovery that was cut short', () => {
  const FOLDER = (place: Place): string => corruptFolder(place, '2026-01-05');

  /** The damaged runtime has left its place, and nothing is saved of it. */
  async function cutShort(): Promise<Place> {
    const { place } = await makeRuntime();
    moveDatabase(place.path, unsavedDamaged(FOLDER(place)), PRIVATE_MODES);
    return place;
  }

  async function eventsAt(place: Place): Promise<number> {
    const runtime = await openAt(place);
    const { events, differences } = await runtime.read(compareWithFold);
    expect(differences).toEqual([]);
    runtime.close();
    return events;
  }

  function namesIn(place: Place): string[] {
    return [...readdirSync(place.localDir), ...readdirSync(FOLDER(place))].filter((name) =>
      /^(?:runtime\.sqlite|corrupt)/u.test(name),
    );
  }

  test('before anything was saved is ended by the next who opens the runtime', async () => {
    const place = await cutShort();
    expect(await eventsAt(place)).toBe(120);
    expect(namesIn(place)).toEqual(['corrupt-2026-01-05', 'runtime.sqlite']);
  });

  test('before anything was saved is ended by the next recovery, which tells of it', async () => {
    const place = await cutShort();
    const recovery = await recoverRuntime({ ...place, now });
    expect(recovery).toEqual({ keptIn: FOLDER(place), savedEvents: 120, lostEvents: 0 });
    expect(await eventsAt(place)).toBe(120);
  });

  test('before anything was saved is ended by a reset, which keeps what was saved', async () => {
    const place = await cutShort();
    await moveRuntimeAside(place);
    expect(await eventsAt(place)).toBe(0);
    expect(await restoreRuntime(place)).toBe(true);
    expect(await eventsAt(place)).toBe(120);
  });

  test('before what was saved had its place takes what is whole of it', async () => {
    const place = await cutShort();
    writeFileSync(recoveredPath(place), 'half');
    expect(await eventsAt(place)).toBe(120);
    expect(namesIn(place)).toEqual(['corrupt-2026-01-05', 'runtime.sqlite']);
    moveDatabase(place.path, recoveredPath(place), PRIVATE_MODES);
    expect(await eventsAt(place)).toBe(120);
  });

  test('brings nothing back once it has ended and the runtime is removed', async () => {
    const place = await cutShort();
    expect(await eventsAt(place)).toBe(120);
    rmSync(place.path);
    expect(await eventsAt(place)).toBe(0);
  });

  test('leaves a runtime that somebody made meanwhile, and keeps the damaged one', async () => {
    const place = await cutShort();
    const other = makePlace();
    (await openAt(other)).close();
    renameSync(other.path, place.path);
    expect(await eventsAt(place)).toBe(0);
    const leftOvers = { ...place, checkoutLocalDir: undefined };
    expect(await findLeftOvers(leftOvers, now().wallMs)).toEqual([unsavedDamaged(FOLDER(place))]);
    await removeLeftOvers(leftOvers, now().wallMs);
    expect(await findLeftOvers(leftOvers, now().wallMs)).toEqual([]);
    expect(await eventsAt(place)).toBe(0);
    expect(namesIn(place)).toEqual(['corrupt-2026-01-05', 'runtime.sqlite']);
  });
});

const damage = fc.record({
  place: fc.double({ min: 0, max: 0.999, noNaN: true }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 5_000 }),
  cut: fc.nat(9),
});

/** What a command would do on the file: an answer, or an error of the catalogue, and never anything else. */
async function use(place: Place): Promise<string> {
  try {
    const runtime = await openAt(place, { busyTimeoutMs: 200 });
    await runtime.transact(async (tx) => await grantLease(tx, grantRequest('T9', 'ai:b')));
    const events = await runtime.read(async (tx) => await listEvents(tx));
    runtime.close();
    return `ok ${events.length > 0 ? 'with events' : 'empty'}`;
  } catch (error) {
    if (error instanceof LodestarError) {
      return error.code;
    }
    throw error;
  }
}

test(
  'a file that is damaged at random gives an answer or a coded error, and works after a recovery',
  { timeout: 120_000 },
  async () => {
    const { place: original } = await makeRuntime();
    const image = readFileSync(original.path);
    await fc.assert(
      fc.asyncProperty(damage, async ({ place: where, bytes, cut }) => {
        const place = makePlace();
        writeFileSync(place.path, image);
        const offset = Math.floor(where * image.length);
        if (cut === 0) {
          truncateSync(place.path, offset);
        } else {
          overwrite(place.path, offset, bytes);
        }
        expect(await use(place)).toMatch(/^(?:ok|RUNTIME_(?:DAMAGED|FOREIGN|NEWER|IO)$)/u);
        const recovered = await recoverRuntime({ ...place, now }).catch((error: unknown) => {
          expect(error).toMatchObject({ code: expect.stringMatching(/^RUNTIME_(?:FOREIGN|NEWER)$/u) });
        });
        if (recovered !== undefined) {
          expect(await use(place)).toMatch(/^ok/u);
        }
      }),
      { numRuns: scaled(400) },
    );
  },
);
