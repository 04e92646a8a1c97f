import { copyFileSync, existsSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupRuntime } from '../../src/runtime/backup.ts';
import { leavingPath, returningPath } from '../../src/runtime/finish-replacement.ts';
import { grantLease } from '../../src/runtime/leases.ts';
import { moveDatabase } from '../../src/runtime/move-database.ts';
import { PRIVATE_MODES } from '../../src/runtime/modes.ts';
import { keptRuntimePath, moveRuntimeAside, restoreRuntime } from '../../src/runtime/reset.ts';
import { restoreBackup } from '../../src/runtime/restore.ts';
import { walOf } from '../../src/runtime/sqlite-files.ts';
import { grantRequest } from './support/requests.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

const now = new TestClock().read;

async function claim(place: Place, ...taskIds: readonly string[]): Promise<void> {
  const runtime = await openAt(place);
  for (const taskId of taskIds) {
    await runtime.transact(async (tx) => await grantLease(tx, grantRequest(taskId, 'ai:a')));
  }
  runtime.close();
}

async function eventsAt(place: Place): Promise<number> {
  const runtime = await openAt(place);
  const seq = await runtime.read(async (tx) => await tx.lastSeq());
  runtime.close();
  return seq;
}

/** A runtime of two events, and one of a single event that is whole and waits to take its place. */
async function aboutToSwap(keepAs: (place: Place) => string) {
  const place = makePlace();
  await claim(place, 'T1');
  await backupRuntime({ ...place, now }, { path: returningPath(place), overwrite: false, dryRun: false });
  await claim(place, 'T2');
  const kept = keepAs(place);
  return { place, kept, leaving: leavingPath(kept) };
}

const BEFORE_RESTORE = (place: Place): string => join(place.localDir, 'before-restore-1.sqlite');

function leftOver(place: Place): string[] {
  return readdirSync(place.localDir).filter((name) => /leaving|returning/u.test(name));
}

describe('a swap of runtimes that was cut short', () => {
  test('before the present one left has not happened', async () => {
    const { place } = await aboutToSwap(BEFORE_RESTORE);
    expect(await eventsAt(place)).toBe(2);
    await moveRuntimeAside(place);
    expect(await eventsAt(place)).toBe(0);
    expect(leftOver(place)).toEqual([]);
  });

  test('before the present one left does not come about when that is deleted', async () => {
    const { place } = await aboutToSwap(BEFORE_RESTORE);
    rmSync(place.path);
    expect(await eventsAt(place)).toBe(0);
    expect(leftOver(place)).toEqual([]);
  });

  test('between the two is ended by the next who opens the runtime', async () => {
    const { place, kept, leaving } = await aboutToSwap(BEFORE_RESTORE);
    moveDatabase(place.path, leaving, PRIVATE_MODES);
    expect(await eventsAt(place)).toBe(1);
    expect(leftOver(place)).toEqual([]);
    renameSync(kept, place.path);
    expect(await eventsAt(place)).toBe(2);
  });

  test('after both is ended by the next reset, which keeps all three', async () => {
    const { place, kept, leaving } = await aboutToSwap(BEFORE_RESTORE);
    moveDatabase(place.path, leaving, PRIVATE_MODES);
    moveDatabase(returningPath(place), place.path, PRIVATE_MODES);
    expect(await eventsAt(place)).toBe(1);
    await moveRuntimeAside(place);
    expect([existsSync(kept), existsSync(keptRuntimePath(place))]).toEqual([true, true]);
    expect(leftOver(place)).toEqual([]);
  });

  test('while undoing a reset is undone once, not twice', async () => {
    const { place, kept, leaving } = await aboutToSwap(keptRuntimePath);
    copyFileSync(returningPath(place), kept);
    moveDatabase(place.path, leaving, PRIVATE_MODES);
    expect(await restoreRuntime(place)).toBe(true);
    expect(await eventsAt(place)).toBe(1);
    expect(await restoreRuntime(place)).toBe(true);
    expect(await eventsAt(place)).toBe(2);
  });

  test('while the log was moved first loses nothing of it', async () => {
    const { place, leaving } = await aboutToSwap(BEFORE_RESTORE);
    const runtime = await openAt(place);
    await runtime.transact(async (tx) => await grantLease(tx, grantRequest('T3', 'ai:a')));
    linkSync(walOf(place.path), walOf(leaving));
    const file = join(place.folder, 'backup.sqlite');
    await backupRuntime({ ...place, now }, { path: file, overwrite: false, dryRun: false });
    await restoreBackup({ ...place, now }, { file, dryRun: true });
    expect(leftOver(place)).toEqual([]);
    expect(await eventsAt(place)).toBe(3);
  });
});
