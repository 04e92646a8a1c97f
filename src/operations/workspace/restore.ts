import { existsSync } from 'node:fs';
import path from 'node:path';
import { formatTimestamp } from '../../model/timestamp.ts';
import { restoreBackup } from '../../runtime/restore.ts';
import { requireRuntimeOptions } from '../../workspace/runtime-options.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint, Outcome } from '../outcome.ts';
import { NO_CONTENTS, readContents, type RuntimeContents } from './reset.ts';

export interface RestoreResult {
  /** Absolute path of the backup that is the runtime now; the file itself is as it was. */
  readonly file: string;
  /** Of the backup as it was made; the runtime has the newest. */
  readonly schema_version: number;
  readonly events: number;
  /** Of the newest event in the backup; null when there is none. */
  readonly last_event_at: string | null;
  /** What was held when the backup was made: held by nobody now, to be claimed again. */
  readonly lapsed_leases: readonly { readonly task_id: string; readonly holder: string }[];
  /** Where the runtime that was replaced is kept; null when there was none. */
  readonly kept_as: string | null;
  /** What it held. */
  readonly put_aside: RuntimeContents;
}

/** Lists what the present runtime holds, which a restoring puts aside. Errors: those of `readContents`. */
export async function previewRestore(context: FolderContext): Promise<RuntimeContents> {
  // To look into a runtime that is missing would make one, and there is nothing in that to be kept.
  return existsSync(requireRuntimeOptions(context).path) ? await readContents(context) : NO_CONTENTS;
}

/**
 * Makes a backup the runtime. The present one is kept under a name of its own, and no lease is live in what is restored.
 * The front-end shows the preview and asks before it calls this. Errors: BACKUP_INVALID, FILE_NOT_FOUND, INPUT_INVALID,
 * NOT_A_WORKSPACE, RUNTIME_BUSY, RUNTIME_FOREIGN, RUNTIME_NEWER, DISK_FULL.
 */
export async function restore(
  context: FolderContext,
  input: { readonly file: string; readonly preview: RuntimeContents },
): Promise<Outcome<RestoreResult>> {
  const file = path.resolve(context.dir, input.file);
  const restored = await restoreBackup(requireRuntimeOptions(context), { file, dryRun: context.dryRun });
  const { schemaVersion, events, lastEventAtMs, leases } = restored.facts;
  const data: RestoreResult = {
    file,
    schema_version: schemaVersion,
    events,
    last_event_at: lastEventAtMs === null ? null : formatTimestamp(lastEventAtMs),
    lapsed_leases: leases.map(({ taskId, holder }) => ({ task_id: taskId, holder })),
    kept_as: restored.keptAs,
    put_aside: input.preview,
  };
  return { data, next: hints(restored.keptAs), warnings: [] };
}

function hints(keptAs: string | null): Hint[] {
  const undo =
    keptAs === null ? [] : [hint('restore', ['restore', keptAs], 'Take the runtime from before back')];
  return [...undo, hint('status', ['status'], 'See where things stand')];
}
