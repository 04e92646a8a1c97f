import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findCacheFolder } from '../../src/launch/cache-folder.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const UID = process.getuid?.() ?? 0;

function find(env: Record<string, string>, users: { uid?: number; euid?: number } = {}): string | undefined {
  return findCacheFolder({ env, uid: UID, euid: UID, ...users });
}

it('is made below the cache home, else below the home, for its owner alone', () => {
  const home = makeTempFolder();
  expect(find({ HOME: home })).toBe(join(home, '.cache', 'lodestar'));
  expect(find({ HOME: home, XDG_CACHE_HOME: join(home, 'c') })).toBe(join(home, 'c', 'lodestar'));
  expect(statSync(join(home, 'c', 'lodestar')).mode & 0o777).toBe(0o700);
});

it('is never below the folder that a command runs in', () => {
  const home = makeTempFolder();
  expect(find({ HOME: home, XDG_CACHE_HOME: 'cache' })).toBe(join(home, '.cache', 'lodestar'));
  expect(find({ HOME: '.' })).toBeUndefined();
  expect(existsSync('cache')).toBe(false);
});

it('is not there when it is not asked for, and when it cannot be made', () => {
  const home = makeTempFolder();
  expect(find({ HOME: home, LODESTAR_CODE_CACHE: 'off' })).toBeUndefined();
  expect(existsSync(join(home, '.cache'))).toBe(false);
  writeFileSync(join(home, '.cache'), '');
  expect(find({ HOME: home })).toBeUndefined();
  expect(find({})).toBeUndefined();
});

it('is not used when another could write it, or when the process acts for another', () => {
  const home = makeTempFolder();
  const folder = join(home, '.cache', 'lodestar');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o770);
  expect(find({ HOME: home })).toBeUndefined();
  chmodSync(folder, 0o700);
  expect(find({ HOME: home })).toBe(folder);
  expect(find({ HOME: home }, { uid: UID + 1, euid: UID + 1 })).toBeUndefined();
  expect(find({ HOME: home }, { euid: UID + 1 })).toBeUndefined();
});

it('is no symbolic link', () => {
  const home = makeTempFolder();
  mkdirSync(join(home, 'real'), { mode: 0o700 });
  mkdirSync(join(home, '.cache'));
  symlinkSync('../real', join(home, '.cache', 'lodestar'));
  expect(find({ HOME: home })).toBeUndefined();
});
