import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { DatabasePlace } from '../../src/runtime/database-place.ts';
import { areTimesSettled } from '../../src/util/settled-times.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

let path = '';
let wal = '';

/** Until the folder's times prove that nothing in it has changed. */
async function untilSettled(): Promise<void> {
  await vi.waitUntil(() => areTimesSettled(statSync(dirname(path), { bigint: true }).ctimeNs, Date.now()), {
    interval: 5,
    timeout: 5000,
  });
}

/** A place whose folder has long been as it is, and was found so. */
async function settledPlace(): Promise<DatabasePlace> {
  const place = new DatabasePlace(path);
  await untilSettled();
  expect(place.isKept()).toBe(true);
  expect(place.isKept()).toBe(true);
  return place;
}

beforeEach(() => {
  path = join(makeTempFolder(), 'runtime.sqlite');
  wal = `${path}-wal`;
  writeFileSync(path, 'main');
  writeFileSync(wal, 'wal');
});

it('is kept while its files are written', async () => {
  const place = await settledPlace();
  writeFileSync(path, 'more in main');
  writeFileSync(wal, 'more in the WAL');
  utimesSync(wal, 1, 1);
  expect(place.isKept()).toBe(true);
});

it.for([
  ['the file was removed', () => rmSync(path)],
  ['the WAL was removed', () => rmSync(wal)],
  ['another file was put there', () => replace(path)],
  ['another WAL was put there', () => replace(wal)],
  ['its folder was replaced', () => replaceFolder()],
] as const)('is lost when %s, however long nothing had changed', async ([, change]) => {
  const place = await settledPlace();
  change();
  expect(place.isKept()).toBe(false);
  await untilSettled();
  expect(place.isKept()).toBe(false);
});

it('is kept when other files in its folder come and go, and the WAL is looked at again then', async () => {
  const place = await settledPlace();
  const other = join(dirname(path), 'other');
  writeFileSync(other, '');
  expect(place.isKept()).toBe(true);
  await untilSettled();
  expect(place.isKept()).toBe(true);
  rmSync(other);
  replace(wal);
  expect(place.isKept()).toBe(false);
});

it('without a WAL is kept as long as there is none', async () => {
  rmSync(wal);
  const place = await settledPlace();
  writeFileSync(wal, '');
  expect(place.isKept()).toBe(false);
});

function replace(file: string): void {
  writeFileSync(`${file}.new`, 'new');
  renameSync(`${file}.new`, file);
}

function replaceFolder(): void {
  const folder = dirname(path);
  renameSync(folder, `${folder}.old`);
  mkdirSync(folder);
  writeFileSync(path, 'main');
  writeFileSync(wal, 'wal');
}
