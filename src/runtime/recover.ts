import { LodestarError } from '../errors.ts';
import type { Now } from '../model/now.ts';
import { dateInName } from './dated-path.ts';
import { identifyFile, isMissing } from './file-identity.ts';
import { finishRecovery, type Recovery } from './finish-recovery.ts';
import { finishSwaps } from './finish-swaps.ts';
import { moveDatabase } from './move-database.ts';
import { journalModeFor, openPresentFile, type OpenFileOptions } from './open-file.ts';
import { modesOf, withRuntimeLock } from './runtime-files.ts';
import { mapError } from './sqlite-error.ts';
import { corruptFolder, unsavedDamaged } from './unfinished-recovery.ts';

export interface RecoverOptions extends OpenFileOptions {
  readonly now: () => Now;
}

/** Opens the runtime, if it is one of ours: another program's database and a newer one are no damage, and a busy one is perhaps none. */
export function refuseOthers(options: OpenFileOptions): void {
  try {
    openPresentFile(options)?.connection.close();
  } catch (error) {
    const mapped = mapError(error, options.path);
    if (!(mapped instanceof LodestarError && mapped.code === 'RUNTIME_DAMAGED')) {
      throw mapped;
    }
  }
}

/**
 * Moves the runtime to `local/corrupt-<time>/` and makes a new one, of a new epoch, from what can be read of its log: no
 * lease outlives it. One that was cut short before is ended, and that is all; one that is cut short now is ended by the
 * next command. `undefined` when there is no file. Throws RUNTIME_FOREIGN and RUNTIME_NEWER for what is no damaged runtime
 * of ours, RUNTIME_BUSY, DISK_FULL.
 */
export async function recoverRuntime(options: RecoverOptions): Promise<Recovery | undefined> {
  const runtime = { location: options, journalMode: journalModeFor(options) };
  const keptIn = corruptFolder(options, dateInName(options.now()));
  try {
    return await withRuntimeLock(options, async (mutex) => {
      const { recovery } = await finishSwaps(runtime, mutex);
      if (recovery !== undefined || isMissing(identifyFile(options.path))) {
        return recovery;
      }
      refuseOthers(options);
      moveDatabase(options.path, unsavedDamaged(keptIn), modesOf(options));
      return await finishRecovery(runtime, mutex);
    });
  } catch (error) {
    throw mapError(error, options.path);
  }
}
