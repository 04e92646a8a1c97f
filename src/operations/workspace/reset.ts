import { SYSTEM_ACTOR } from '../../model/actor.ts';
import { existsSync } from 'node:fs';
import { LodestarError } from '../../errors.ts';
import { isLeaseLive } from '../../model/lease.ts';
import { keptRuntimePath, moveRuntimeAside } from '../../runtime/reset.ts';
import { recoverRuntime } from '../../runtime/recover.ts';
import type { OpenRuntimeOptions } from '../../runtime/runtime.ts';
import { listActors } from '../../runtime/tables/actor.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import { countMessages } from '../../runtime/tables/message.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { openWorkspace } from '../../workspace/open.ts';
import { requireRuntimeOptions } from '../../workspace/runtime-options.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { listUnsettled } from '../settle/settle.ts';
import { unsettledEntry, type UnsettledTask } from './status.ts';

/** What a runtime holds that the spec does not. */
export interface RuntimeContents {
  /** Decided in the runtime and in no spec of this checkout: `done`, holds and reopenings since the last settle. */
  readonly unsettled: readonly UnsettledTask[];
  readonly live_leases: readonly { readonly task_id: string; readonly holder: string }[];
  readonly agents: number;
  readonly messages: number;
  /** Events of the log; with none there is nothing to take away. */
  readonly events: number;
  /** False where the runtime is damaged: then nothing of it can be listed. */
  readonly readable: boolean;
}

/** What a reset would take away. */
export interface ResetPreview extends RuntimeContents {
  /** A runtime is kept from an earlier reset; this one takes its place, so that it is gone for good. */
  readonly replaces_kept: boolean;
}

export interface ResetResult extends ResetPreview {
  readonly reset_type: 'soft';
  /** The runtime was put aside; the next command makes a new one. */
  readonly runtime_deleted: boolean;
  readonly changed: boolean;
  /** Where it is kept; one is kept. Null when there was nothing to keep. */
  readonly kept_as: string | null;
  readonly tasks_deleted: 0;
  readonly agents_cleared: number;
  readonly leases_cleared: number;
  readonly messages_cleared: number;
}

/** What a runtime holds that is not there. */
export const NO_CONTENTS: RuntimeContents = {
  unsettled: [],
  live_leases: [],
  agents: 0,
  messages: 0,
  events: 0,
  readable: true,
};

const UNREADABLE: RuntimeContents = { ...NO_CONTENTS, readable: false };

function isDamage(error: unknown): boolean {
  return error instanceof LodestarError && error.code === 'RUNTIME_DAMAGED';
}

async function contentsIn(tx: ReadTx): Promise<RuntimeContents> {
  const live = (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
  return {
    unsettled: (await listUnsettled(tx)).map(unsettledEntry),
    live_leases: live.map((lease) => ({ task_id: lease.taskId, holder: lease.holder })),
    agents: (await listActors(tx)).filter((row) => row.joinedAtMs !== null).length,
    messages: (await countMessages(tx, SYSTEM_ACTOR)).total,
    events: await tx.lastSeq(),
    readable: true,
  };
}

/**
 * Lists what the runtime holds that is not settled, by this checkout's spec or, while that is broken, its last good copy. A damaged runtime
 * is no failure: a reset is one way out of it. Errors: NOT_A_WORKSPACE, SPEC_INVALID, RUNTIME_READONLY and the others of
 * a runtime that is none of ours.
 */
export async function readContents(context: FolderContext): Promise<RuntimeContents> {
  try {
    const workspace = await openWorkspace(context);
    try {
      requireRuntime(workspace.runtime);
      return await workspace.read(contentsIn, 'last-good');
    } finally {
      workspace.close();
    }
  } catch (error) {
    if (isDamage(error)) {
      return UNREADABLE;
    }
    throw error;
  }
}

/** Lists what a reset would lose. Errors: those of `readContents`. */
export async function previewReset(context: FolderContext): Promise<ResetPreview> {
  const contents = await readContents(context);
  return { ...contents, replaces_kept: existsSync(keptRuntimePath(requireRuntimeOptions(context))) };
}

/** Whether a reset would change anything: an empty runtime must not take the place of the one that is kept. */
export function isResetNeeded(preview: ResetPreview): boolean {
  return preview.events > 0 || !preview.readable;
}

interface PutAside {
  readonly keptAs: string;
  /** `reset --undo` can take it back. */
  readonly undoable: boolean;
  readonly warnings: readonly Warning[];
}

async function putAside(options: OpenRuntimeOptions): Promise<PutAside> {
  await moveRuntimeAside(options);
  return { keptAs: keptRuntimePath(options), undoable: true, warnings: [] };
}

/** A damaged runtime is kept as it is; what is readable of it is put aside as a runtime by itself. */
async function putDamagedAside(options: OpenRuntimeOptions): Promise<PutAside> {
  const recovery = await recoverRuntime(options);
  if (recovery === undefined) {
    return await putAside(options);
  }
  const { keptIn, savedEvents, lostEvents } = recovery;
  const message = `the runtime was damaged: it is kept in ${keptIn}; ${savedEvents} events could be read, ${lostEvents} not`;
  const warnings = [{ code: 'runtime-damaged', message }];
  return savedEvents === 0
    ? { keptAs: keptIn, undoable: false, warnings }
    : { ...(await putAside(options)), warnings };
}

/**
 * Starts the runtime anew. The present one is renamed to `local/before-reset.sqlite`; what the spec states stays. The
 * front-end shows the preview and asks before it calls this. Errors: RUNTIME_BUSY, RUNTIME_READONLY.
 */
export async function resetRuntime(
  context: FolderContext,
  preview: ResetPreview,
): Promise<Outcome<ResetResult>> {
  const changed = isResetNeeded(preview);
  // Found before anything is moved: once it was, nothing may fail any more.
  const options = requireRuntimeOptions(context);
  const put = preview.readable ? putAside : putDamagedAside;
  const aside = changed && !context.dryRun ? await put(options) : undefined;
  const planned = changed ? keptRuntimePath(options) : null;
  const data: ResetResult = {
    ...preview,
    reset_type: 'soft',
    runtime_deleted: changed,
    changed,
    kept_as: aside?.keptAs ?? planned,
    tasks_deleted: 0,
    agents_cleared: preview.agents,
    leases_cleared: preview.live_leases.length,
    messages_cleared: preview.messages,
  };
  const undo = hint('reset.undo', ['reset', '--undo'], 'Take the runtime from before back');
  const next = hint('task.next', ['task', 'next'], 'See what can be done next');
  return { data, next: aside?.undoable === true ? [undo, next] : [next], warnings: aside?.warnings ?? [] };
}
