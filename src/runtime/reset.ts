import { join } from 'node:path';
import { Connection } from './connection.ts';
import { identifyFile, isMissing } from './file-identity.ts';
import type { HeldMutex } from './file-mutex.ts';
import { finishSwaps, type FinishedSwaps } from './finish-swaps.ts';
import { journalModeFor, type OpenFileOptions } from './open-file.ts';
import { putAside } from './put-aside.ts';
import { refuseForeign } from './recognise.ts';
import { prepareReplacement, replaceRuntime } from './replace-runtime.ts';
import { withRuntimeLock, type RuntimeLocation } from './runtime-files.ts';
import { mapError } from './sqlite-error.ts';

/** The one runtime that is kept from before a reset. */
export function keptRuntimePath(location: Pick<RuntimeLocation, 'localDir'>): string {
  return join(location.localDir, 'before-reset.sqlite');
}

async function finish(options: OpenFileOptions, mutex: HeldMutex): Promise<FinishedSwaps> {
  return await finishSwaps({ location: options, journalMode: journalModeFor(options) }, mutex);
}

/**
 * The reset: renames the runtime to `local/before-reset.sqlite`, so that the next open makes a new one. Where it is kept is
 * the answer, `undefined` when there was no runtime. Throws RUNTIME_BUSY, and the RUNTIME_ errors of a file that is no
 * runtime, which is left where it is.
 */
export async function moveRuntimeAside(options: OpenFileOptions): Promise<string | undefined> {
  const aside = keptRuntimePath(options);
  try {
    return await withRuntimeLock(options, async (mutex) => {
      await finish(options, mutex);
      return (await putAside(options, { aside })) ? aside : undefined;
    });
  } catch (error) {
    throw mapError(error, options.path);
  }
}

/** What is kept was a runtime of ours when it was put aside, and comes back as it was. */
async function refuseOthers(copy: string, options: OpenFileOptions): Promise<void> {
  const connection = new Connection(copy, { mustExist: true });
  try {
    refuseForeign(connection, options);
  } finally {
    connection.close();
  }
}

/**
 * Undoes the reset: what is kept comes back, and the present runtime is kept in its place. No lease of either is live
 * afterwards. One that was cut short before is ended, and that is all. False when none is kept. Throws as
 * `moveRuntimeAside`.
 */
export async function restoreRuntime(options: OpenFileOptions): Promise<boolean> {
  const kept = keptRuntimePath(options);
  try {
    return await withRuntimeLock(options, async (mutex) => {
      if ((await finish(options, mutex)).kept.includes(kept)) {
        return true;
      }
      if (isMissing(identifyFile(kept))) {
        return false;
      }
      await prepareReplacement(kept, options, async (copy) => await refuseOthers(copy, options));
      await replaceRuntime(options, kept, mutex);
      return true;
    });
  } catch (error) {
    throw mapError(error, options.path);
  }
}
