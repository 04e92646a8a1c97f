import path from 'node:path';
import { formatTimestamp } from '../../model/timestamp.ts';
import { backupRuntime } from '../../runtime/backup.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { findPlace } from '../place.ts';

export interface BackupInput {
  /** As written; undefined for one in the folder of backups. */
  readonly file: string | undefined;
  /** Replace a file that is there. */
  readonly overwrite: boolean;
}

export interface BackupResult {
  /** Absolute path of the backup. */
  readonly file: string;
  readonly bytes: number;
  readonly schema_version: number;
  /** Of the runtime that it was made of. */
  readonly epoch: string;
  readonly events: number;
  /** Null when there is none. */
  readonly last_event_at: string | null;
  /** A file that was there is replaced. */
  readonly overwritten: boolean;
}

/**
 * Copies the runtime while others go on working, and reads the copy whole before it gets its name. Errors: NOT_A_WORKSPACE,
 * FILE_EXISTS, FILE_NOT_FOUND, FILE_READONLY, DISK_FULL, RUNTIME_DAMAGED, and those of opening a runtime.
 */
export async function backup(context: FolderContext, input: BackupInput): Promise<Outcome<BackupResult>> {
  const { runtime } = findPlace(context);
  const made = await backupRuntime(runtime, {
    path: input.file === undefined ? undefined : path.resolve(context.dir, input.file),
    overwrite: input.overwrite,
    dryRun: context.dryRun,
  });
  const { schemaVersion, epoch, events, lastEventAtMs } = made.facts;
  const data: BackupResult = {
    file: made.path,
    bytes: made.bytes,
    schema_version: schemaVersion,
    epoch,
    events,
    last_event_at: lastEventAtMs === null ? null : formatTimestamp(lastEventAtMs),
    overwritten: made.overwritten,
  };
  const restore = hint('restore', ['restore', made.path, '--dry-run'], 'See what restoring it would change');
  return { data, next: [restore], warnings: [] };
}
