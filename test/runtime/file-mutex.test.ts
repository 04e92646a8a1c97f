import Database from 'better-sqlite3';
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withFileMutex, type FileMutexOptions } from '../../src/runtime/file-mutex.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { codeOfFailure } from './support/code-of-failure.ts';

const WAIT: FileMutexOptions = { deadlineMs: 10_000, busyCode: 'SPEC_BUSY' };
const HASTE: FileMutexOptions = { deadlineMs: 30, busyCode: 'SPEC_BUSY' };

function lockIn(folder = makeTempFolder()): string {
  return join(folder, 'local', 'write.lock');
}

describe('a file mutex', () => {
  test('makes its folder, which Git ignores, and an empty file', async () => {
    const lock = lockIn();
    expect(await withFileMutex(lock, WAIT, async () => await Promise.resolve('done'))).toBe('done');
    expect(readFileSync(join(dirname(lock), '.gitignore'), 'utf8')).toBe('*\n');
    expect(statSync(lock)).toMatchObject({ size: 0 });
    expect([statSync(lock).mode & 0o777, statSync(dirname(lock)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test('has one holder at a time in one process', async () => {
    const lock = lockIn();
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        await withFileMutex(lock, WAIT, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
        });
      }),
    );
    expect(most).toBe(1);
  });

  test('fails with the code of its plane when it is not free in time, and is free after a failure', async () => {
    const lock = lockIn();
    const outer = withFileMutex(lock, WAIT, async () => {
      expect(await codeOfFailure(withFileMutex(lock, HASTE, async () => await Promise.resolve()))).toBe(
        'SPEC_BUSY',
      );
      const asRuntime = { ...HASTE, busyCode: 'RUNTIME_BUSY' } as const;
      expect(await codeOfFailure(withFileMutex(lock, asRuntime, async () => await Promise.resolve()))).toBe(
        'RUNTIME_BUSY',
      );
      throw new Error('on purpose');
    });
    await expect(outer).rejects.toThrow('on purpose');
    expect(await withFileMutex(lock, HASTE, async () => await Promise.resolve('free'))).toBe('free');
  });

  test('tells its holder when the file was removed', async () => {
    const lock = lockIn();
    const answers = await withFileMutex(lock, WAIT, async (mutex) => {
      const before = mutex.isHeld();
      rmSync(lock);
      return await Promise.resolve([before, mutex.isHeld()]);
    });
    expect(answers).toEqual([true, false]);
    expect(existsSync(lock)).toBe(false);
    expect(await withFileMutex(lock, HASTE, async () => await Promise.resolve('free'))).toBe('free');
  });

  test.runIf(process.platform === 'linux')(
    'keeps a few files open, each once, and frees them all',
    async () => {
      const top = makeTempFolder();
      const locks = Array.from({ length: 20 }, (_, index) => lockIn(join(top, String(index))));
      const openLocks = (): string[] =>
        readdirSync('/proc/self/fd').flatMap((name) => {
          try {
            return [readlinkSync(`/proc/self/fd/${name}`)].filter((target) => target.startsWith(top));
          } catch {
            return [];
          }
        });
      const take = async (lock: string): Promise<void> => {
        await withFileMutex(lock, HASTE, async () => await Promise.resolve());
      };
      for (const lock of [...locks, ...locks, locks[0] ?? '']) {
        await take(lock);
      }
      const kept = openLocks();
      expect(new Set(kept).size).toBe(kept.length);
      expect(kept.length).toBeLessThanOrEqual(8);
      expect(kept).toContain(locks[0]);
      const lock = locks[0] ?? '';
      const other = new Database(lock, { timeout: 0 });
      other.exec('BEGIN EXCLUSIVE');
      expect(await codeOfFailure(take(lock))).toBe('SPEC_BUSY');
      other.close();
      await take(lock);
    },
  );

  test('is not taken through a file that holds something else', async () => {
    const lock = lockIn();
    await withFileMutex(lock, WAIT, async () => await Promise.resolve());
    writeFileSync(lock, 'no database');
    expect(await codeOfFailure(withFileMutex(lock, HASTE, async () => await Promise.resolve()))).toBe(
      'RUNTIME_DAMAGED',
    );
    expect(readFileSync(lock, 'utf8')).toBe('no database');
  });
});
