import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupRuntime, backupsFolder, type BackupTarget } from '../../src/runtime/backup.ts';
import { Connection } from '../../src/runtime/connection.ts';
import { grantLease } from '../../src/runtime/leases.ts';
import { verifyDatabase } from '../../src/runtime/verify-database.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { grantRequest, transitionEvent } from './support/requests.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

const now = new TestClock().read;

async function makeUsed(): Promise<Place> {
  const place = makePlace();
  const runtime = await openAt(place);
  await runtime.transact(async (tx) => {
    await grantLease(tx, grantRequest('T1', 'ai:a'));
    await tx.append(transitionEvent('T2', 'blocked'));
  });
  return place;
}

async function backUp(place: Place, changes: Partial<BackupTarget> = {}) {
  const target = { path: join(place.folder, 'backup.sqlite'), overwrite: false, dryRun: false, ...changes };
  return await backupRuntime({ ...place, now }, target);
}

function exec(path: string, sql: string): void {
  const connection = new Connection(path);
  connection.exec(sql);
  connection.close();
}

describe('a backup', () => {
  test('is one file for its owner alone, with everything in it that is committed', async () => {
    const place = await makeUsed();
    const { path, bytes, facts, overwritten } = await backUp(place);
    expect(statSync(path)).toMatchObject({ size: bytes });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(facts).toMatchObject({ events: 2, leases: [{ taskId: 'T1', holder: 'ai:a' }] });
    expect(overwritten).toBe(false);
    expect(readdirSync(place.folder).filter((name) => name.startsWith('backup'))).toEqual([basename(path)]);
    expect(await verifyDatabase(path)).toMatchObject({ sound: true, facts });
    const files = readdirSync(place.folder);
    new Connection(path, { mustExist: true, readonly: true }).close();
    expect(readdirSync(place.folder)).toEqual(files);
  });

  test('is private also where the repository is shared', async () => {
    const place = await makeUsed();
    const sharedModes = { dir: 0o2770, file: 0o660 };
    const { path } = await backupRuntime(
      { ...place, now, sharedModes },
      { path: undefined, overwrite: false, dryRun: false },
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('without a name is named for the time, in a folder that Git ignores, and two of a moment are two', async () => {
    const place = await makeUsed();
    const first = await backUp(place, { path: undefined });
    const second = await backUp(place, { path: undefined });
    expect(readdirSync(backupsFolder(place)).sort()).toEqual(
      [basename(first.path), basename(second.path)].sort(),
    );
    expect(basename(first.path)).toMatch(/^runtime-\d{4}-\d{2}-\d{2}T[\d-]+Z\.sqlite$/u);
    expect(readFileSync(join(place.localDir, '.gitignore'), 'utf8')).toBe('*\n');
    expect(statSync(backupsFolder(place)).mode & 0o777).toBe(0o700);
  });

  test('holds what lies in the WAL alone, while a reader keeps it there', async () => {
    const place = await makeUsed();
    const reader = new Connection(place.path);
    reader.exec('BEGIN');
    reader.all('SELECT * FROM event');
    const runtime = await openAt(place);
    await runtime.transact(async (tx) => await tx.append(transitionEvent('T3', 'done')));
    expect((await backUp(place)).facts.events).toBe(3);
    reader.close();
  });

  test('is made of a rollback journal too, as on a network file system', async () => {
    const place = makePlace();
    const options = { ...place, now, allowNetworkFs: true, fileSystemType: () => 0x6969 };
    const runtime = await openAt(place, options);
    await runtime.transact(async (tx) => await tx.append(transitionEvent('T1', 'done')));
    const target = { path: join(place.folder, 'backup.sqlite'), overwrite: false, dryRun: false };
    expect((await backupRuntime(options, target)).facts.events).toBe(1);
    const writer = new Connection(place.path);
    writer.exec('BEGIN EXCLUSIVE');
    const other = { ...target, path: join(place.folder, 'other.sqlite') };
    expect(await codeOfFailure(backupRuntime({ ...options, busyTimeoutMs: 20 }, other))).toBe('RUNTIME_BUSY');
    writer.close();
  });

  test('replaces no file unasked, and asked for it the whole of it', async () => {
    const place = await makeUsed();
    const path = join(place.folder, 'backup.sqlite');
    writeFileSync(path, 'mine');
    expect(await codeOfFailure(backUp(place))).toBe('FILE_EXISTS');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    writeFileSync(`${path}-wal`, 'of another database');
    expect(await backUp(place, { overwrite: true })).toMatchObject({ overwritten: true });
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(await verifyDatabase(path)).toMatchObject({ sound: true });
  });

  test('takes no name beside which SQLite would find another log', async () => {
    const place = await makeUsed();
    writeFileSync(join(place.folder, 'backup.sqlite-journal'), 'of another database');
    expect(await codeOfFailure(backUp(place))).toBe('FILE_EXISTS');
  });

  test('never replaces the runtime, by whatever name, nor a folder', async () => {
    const place = await makeUsed();
    const link = join(place.folder, 'link.sqlite');
    symlinkSync(place.path, link);
    const folder = join(place.folder, 'folder');
    mkdirSync(folder);
    for (const path of [place.path, `${place.path}-wal`, link, folder]) {
      expect(await codeOfFailure(backUp(place, { path, overwrite: true }))).toBe('FILE_EXISTS');
    }
    expect(await verifyDatabase(place.path)).toMatchObject({ sound: true, facts: { events: 2 } });
  });

  test('needs the folder that it is to lie in', async () => {
    const place = await makeUsed();
    expect(await codeOfFailure(backUp(place, { path: join(place.folder, 'no', 'backup.sqlite') }))).toBe(
      'FILE_NOT_FOUND',
    );
  });

  test('is not made where there is no runtime, and none is made for it', async () => {
    const place = makePlace();
    expect(await codeOfFailure(backUp(place))).toBe('FILE_NOT_FOUND');
    expect(await codeOfFailure(backUp(place, { path: undefined }))).toBe('FILE_NOT_FOUND');
    expect(existsSync(place.path)).toBe(false);
  });

  test('in a dry run leaves nothing, and says the same', async () => {
    const place = await makeUsed();
    const path = join(place.folder, 'backup.sqlite');
    const dry = await backUp(place, { dryRun: true });
    expect(existsSync(path)).toBe(false);
    expect(await backUp(place)).toEqual(dry);
    await backUp(place, { path: undefined, dryRun: true });
    expect(existsSync(backupsFolder(place))).toBe(false);
  });

  test.each([
    ['a row that its log does not fold to', 'UPDATE "transition" SET reason = \'forged\''],
    ['no trigger that guards its log', 'DROP TRIGGER event_is_not_deleted'],
    ['a trigger of somebody else', 'CREATE TRIGGER mine AFTER INSERT ON event BEGIN SELECT 1; END'],
  ])('is refused of a runtime with %s', async (_what, sql) => {
    const place = await makeUsed();
    exec(place.path, sql);
    expect(await codeOfFailure(backUp(place))).toBe('RUNTIME_DAMAGED');
    expect(readdirSync(place.folder).filter((name) => name.startsWith('backup'))).toEqual([]);
  });
});
