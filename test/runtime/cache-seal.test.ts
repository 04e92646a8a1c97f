import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CacheConnection } from '../../src/runtime/attached-cache.ts';
import { CacheSeal } from '../../src/runtime/cache-seal.ts';
import { PRIVATE_MODES } from '../../src/runtime/modes.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { awaitNextTick } from '../support/await-next-tick.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

function prepare(connection: CacheConnection): void {
  connection.exec('CREATE TABLE IF NOT EXISTS cache.note (text TEXT)');
}

interface CachePlace extends Place {
  readonly cache: string;
  readonly clock: TestClock;
}

async function openWithCache(place: CachePlace): Promise<Runtime> {
  const runtime = await openAt(place, { busyTimeoutMs: 50, clock: place.clock });
  runtime.attachCache(place.cache, prepare);
  return runtime;
}

async function note(runtime: Runtime, text: string): Promise<void> {
  await runtime.writeCache(async (tx) => await tx.raw('INSERT INTO cache.note VALUES (?)', [text]));
}

async function notes(runtime: Runtime): Promise<string[]> {
  return await runtime.read(async (tx) =>
    (await tx.raw<{ text: string }>('SELECT text FROM cache.note ORDER BY rowid')).map((row) => row.text),
  );
}

/** What the next process finds in the cache. */
async function notesAt(place: CachePlace): Promise<string[]> {
  const runtime = await openWithCache(place);
  try {
    return await notes(runtime);
  } finally {
    runtime.close();
  }
}

async function makeNoted(): Promise<CachePlace> {
  const place = makePlace();
  const noted = { ...place, cache: join(place.localDir, 'cache.sqlite'), clock: new TestClock() };
  const runtime = await openWithCache(noted);
  await note(runtime, 'the first note');
  runtime.close();
  return noted;
}

function marksIn(place: CachePlace): string[] {
  return readdirSync(place.localDir).filter((name) => name.includes('-writing-'));
}

function sealFor({ cache, clock }: CachePlace): CacheSeal {
  return new CacheSeal(cache, { modes: PRIVATE_MODES, bootId: clock.bootId });
}

function flipText(path: string): void {
  const bytes = readFileSync(path);
  bytes.write('the wurst', bytes.indexOf('the first'));
  awaitNextTick(path);
  writeFileSync(path, bytes);
}

test('a cache is found again as long as nobody else changes its file', async () => {
  const place = await makeNoted();
  const second = await openWithCache(place);
  const third = await openWithCache(place);
  await note(second, 'another');
  second.close();
  await note(third, 'a third');
  third.close();
  expect(await notesAt(place)).toEqual(['the first note', 'another', 'a third']);
  flipText(place.cache);
  expect(await notesAt(place)).toEqual([]);
});

test('a cache is sealed while it is open, too, when a commit moved the WAL into it', async () => {
  const place = await makeNoted();
  const runtime = await openWithCache(place);
  const before = statSync(place.cache).size;
  await note(runtime, 'x'.repeat(8_000_000));
  expect(statSync(place.cache).size).toBeGreaterThan(before);
  expect((await notesAt(place)).length).toBe(2);
  runtime.close();
  expect((await notesAt(place)).length).toBe(2);
});

test('a cache that was left open by one who was killed is gone on with', async () => {
  const place = await makeNoted();
  const killed = await openWithCache(place);
  await note(killed, 'the last');
  const files = ['', '-wal', '-shm'].map(
    (suffix) => [suffix, readFileSync(`${place.cache}${suffix}`)] as const,
  );
  killed.close();
  for (const [suffix, bytes] of files) {
    writeFileSync(`${place.cache}${suffix}`, bytes);
  }
  sealFor(place).put();
  expect(await notesAt(place)).toEqual(['the first note', 'the last']);
});

test('a cache of another boot is made anew: a power cut may have left any mixture of its pages', async () => {
  const place = await makeNoted();
  place.clock.reboot();
  expect(await notesAt(place)).toEqual([]);
});

test('a copy of a cache is made anew', async () => {
  const place = await makeNoted();
  const bytes = readFileSync(place.cache);
  rmSync(place.cache);
  writeFileSync(place.cache, bytes);
  expect(await notesAt(place)).toEqual([]);
});

test("what lies in the place of the seal is replaced, and a link's target left alone", async () => {
  const place = await makeNoted();
  const seal = `${place.cache}-seal`;
  const precious = join(place.folder, 'precious');
  writeFileSync(precious, 'mine');
  rmSync(seal);
  symlinkSync(precious, seal);
  expect(await notesAt(place)).toEqual([]);
  rmSync(seal);
  mkdirSync(seal);
  expect(await notesAt(place)).toEqual([]);
  expect(statSync(seal).isFile()).toBe(true);
  expect(readFileSync(precious, 'utf8')).toBe('mine');
});

test('a folder in the place of the index, which keeps a cache from being written, gets out of the way', async () => {
  const place = await makeNoted();
  mkdirSync(`${place.cache}-shm`);
  const runtime = await openWithCache(place);
  await note(runtime, 'in memory');
  expect(await notes(runtime)).toEqual(['in memory']);
  expect(marksIn(place)).toEqual([]);
  runtime.close();
  const next = await openWithCache(place);
  await note(next, 'kept');
  next.close();
  expect(await notesAt(place)).toEqual(['kept']);
});

test('who finds a cache in the writing waits until it is sealed', async () => {
  const place = await makeNoted();
  const writer = sealFor(place);
  expect(await writer.holds()).toBe(true);
  writer.mark();
  flipText(place.cache);
  const waiting = sealFor(place).holds();
  expect(await Promise.race([waiting, Promise.resolve('still waiting')])).toBe('still waiting');
  writer.end();
  expect(await waiting).toBe(true);
  expect(marksIn(place)).toEqual([]);
});

test('nobody waits for one who was killed in the writing just now', async () => {
  const place = await makeNoted();
  const killed = sealFor(place);
  expect(await killed.holds()).toBe(true);
  killed.mark();
  const [mark = ''] = marksIn(place);
  const { pid } = spawnSync(process.execPath, ['--version']);
  renameSync(
    join(place.localDir, mark),
    join(place.localDir, mark.replace(String(process.pid), String(pid))),
  );
  flipText(place.cache);
  const begunAt = performance.now();
  expect(await sealFor(place).holds()).toBe(false);
  expect(performance.now() - begunAt).toBeLessThan(5000);
  expect(marksIn(place)).toEqual([]);
});

test('nobody waits for one who was killed long ago, also where its number is used again', async () => {
  const place = await makeNoted();
  const killed = sealFor(place);
  expect(await killed.holds()).toBe(true);
  killed.mark();
  const longAgo = new Date(Date.now() - 60_000);
  const [mark = ''] = marksIn(place);
  utimesSync(join(place.localDir, mark), longAgo, longAgo);
  flipText(place.cache);
  expect(await sealFor(place).holds()).toBe(false);
  expect(marksIn(place)).toEqual([]);
});
