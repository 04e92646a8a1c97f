import { existsSync } from 'node:fs';
import { LodestarError } from '../../errors.ts';
import { keptRuntimePath, restoreRuntime } from '../../runtime/reset.ts';
import { requireRuntimeOptions } from '../../workspace/runtime-options.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';

export interface UndoResetResult {
  /** The runtime from before the reset is the present one again. No lease in it is live. */
  readonly runtime_restored: true;
  readonly changed: true;
  /** Where the runtime that it replaced is kept, to be taken back the same way. */
  readonly kept_as: string;
}

function nothingKept(path: string): LodestarError {
  return new LodestarError('FILE_NOT_FOUND', 'no runtime is kept from before a reset', {
    details: { path },
    hint: 'There is nothing to undo: the present runtime is the only one.',
  });
}

/** Swaps the runtime with the one that the last reset put aside. Errors: FILE_NOT_FOUND, NOT_A_WORKSPACE, RUNTIME_BUSY. */
export async function undoReset(context: FolderContext): Promise<Outcome<UndoResetResult>> {
  const options = requireRuntimeOptions(context);
  const keptAs = keptRuntimePath(options);
  const restored = context.dryRun ? existsSync(keptAs) : await restoreRuntime(options);
  if (!restored) {
    throw nothingKept(keptAs);
  }
  const data: UndoResetResult = { runtime_restored: true, changed: true, kept_as: keptAs };
  const next = [
    hint('reset.undo', ['reset', '--undo'], 'Swap the two again'),
    hint('status', ['status'], 'See where things stand'),
  ];
  return { data, next, warnings: [] };
}
