import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { readSettledFile } from '../../src/git/settled-file.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const HOUR_MS = 3_600_000;

let file = '';

/** As an hour after the file's last change, so that it counts as settled. */
function readLater(): string | undefined {
  return readSettledFile(file, undefined, Date.now() + HOUR_MS);
}

beforeEach(() => {
  file = join(makeTempFolder(), 'HEAD');
  writeFileSync(file, 'first');
});

it('a file that was written over in place says what it says now', () => {
  expect(readLater()).toBe('first');
  expect(readLater()).toBe('first');
  writeFileSync(file, 'other');
  expect(readLater()).toBe('other');
});

it('a file that was replaced says what the new one says', () => {
  expect(readLater()).toBe('first');
  writeFileSync(`${file}.lock`, 'other');
  renameSync(`${file}.lock`, file);
  expect(readLater()).toBe('other');
});

it('a file that is too young to be known by its times is read each time', () => {
  for (const text of ['1', '2', '3', '4', '5']) {
    writeFileSync(file, text);
    expect(readSettledFile(file)).toBe(text);
  }
});

it('a file that is gone says nothing, and something again when it is back', () => {
  expect(readLater()).toBe('first');
  rmSync(file);
  expect(readLater()).toBeUndefined();
  writeFileSync(file, 'again');
  expect(readLater()).toBe('again');
});
