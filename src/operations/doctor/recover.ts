import { LodestarError } from '../../errors.ts';
import { inspectRuntime } from '../../runtime/inspect.ts';
import { openRuntime } from '../../runtime/open.ts';
import { recoverRuntime } from '../../runtime/recover.ts';
import type { OpenRuntimeOptions } from '../../runtime/runtime.ts';
import { requireRuntime } from '../require-runtime.ts';

/** What `doctor --recover` did. */
export interface RecoveredRuntime {
  /** The folder that holds the damaged file as it was. */
  readonly kept_in: string;
  readonly saved_events: number;
  /** Events that were there, by their numbers, and could not be saved. */
  readonly lost_events: number;
}

async function isDamaged(options: OpenRuntimeOptions): Promise<boolean> {
  try {
    const runtime = await openRuntime(options);
    try {
      requireRuntime(runtime);
      const { integrityProblems, schemaDifferences, differences } = await inspectRuntime(runtime);
      return [integrityProblems, schemaDifferences, differences].some((found) => found.length > 0);
    } finally {
      runtime.close();
    }
  } catch (error) {
    if (error instanceof LodestarError && error.code === 'RUNTIME_DAMAGED') {
      return true;
    }
    throw error;
  }
}

/**
 * Moves a damaged runtime aside and makes a new one of what can be read of its log; no lease outlives it. In a dry run it
 * only looks. Errors: RUNTIME_HEALTHY, and the RUNTIME_ errors of a file that is no damaged runtime of ours.
 */
export async function recoverDamaged(
  options: OpenRuntimeOptions,
  { dryRun }: { dryRun: boolean },
): Promise<RecoveredRuntime | null> {
  if (!(await isDamaged(options))) {
    throw new LodestarError('RUNTIME_HEALTHY', `${options.path} is not damaged`, {
      details: { path: options.path },
    });
  }
  const recovery = dryRun ? undefined : await recoverRuntime(options);
  return recovery === undefined
    ? null
    : { kept_in: recovery.keptIn, saved_events: recovery.savedEvents, lost_events: recovery.lostEvents };
}
