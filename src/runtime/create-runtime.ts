import { identifyFile, isMissing } from './file-identity.ts';
import type { NewRuntime } from './place-runtime.ts';
import { withRuntimeLock } from './runtime-files.ts';

/**
 * Makes the runtime where it is missing, or ends the replacement or the recovery that took it away. Of many processes that
 * find it missing one does; the others wait.
 */
export async function createRuntime(runtime: NewRuntime): Promise<void> {
  const { path } = runtime.location;
  await withRuntimeLock(runtime.location, async (mutex) => {
    if (isMissing(identifyFile(path))) {
      // Loaded only where the runtime is missing, which hardly any command finds.
      const { finishSwaps } = await import('./finish-swaps.ts');
      await finishSwaps(runtime, mutex);
    }
    if (isMissing(identifyFile(path))) {
      const { placeRuntime } = await import('./place-runtime.ts');
      await placeRuntime(runtime, mutex);
    }
  });
}
