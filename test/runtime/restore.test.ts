import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import { backupRuntime } from '../../src/runtime/backup.ts';
import { Connection } from '../../src/runtime/connection.ts';
import { inspectRuntime } from '../../src/runtime/inspect.ts';
import { checkHolder, grantLease, recordExpiries } from '../../src/runtime/leases.ts';
import { SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { restoreBackup, type Restored } from '../../src/runtime/restore.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { reserveIds } from '../../src/runtime/tables/id-reservation.ts';
import { verifyDatabase } from '../../src/runtime/verify-database.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { grantRequest, transitionEvent } from './support/requests.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

const now = new TestClock().read;

async function claim(runtime: Runtime, taskId: string, holder: string): Promise<string> {
  return await runtime.transact(
    async (tx) => (await grantLease(tx, grantRequest(taskId, holder))).lease.token,
  );
}

async function reserve(runtime: Runtime): Promise<number[]> {
  return await runtime.transact(async (tx) => await reserveIds(tx, { prefix: 'T', atLeast: 1, count: 1 }));
}

/** A runtime in which T1 is held, with a backup of just that. */
async function backedUp(): Promise<{ place: Place; file: string; runtime: Runtime; token: string }> {
  const place = makePlace();
  const runtime = await openAt(place);
  const token = await claim(runtime, 'T1', 'ai:a');
  await reserve(runtime);
  const file = join(place.folder, 'backup.sqlite');
  await backupRuntime({ ...place, now }, { path: file, overwrite: false, dryRun: false });
  return { place, file, runtime, token };
}

async function restore(place: Place, file: string, dryRun = false): Promise<Restored> {
  return await restoreBackup({ ...place, now }, { file, dryRun });
}

async function countEvents(runtime: Runtime): Promise<number> {
  return await runtime.read(async (tx) => await tx.lastSeq());
}

describe('restoring', () => {
  test('makes the backup the runtime, and keeps the present one and the file', async () => {
    const { place, file, runtime } = await backedUp();
    await runtime.transact(async (tx) => await tx.append(transitionEvent('T2', 'done')));
    const before = readFileSync(file);
    const { keptAs, facts } = await restore(place, file);
    expect(facts).toMatchObject({ events: 1, leases: [{ taskId: 'T1', holder: 'ai:a' }] });
    expect(await countEvents(runtime)).toBe(1);
    expect(await verifyDatabase(keptAs ?? '')).toMatchObject({ sound: true, facts: { events: 2 } });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(await inspectRuntime(runtime)).toMatchObject({
      integrityProblems: [],
      differences: [],
      journalMode: 'wal',
    });
    expect(readdirSync(place.localDir).filter((name) => /-(?:leaving|returning|new)/u.test(name))).toEqual(
      [],
    );
  });

  test('keeps each runtime that it replaces, and takes any of them back', async () => {
    const { place, file, runtime } = await backedUp();
    await runtime.transact(async (tx) => await tx.append(transitionEvent('T2', 'done')));
    const first = await restore(place, file);
    await runtime.transact(async (tx) => await tx.append(transitionEvent('T3', 'cancelled')));
    await runtime.transact(async (tx) => await tx.append(transitionEvent('T3', 'ready')));
    const second = await restore(place, first.keptAs ?? '');
    expect(await countEvents(runtime)).toBe(2);
    expect(second.keptAs).not.toBe(first.keptAs);
    expect(await verifyDatabase(second.keptAs ?? '')).toMatchObject({ facts: { events: 3 } });
    expect(existsSync(first.keptAs ?? '')).toBe(true);
  });

  test('lets no lease live and no token hold, of before the backup and of after it', async () => {
    const { place, file, runtime, token } = await backedUp();
    const later = await claim(runtime, 'T2', 'ai:b');
    const { epoch } = runtime;
    await restore(place, file);
    const [old, since] = await runtime.read(async (tx) => [
      await checkHolder(tx, { taskId: 'T1', actor: 'ai:a', token }),
      await checkHolder(tx, { taskId: 'T2', actor: 'ai:b', token: later }),
    ]);
    expect([old.held, since.held]).toEqual([false, false]);
    expect(runtime.epoch).not.toBe(epoch);
    expect(await runtime.transact(recordExpiries)).toMatchObject([{ taskId: 'T1', holder: 'ai:a' }]);
    const anew = await claim(runtime, 'T2', 'ai:c');
    expect(Number(anew.split('.')[1])).toBeGreaterThan(Number(later.split('.')[1]));
    expect((await inspectRuntime(runtime)).differences).toEqual([]);
  });

  test('gives out no id again that was given out since the backup', async () => {
    const { place, file, runtime } = await backedUp();
    expect(await reserve(runtime)).toEqual([2]);
    await restore(place, file);
    expect(await reserve(runtime)).toEqual([3]);
  });

  test('works where there is no runtime, also in a folder of another repository', async () => {
    const { file } = await backedUp();
    const place = makePlace();
    expect(await restore(place, file)).toMatchObject({ keptAs: null });
    expect(await countEvents(await openAt(place))).toBe(1);
  });

  test('takes a runtime as it lies somewhere, with what only its WAL holds', async () => {
    const { place, file } = await backedUp();
    const other = makePlace();
    const runtime = await openAt(other);
    await claim(runtime, 'T9', 'ai:z');
    await claim(runtime, 'T8', 'ai:z');
    await restore(place, other.path);
    expect(await countEvents(await openAt(place))).toBe(2);
    expect(await countEvents(runtime)).toBe(2);
    expect(existsSync(file)).toBe(true);
  });

  test('keeps a damaged runtime as it is', async () => {
    const { place, file, runtime } = await backedUp();
    runtime.close();
    rmSync(`${place.path}-wal`, { force: true });
    writeFileSync(place.path, 'text '.repeat(2_000));
    const { keptAs } = await restore(place, file);
    expect(readFileSync(keptAs ?? '', 'utf8')).toBe('text '.repeat(2_000));
    expect(await countEvents(await openAt(place))).toBe(1);
  });

  test('in a dry run changes nothing, and says the same', async () => {
    const { place, file, runtime } = await backedUp();
    const { epoch } = runtime;
    const files = readdirSync(place.localDir);
    const dry = await restore(place, file, true);
    expect([await countEvents(runtime), runtime.epoch]).toEqual([1, epoch]);
    expect(readdirSync(place.localDir)).toEqual(files);
    expect(await restore(place, file)).toEqual(dry);
  });
});

function tampered(file: string, sql: string): string {
  const copy = `${file}.tampered`;
  copyFileSync(file, copy);
  const connection = new Connection(copy);
  connection.exec(sql);
  connection.close();
  return copy;
}

/** Files that are no backup, of a good one. */
const BAD: Readonly<Record<string, { reason: string; make: (file: string) => string }>> = {
  'of another program': { reason: 'foreign', make: (file) => tampered(file, 'PRAGMA application_id = 7') },
  'of a newer Lodestar': {
    reason: 'newer',
    make: (file) => tampered(file, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`),
  },
  'with a row that its log does not fold to': {
    reason: 'damaged',
    make: (file) => tampered(file, "UPDATE lease SET holder = 'ai:mallory'"),
  },
  'whose log is not guarded': {
    reason: 'damaged',
    make: (file) => tampered(file, 'DROP TRIGGER event_is_not_updated'),
  },
  'with a trigger of its own': {
    reason: 'damaged',
    make: (file) => tampered(file, 'CREATE TRIGGER x AFTER INSERT ON lease BEGIN DELETE FROM message; END'),
  },
  'that lacks a table': { reason: 'damaged', make: (file) => tampered(file, 'DROP TABLE message') },
  'that lacks its name': { reason: 'damaged', make: (file) => tampered(file, 'DELETE FROM meta') },
  'that is cut off': {
    reason: 'damaged',
    make: (file) => {
      const copy = `${file}.cut`;
      writeFileSync(copy, readFileSync(file).subarray(0, 20_000));
      return copy;
    },
  },
  'with a page of garbage': {
    reason: 'damaged',
    make: (file) => {
      const copy = `${file}.garbage`;
      writeFileSync(copy, readFileSync(file).fill(0xff, 4096 * 4, 4096 * 8));
      return copy;
    },
  },
  'that is text': {
    reason: 'damaged',
    make: (file) => {
      writeFileSync(`${file}.txt`, 'no database '.repeat(900));
      return `${file}.txt`;
    },
  },
  'that is empty': {
    reason: 'foreign',
    make: (file) => {
      writeFileSync(`${file}.empty`, '');
      return `${file}.empty`;
    },
  },
};

describe('a file', () => {
  test.each(Object.entries(BAD))('%s is refused, and stays as it was', async (_name, { reason, make }) => {
    const { place, file, runtime } = await backedUp();
    const { epoch } = runtime;
    const bad = make(file);
    const before = readFileSync(bad);
    for (const dryRun of [true, false]) {
      const error = await restore(place, bad, dryRun).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(LodestarError);
      expect(error).toMatchObject({ code: 'BACKUP_INVALID', details: { reason, path: bad } });
    }
    expect(readFileSync(bad).equals(before)).toBe(true);
    expect([await countEvents(runtime), runtime.epoch]).toEqual([1, epoch]);
    expect(readdirSync(place.localDir).filter((name) => /leaving|returning|before/u.test(name))).toEqual([]);
  });

  test('that is not there, a folder, or the runtime itself is no backup', async () => {
    const { place } = await backedUp();
    const folder = join(place.folder, 'folder');
    mkdirSync(folder);
    expect(await codeOfFailure(restore(place, join(place.folder, 'missing')))).toBe('FILE_NOT_FOUND');
    expect(await codeOfFailure(restore(place, folder))).toBe('FILE_NOT_FOUND');
    expect(await codeOfFailure(restore(place, place.path))).toBe('INPUT_INVALID');
  });

  test('takes the place of no database of another program, and of no newer runtime', async () => {
    const { file } = await backedUp();
    const foreign = makePlace();
    const other = new Connection(foreign.path);
    other.exec('CREATE TABLE other (x)');
    other.close();
    expect(await codeOfFailure(restore(foreign, file))).toBe('RUNTIME_FOREIGN');
    const newer = makePlace();
    (await openAt(newer)).close();
    const connection = new Connection(newer.path);
    connection.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    connection.close();
    expect(await codeOfFailure(restore(newer, file))).toBe('RUNTIME_NEWER');
    expect([existsSync(foreign.path), existsSync(newer.path)]).toEqual([true, true]);
  });
});
