import { existsSync } from 'node:fs';
import { LodestarError } from '../../errors.ts';
import { keptRuntimePath, restoreRuntime } from '../../runtime/reset.ts';
import { requireRuntimeOptions } from '../../workspace/runtime-options.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { NO_CONTENTS, readContents, type RuntimeContents } from './reset.ts';

export interface UndoResetResult {
  /** The runtime from before the reset is the present one again. No lease in it is live. */
  readonly runtime_restored: true;
  readonly changed: true;
  /** Where the runtime that it replaced is kept, to be taken back the same way. */
  readonly kept_as: string;
  /** What the runtime that it replaced held; none of it counts until the two are swapped again. */
  readonly put_aside: RuntimeContents;
}

function nothingKept(path: string): LodestarError {
  return new LodestarError('FILE_NOT_FOUND', 'no runtime is kept from before a reset', {
    details: { path },
    hint: 'There is nothing to undo: the present runtime is the only one.',
  });
}

/**
 * Lists what the present runtime holds, which the undoing puts aside. Errors: FILE_NOT_FOUND when no runtime is kept, and
 * those of `readContents`.
 */
export async function previewUndo(context: FolderContext): Promise<RuntimeContents> {
  const options = requireRuntimeOptions(context);
  const keptAs = keptRuntimePath(options);
  if (!existsSync(keptAs)) {
    throw nothingKept(keptAs);
  }
  // To look into a runtime that is missing would make one, and that would take the place of the one that is kept.
  return existsSync(options.path) ? await readContents(context) : NO_CONTENTS;
}

/** Whether the undoing takes away what people and agents count on now, so that it has to be asked for. */
export function isUndoLossy({ readable, unsettled, live_leases: leases }: RuntimeContents): boolean {
  return !readable || unsettled.length > 0 || leases.length > 0;
}

/**
 * Swaps the runtime with the one that the last reset put aside. The front-end shows the preview and asks before it calls
 * this. Errors: FILE_NOT_FOUND, NOT_A_WORKSPACE, RUNTIME_BUSY.
 */
export async function undoReset(
  context: FolderContext,
  preview: RuntimeContents,
): Promise<Outcome<UndoResetResult>> {
  const options = requireRuntimeOptions(context);
  const keptAs = keptRuntimePath(options);
  const restored = context.dryRun ? existsSync(keptAs) : await restoreRuntime(options);
  if (!restored) {
    throw nothingKept(keptAs);
  }
  const data: UndoResetResult = {
    runtime_restored: true,
    changed: true,
    kept_as: keptAs,
    put_aside: preview,
  };
  const next = [
    hint('reset.undo', ['reset', '--undo'], 'Swap the two again'),
    hint('status', ['status'], 'See where things stand'),
  ];
  return { data, next, warnings: [] };
}
