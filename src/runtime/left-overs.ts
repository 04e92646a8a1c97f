import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRunning } from '../util/is-running.ts';
import { backupsFolder } from './backup.ts';
import { finishSwaps } from './finish-swaps.ts';
import { journalModeFor, type OpenFileOptions } from './open-file.ts';
import { withRuntimeLock } from './runtime-files.ts';
import { findUnfinishedRecovery, recoveredPath, unsavedDamaged } from './unfinished-recovery.ts';

/** What a process makes under its own number, with what SQLite keeps beside it. */
const OF_PROCESS = /-new-(\d+)(?:-wal|-shm|-journal)?$/u;
const OF_SWAP = /-(?:leaving|returning)(?:-wal|-shm|-journal)?$/u;

/** Nothing takes a minute between making a temporary file and giving it its name. A process of another container has a number that means nothing here. */
const LEFT_OVER_AFTER_MS = 60_000;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isOld(path: string, nowMs: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && nowMs - stats.mtimeMs > LEFT_OVER_AFTER_MS;
}

function ofDeadProcesses(folder: string, nowMs: number): string[] {
  return namesIn(folder)
    .filter((name) => {
      const pid = OF_PROCESS.exec(name)?.[1];
      return pid !== undefined && !isRunning(Number(pid)) && isOld(join(folder, name), nowMs);
    })
    .map((name) => join(folder, name));
}

/** A runtime that somebody made in the place of a damaged one, which was never read. */
function ofRecovery(location: OpenFileOptions): string[] {
  const { unsaved, isSaved } = findUnfinishedRecovery(location, namesIn(location.localDir));
  return [...unsaved.map(unsavedDamaged), ...(isSaved ? [recoveredPath(location)] : [])];
}

/** Whoever is swapping runtimes holds the lock. Nothing is made for the question: where there is no swap, it is not asked. */
async function ofSwaps(location: OpenFileOptions): Promise<string[]> {
  const { localDir } = location;
  const list = (): string[] => {
    const names = namesIn(localDir).filter((name) => OF_SWAP.test(name));
    return [...names.map((name) => join(localDir, name)), ...ofRecovery(location)];
  };
  if (list().length === 0) {
    return [];
  }
  return await withRuntimeLock(location, async () => list());
}

/** Folders in which commands make temporary files: the runtime's own, its local one and this checkout's. */
export interface LeftOverPlace extends OpenFileOptions {
  readonly checkoutLocalDir: string | undefined;
}

/** The temporary files of commands that were killed. RUNTIME_BUSY while runtimes are being swapped. */
export async function findLeftOvers(place: LeftOverPlace, nowMs: number): Promise<readonly string[]> {
  const { path, localDir, checkoutLocalDir } = place;
  const folders = new Set([dirname(path), localDir, backupsFolder(place), checkoutLocalDir ?? localDir]);
  const dead = [...folders].flatMap((folder) => ofDeadProcesses(folder, nowMs));
  return [...dead, ...(await ofSwaps(place))];
}

/** Removes them, and ends a swap of runtimes that was cut short: what left is kept under its own name. */
export async function removeLeftOvers(place: LeftOverPlace, nowMs: number): Promise<void> {
  const found = await findLeftOvers(place, nowMs);
  for (const path of found.filter((each) => OF_PROCESS.test(each))) {
    rmSync(path, { force: true });
  }
  if (found.some((path) => !OF_PROCESS.test(path))) {
    const runtime = { location: place, journalMode: journalModeFor(place) };
    await withRuntimeLock(place, async (mutex) => await finishSwaps(runtime, mutex));
  }
}
