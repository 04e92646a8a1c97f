import type { HeldMutex } from './file-mutex.ts';
import type { Recovery } from './finish-recovery.ts';
import { finishReplacement } from './finish-replacement.ts';
import type { NewRuntime } from './place-runtime.ts';
import { findUnfinishedRecovery } from './unfinished-recovery.ts';

export interface FinishedSwaps {
  /** The names under which the runtimes are kept that another one replaced. */
  readonly kept: readonly string[];
  /** What was saved of a damaged one. */
  readonly recovery: Recovery | undefined;
}

/** Ends whatever took the runtime out of its place and was cut short. The caller holds `runtime.lock`. */
export async function finishSwaps(runtime: NewRuntime, mutex: HeldMutex): Promise<FinishedSwaps> {
  const { location } = runtime;
  const kept = finishReplacement(location);
  const { unsaved, isSaved } = findUnfinishedRecovery(location);
  if (unsaved.length === 0 && !isSaved) {
    return { kept, recovery: undefined };
  }
  // What reads and folds a log is loaded only where there is one to be saved.
  const { finishRecovery } = await import('./finish-recovery.ts');
  return { kept, recovery: await finishRecovery(runtime, mutex) };
}
