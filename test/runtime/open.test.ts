import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Connection } from '../../src/runtime/connection.ts';
import { SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';

function modeOf(path: string): number {
  return statSync(path).mode & 0o7777;
}

function sqlOn(path: string, sql: string): void {
  const connection = new Connection(path);
  connection.exec(sql);
  connection.close();
}

async function register(place: Place, actor: string): Promise<void> {
  const runtime = await openAt(place);
  await runtime.transact(
    async (tx) => await tx.append({ type: 'actor.registered', actor, taskId: null, data: {} }),
  );
  runtime.close();
}

describe('a missing runtime', () => {
  test('is made with its folder, for its owner alone', async () => {
    const place = makePlace(join(makeTempFolder(), 'deep', '.lodestar'));
    const runtime = await openAt(place);
    expect(runtime.mode).toBe('writable');
    expect(modeOf(place.folder)).toBe(0o700);
    expect(modeOf(place.localDir)).toBe(0o700);
    expect([place.path, `${place.path}-wal`, join(place.localDir, 'runtime.lock')].map(modeOf)).toEqual([
      0o600, 0o600, 0o600,
    ]);
  });

  test('gets the modes of a shared repository', async () => {
    const place = makePlace(join(makeTempFolder(), 'shared'));
    await openAt(place, { sharedModes: { dir: 0o2770, file: 0o660 } });
    expect([place.folder, place.path, `${place.path}-wal`].map(modeOf)).toEqual([0o2770, 0o660, 0o660]);
  });

  test('leaves nothing half-made in its folder', async () => {
    const place = makePlace();
    (await openAt(place)).close();
    expect(readdirSync(place.folder).sort()).toEqual(['local', 'runtime.sqlite']);
    expect(readdirSync(place.localDir).sort()).toEqual(['.gitignore', 'runtime.lock']);
  });

  test('is made anew where the file has no bytes', async () => {
    const place = makePlace();
    writeFileSync(place.path, '');
    expect((await openAt(place)).epoch).toMatch(/^[0-9a-z]{12}$/u);
  });

  test('is made although an older one left its WAL and shared memory beside the path', async () => {
    const place = makePlace();
    const old = await openAt(place);
    await old.transact(
      async (tx) => await tx.append({ type: 'actor.registered', actor: 'ai:old', taskId: null, data: {} }),
    );
    rmSync(place.path);
    expect(existsSync(`${place.path}-wal`)).toBe(true);
    const fresh = await openAt(place);
    expect(await fresh.read(async (tx) => await tx.lastSeq())).toBe(0);
  });

  test('is made although a maker before was killed', async () => {
    const place = makePlace();
    mkdirSync(place.localDir);
    writeFileSync(join(place.localDir, 'runtime.sqlite-new-1'), 'half');
    await openAt(place);
    expect(readdirSync(place.localDir)).not.toContain('runtime.sqlite-new-1');
  });
});

describe('the .gitignore beside a runtime', () => {
  test('is the single line * in a folder that is made', async () => {
    const place = makePlace(join(makeTempFolder(), '.lodestar'));
    await openAt(place);
    expect(readFileSync(join(place.folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('hides no spec', async () => {
    const place = makePlace(join(makeTempFolder(), '.lodestar'));
    mkdirSync(place.folder);
    writeFileSync(join(place.folder, 'spec.yaml'), 'tasks: {}\n');
    await openAt(place);
    expect(readFileSync(join(place.folder, '.gitignore'), 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['/.gitignore', '/local/', '/runtime.sqlite*']),
    );
  });

  test('is left as it is where there is one, and is not put into a folder of somebody else', async () => {
    const ours = makePlace(join(makeTempFolder(), '.lodestar'));
    mkdirSync(ours.folder);
    writeFileSync(join(ours.folder, '.gitignore'), 'mine\n');
    await openAt(ours);
    expect(readFileSync(join(ours.folder, '.gitignore'), 'utf8')).toBe('mine\n');
    const theirs = makePlace();
    await openAt(theirs);
    expect(existsSync(join(theirs.folder, '.gitignore'))).toBe(false);
  });
});

describe('what is no runtime of ours', () => {
  test('is RUNTIME_FOREIGN when the Python lodestar wrote it, and is left alone', async () => {
    const place = makePlace();
    sqlOn(place.path, 'CREATE TABLE schema_version (v); CREATE TABLE leases (l); CREATE TABLE agents (a)');
    const before = readFileSync(place.path);
    expect(await codeOfFailure(openAt(place))).toBe('RUNTIME_FOREIGN');
    expect(readFileSync(place.path)).toEqual(before);
    expect(readFileSync(join(place.localDir, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('is RUNTIME_FOREIGN when another program did', async () => {
    const place = makePlace();
    sqlOn(place.path, 'PRAGMA application_id = 7; CREATE TABLE other (x)');
    expect(await codeOfFailure(openAt(place))).toBe('RUNTIME_FOREIGN');
  });

  test('is RUNTIME_FOREIGN when it is a folder, and the hint says how to make room', async () => {
    const place = makePlace();
    mkdirSync(place.path);
    expect(await openAt(place).catch((error: unknown) => error)).toMatchObject({
      code: 'RUNTIME_FOREIGN',
      hint: expect.stringContaining(`mv '${place.path}'`),
    });
  });

  test('is RUNTIME_DAMAGED when it is text', async () => {
    const place = makePlace();
    writeFileSync(place.path, 'this is no database\n'.repeat(100));
    expect(await codeOfFailure(openAt(place))).toBe('RUNTIME_DAMAGED');
  });

  test('is RUNTIME_DAMAGED when its tables are gone', async () => {
    const place = makePlace();
    (await openAt(place)).close();
    sqlOn(place.path, 'DROP TABLE meta');
    expect(await codeOfFailure(openAt(place))).toBe('RUNTIME_DAMAGED');
  });

  test('is RUNTIME_NEWER when a later Lodestar wrote it', async () => {
    const place = makePlace();
    (await openAt(place)).close();
    sqlOn(place.path, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    expect(await codeOfFailure(openAt(place))).toBe('RUNTIME_NEWER');
  });
});

describe('the file system', () => {
  const NFS = 0x6969;

  test('is refused as RUNTIME_NETWORK_FS when it is a network one, unless allowed', async () => {
    const place = makePlace();
    expect(await codeOfFailure(openAt(place, { fileSystemType: () => NFS }))).toBe('RUNTIME_NETWORK_FS');
    const runtime = await openAt(place, { fileSystemType: () => NFS, allowNetworkFs: true });
    const rows = await runtime.read(
      async (tx) => await tx.raw<{ journal_mode: string }>('PRAGMA main.journal_mode'),
    );
    expect(rows).toEqual([{ journal_mode: 'delete' }]);
  });

  test('is local where the tests run', async () => {
    const runtime = await openAt(makePlace());
    const rows = await runtime.read(
      async (tx) => await tx.raw<{ journal_mode: string }>('PRAGMA main.journal_mode'),
    );
    expect(rows).toEqual([{ journal_mode: 'wal' }]);
  });
});

describe('the identity of the file', () => {
  test('keeps its epoch over opens', async () => {
    const place = makePlace();
    const first = await openAt(place);
    first.close();
    expect((await openAt(place)).epoch).toBe(first.epoch);
  });

  test('is new in a copy, whose events go on', async () => {
    const place = makePlace();
    await register(place, 'ai:one');
    const copied = makePlace(join(makeTempFolder(), 'copy'));
    cpSync(place.folder, copied.folder, { recursive: true });
    const original = await openAt(place);
    const copy = await openAt(copied);
    expect(copy.epoch).not.toBe(original.epoch);
    const event = await copy.transact(
      async (tx) => await tx.append({ type: 'actor.registered', actor: 'ai:two', taskId: null, data: {} }),
    );
    expect(event).toMatchObject({ seq: 2, origin: copy.epoch, n: 1 });
    copy.close();
    expect((await openAt(copied)).epoch).toBe(copy.epoch);
  });

  test('is new where a backup was copied over the path', async () => {
    const place = makePlace();
    await register(place, 'ai:one');
    const { epoch } = await openAt(place);
    copyFileSync(place.path, join(place.folder, 'backup'));
    rmSync(place.path);
    copyFileSync(join(place.folder, 'backup'), place.path);
    rmSync(`${place.path}-wal`, { force: true });
    rmSync(`${place.path}-shm`, { force: true });
    expect((await openAt(place)).epoch).not.toBe(epoch);
  });
});

test('a shared repository widens the mode of a file that was private', async () => {
  const place = makePlace();
  (await openAt(place)).close();
  chmodSync(place.path, 0o600);
  await openAt(place, { sharedModes: { dir: 0o2770, file: 0o660 } });
  expect(modeOf(place.path)).toBe(0o660);
});
