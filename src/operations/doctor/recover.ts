import { existsSync } from 'node:fs';
import { LodestarError } from '../../errors.ts';
import type { Recovery } from '../../runtime/finish-recovery.ts';
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

function resultOf({ keptIn, savedEvents, lostEvents }: Recovery): RecoveredRuntime {
  return { kept_in: keptIn, saved_events: savedEvents, lost_events: lostEvents };
}

/** A recovery that was cut short took the runtime away. To open it would end that too, and tell nothing of it. */
async function endCutShort(options: OpenRuntimeOptions): Promise<Recovery | undefined> {
  return existsSync(options.path) ? undefined : await recoverRuntime(options);
}

/**
 * Moves a damaged runtime aside and makes a new one of what can be read of its log; no lease outlives it. In a dry run it
 * only looks. Errors: RUNTIME_HEALTHY, and the RUNTIME_ errors of a file that is no damaged runtime of ours.
 */
export async function recoverDamaged(
  options: OpenRuntimeOptions,
  { dryRun }: { dryRun: boolean },
): Promise<RecoveredRuntime | null> {
  const ended = dryRun ? undefined : await endCutShort(options);
  if (ended !== undefined) {
    return resultOf(ended);
  }
  if (!(await isDamaged(options))) {
    throw new LodestarError('RUNTIME_HEALTHY', `${options.path} is not damaged`, {
      details: { path: options.path },
    });
  }
  const recovery = dryRun ? undefined : await recoverRuntime(options);
  return recovery === undefined ? null : resultOf(recovery);
}
