import {
  chmodSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CacheConnection } from '../../src/runtime/attached-cache.ts';
import { Connection } from '../../src/runtime/connection.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import type { ReadTx } from '../../src/runtime/transaction.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';

const VERSION = 3;

function prepare(connection: CacheConnection): void {
  if (connection.pragma('cache.user_version') !== VERSION) {
    connection.exec('DROP TABLE IF EXISTS cache.note; CREATE TABLE cache.note (text TEXT)');
    connection.exec(`PRAGMA cache.user_version = ${VERSION}`);
  }
}

function cacheOf(place: Place): string {
  return join(place.localDir, 'cache.sqlite');
}

async function openWithCache(place: Place, path = cacheOf(place)): Promise<Runtime> {
  const runtime = await openAt(place, { busyTimeoutMs: 50 });
  runtime.attachCache(path, prepare);
  return runtime;
}

async function note(runtime: Runtime, text: string): Promise<void> {
  await runtime.writeCache(async (tx) => await tx.raw('INSERT INTO cache.note VALUES (?)', [text]));
}

async function notesIn(tx: ReadTx): Promise<string[]> {
  return (await tx.raw<{ text: string }>('SELECT text FROM cache.note ORDER BY rowid')).map(
    (row) => row.text,
  );
}

async function isInMemory(runtime: Runtime): Promise<boolean> {
  const rows = await runtime.read(
    async (tx) => await tx.raw<{ name: string; file: string }>('PRAGMA database_list'),
  );
  return rows.find((row) => row.name === 'cache')?.file === '';
}

describe('an attached cache', () => {
  test('is made, prepared, and found again by the next process', async () => {
    const place = makePlace();
    const first = await openWithCache(place);
    await note(first, 'kept');
    first.close();
    const second = await openWithCache(place);
    expect(await second.read(notesIn)).toEqual(['kept']);
    expect(await isInMemory(second)).toBe(false);
    expect(statSync(cacheOf(place)).mode & 0o777).toBe(0o600);
  });

  test('is written while another writes the runtime, and the other way round', async () => {
    const place = makePlace();
    const runtime = await openWithCache(place);
    await note(runtime, 'first');
    const writer = new Connection(place.path);
    writer.exec('BEGIN IMMEDIATE');
    await note(runtime, 'second');
    expect(await runtime.read(notesIn)).toEqual(['first', 'second']);
    writer.exec('ROLLBACK');
    writer.close();
    await runtime.writeCache(async (tx) => {
      await tx.raw("INSERT INTO cache.note VALUES ('third')");
      const other = new Connection(place.path, { busyTimeoutMs: 0 });
      other.exec('BEGIN IMMEDIATE');
      other.close();
    });
    expect(await runtime.read(notesIn)).toEqual(['first', 'second', 'third']);
  });

  test('is written inside a transaction, and rolled back with it', async () => {
    const runtime = await openWithCache(makePlace());
    await runtime.transact(async (tx) => await tx.raw("INSERT INTO cache.note VALUES ('kept')"));
    await runtime.transact(async (tx) => await tx.raw("INSERT INTO cache.note VALUES ('tried')"), {
      dryRun: true,
    });
    expect(await runtime.read(notesIn)).toEqual(['kept']);
  });

  test('is attached again after the runtime was made anew', async () => {
    const place = makePlace();
    const runtime = await openWithCache(place);
    await note(runtime, 'kept');
    rmSync(place.path);
    expect(await runtime.read(notesIn)).toEqual(['kept']);
  });

  test('is attached again after its file was removed, so that it is shared again', async () => {
    const place = makePlace();
    const runtime = await openWithCache(place);
    await note(runtime, 'gone');
    rmSync(cacheOf(place));
    await note(runtime, 'new');
    expect(await (await openWithCache(place)).read(notesIn)).toEqual(['new']);
  });

  test('is made anew where it is text, empty, or of another program', async () => {
    const other = new Connection(join(makePlace().folder, 'other'));
    other.exec('CREATE TABLE other (x)');
    const image = readFileSync(other.path);
    other.close();
    for (const content of ['this is text '.repeat(500), '', image]) {
      const place = makePlace();
      (await openAt(place)).close();
      writeFileSync(cacheOf(place), content);
      const runtime = await openWithCache(place);
      await note(runtime, 'new');
      expect(await isInMemory(runtime)).toBe(false);
      expect(await (await openWithCache(place)).read(notesIn)).toEqual(['new']);
    }
  });

  test('of another version is prepared anew', async () => {
    const place = makePlace();
    const runtime = await openWithCache(place);
    await note(runtime, 'old');
    runtime.close();
    const older = new Connection(cacheOf(place));
    older.exec('PRAGMA user_version = 2');
    older.close();
    expect(await (await openWithCache(place)).read(notesIn)).toEqual([]);
  });

  test('whose pages are damaged costs no command, and is whole for the next', async () => {
    const place = makePlace();
    const first = await openWithCache(place);
    for (let index = 0; index < 50; index += 1) {
      await note(first, 'x'.repeat(500));
    }
    first.close();
    const descriptor = openSync(cacheOf(place), 'r+');
    writeSync(descriptor, new Uint8Array(8192).fill(0xff), 0, 8192, 8192);
    closeSync(descriptor);
    const runtime = await openWithCache(place);
    expect(await runtime.read(notesIn)).toEqual([]);
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(0);
    const next = await openWithCache(place);
    expect(await isInMemory(next)).toBe(false);
    expect(await next.read(notesIn)).toEqual([]);
  });

  test('that cannot be made is in memory', async () => {
    const place = makePlace();
    (await openAt(place)).close();
    writeFileSync(join(place.folder, 'file'), '');
    const runtime = await openWithCache(place, join(place.folder, 'file', 'cache.sqlite'));
    await note(runtime, 'here');
    expect(await runtime.read(notesIn)).toEqual(['here']);
    expect(await isInMemory(runtime)).toBe(true);
  });

  test('whose lock another holds is in memory for who wants to write it', async () => {
    const place = makePlace();
    const runtime = await openWithCache(place);
    await note(runtime, 'there');
    const other = new Connection(cacheOf(place));
    other.exec('BEGIN IMMEDIATE');
    await note(runtime, 'here');
    expect(await runtime.read(notesIn)).toEqual(['here']);
    other.close();
  });

  test('leaves nothing half-made behind', async () => {
    const place = makePlace();
    const runtime = await openWithCache(place);
    await note(runtime, 'x');
    runtime.close();
    chmodSync(place.localDir, 0o700);
    expect(readdirSync(place.localDir).sort()).toEqual([
      '.gitignore',
      'cache.lock',
      'cache.sqlite',
      'cache.sqlite-seal',
      'runtime.lock',
    ]);
  });

  test('does not hide that the runtime is damaged', async () => {
    const place = makePlace();
    const runtime = await openWithCache(place);
    await note(runtime, 'x');
    const { size } = statSync(place.path);
    runtime.close();
    const descriptor = openSync(place.path, 'r+');
    writeSync(descriptor, new Uint8Array(size - 8192).fill(0xff), 0, size - 8192, 8192);
    closeSync(descriptor);
    const again = openWithCache(place).then(
      async (opened) => await opened.read(async (tx) => await tx.lastSeq()),
    );
    expect(await codeOfFailure(again)).toBe('RUNTIME_DAMAGED');
  });
});
