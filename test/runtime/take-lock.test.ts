import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PRIVATE_MODES } from '../../src/runtime/modes.ts';
import { takeLock, type TakeLockOptions } from '../../src/runtime/take-lock.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A lock of this process, so that a test says when it is free. */
class OneHolder {
  isFree = true;

  readonly take = (): boolean => {
    const isTaken = this.isFree;
    this.isFree = false;
    return isTaken;
  };
}

function options(lineFolder = join(makeTempFolder(), 'line'), deadlineMs = 10_000): TakeLockOptions {
  return { lineFolder, modes: PRIVATE_MODES, deadlineMs };
}

/** A ticket taken `agoMs` before now, by a process that runs and does nothing with it, unless another is given. */
function leaveTicket(folder: string, agoMs: number, pid = 1): void {
  const takenAt = process.hrtime.bigint() - BigInt(Math.round(agoMs * 1e6));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${String(takenAt).padStart(20, '0')}-${pid}-${agoMs}`), '');
}

async function untilWaiting(folder: string, count: number): Promise<void> {
  await expect.poll(() => readdirSync(folder), { timeout: 5000 }).toHaveLength(count);
}

test('those who wait get the lock roughly in the order in which they came', async () => {
  const lock = new OneHolder();
  const given = options();
  mkdirSync(given.lineFolder);
  lock.take();
  const order: number[] = [];
  const waiting: Promise<void>[] = [];
  for (let index = 0; index < 8; index += 1) {
    waiting.push(
      takeLock(given, lock.take).then((isTaken) => {
        expect(isTaken).toBe(true);
        order.push(index);
        lock.isFree = true;
      }),
    );
    await untilWaiting(given.lineFolder, index + 1);
  }
  lock.isFree = true;
  await Promise.all(waiting);
  // More than the first of them ask, so that some change places; drawn at random they would be 21 places away in all.
  const away = order.reduce((sum, index, place) => sum + Math.abs(index - place), 0);
  expect(away, String(order)).toBeLessThan(13);
  expect(readdirSync(given.lineFolder)).toEqual([]);
});

test('who comes anew does not pass a long line', async () => {
  const given = options();
  for (let place = 1; place <= 4; place += 1) {
    leaveTicket(given.lineFolder, place);
  }
  let asked = 0;
  await takeLock({ ...given, deadlineMs: 50 }, () => {
    asked += 1;
    return false;
  });
  expect(asked).toBe(1);
});

test('the tickets of those who stand still keep nobody from a free lock for long', async () => {
  const given = options();
  for (let place = 1; place <= 60; place += 1) {
    leaveTicket(given.lineFolder, place);
  }
  expect(await takeLock(given, new OneHolder().take)).toBe(true);
  expect(readdirSync(given.lineFolder)).toHaveLength(60);
});

test('tickets of killed processes, older than any wait, and of before the last boot, are cleared away', async () => {
  const given = options();
  leaveTicket(given.lineFolder, 1, spawnSync('true').pid);
  leaveTicket(given.lineFolder, 21_000);
  leaveTicket(given.lineFolder, -60_000);
  expect(await takeLock(given, new OneHolder().take)).toBe(true);
  expect(readdirSync(given.lineFolder)).toEqual([]);
});

test('a lock that is not free in time is not taken, and nobody is left in the line', async () => {
  const lock = new OneHolder();
  const given = options();
  lock.take();
  expect(await takeLock({ ...given, deadlineMs: 80 }, lock.take)).toBe(false);
  expect(readdirSync(given.lineFolder)).toEqual([]);
});

test('without a folder for the line the lock is waited for all the same', async () => {
  const file = join(makeTempFolder(), 'file');
  writeFileSync(file, '');
  const lock = new OneHolder();
  lock.take();
  const waiting = takeLock(options(join(file, 'line')), lock.take);
  lock.isFree = true;
  expect(await waiting).toBe(true);
});
