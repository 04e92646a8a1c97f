import { LodestarError } from '../errors.ts';
import { identifyFile, isMissing } from './file-identity.ts';
import type { HeldMutex } from './file-mutex.ts';
import { moveDatabase, removeDatabase } from './move-database.ts';
import { prepareRuntime, type Fill, type NewRuntime } from './place-runtime.ts';
import { refill } from './refill.ts';
import { modesOf } from './runtime-files.ts';
import { salvage } from './salvage.ts';
import { findUnfinishedRecovery, keptDamaged, recoveredPath, unsavedDamaged } from './unfinished-recovery.ts';

export interface Recovery {
  /** The folder that holds the damaged file as it was. */
  readonly keptIn: string;
  readonly savedEvents: number;
  /** Events that were there, by their numbers, and could not be saved. */
  readonly lostEvents: number;
}

/** Saves what can be read of a damaged runtime into a new one that waits to take its place. */
async function save(runtime: NewRuntime, keptIn: string): Promise<Recovery> {
  const saved = salvage(unsavedDamaged(keptIn));
  let savedEvents = 0;
  const fill: Fill = async (connection, identity) => {
    savedEvents = await refill(connection, saved, identity);
  };
  await prepareRuntime(runtime, recoveredPath(runtime.location), fill);
  return { keptIn, savedEvents, lostEvents: saved.lostEvents + saved.events.length - savedEvents };
}

function place({ location }: NewRuntime, mutex: HeldMutex): void {
  const recovered = recoveredPath(location);
  if (!isMissing(identifyFile(location.path))) {
    removeDatabase(recovered);
    return;
  }
  if (!mutex.isHeld()) {
    throw new LodestarError('RUNTIME_BUSY', 'the lock of the runtime was removed meanwhile', {
      details: { path: location.path },
    });
  }
  moveDatabase(recovered, location.path, modesOf(location));
}

/**
 * Goes on with a recovery from wherever it was cut short. The damaged runtime has left its place; it is read there, where
 * nobody writes it any more. It gets the name that it keeps when what is saved of it is whole, and that comes in last: so a
 * runtime that is missing without either of the two was removed by somebody, and comes back by nothing. A runtime that is
 * in its place all the same stays. `undefined` when there was nothing left to save. The caller holds `runtime.lock`.
 */
export async function finishRecovery(runtime: NewRuntime, mutex: HeldMutex): Promise<Recovery | undefined> {
  const { location } = runtime;
  let recovery: Recovery | undefined;
  for (const folder of findUnfinishedRecovery(location).unsaved) {
    if (recovery === undefined && isMissing(identifyFile(location.path))) {
      recovery = await save(runtime, folder);
    }
    moveDatabase(unsavedDamaged(folder), keptDamaged(folder), modesOf(location));
  }
  if (findUnfinishedRecovery(location).isSaved) {
    place(runtime, mutex);
  }
  return recovery;
}
