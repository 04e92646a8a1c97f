import { isLeaseLive } from '../../model/lease.ts';
import { keptRuntimePath, moveRuntimeAside } from '../../runtime/reset.ts';
import { listActors } from '../../runtime/tables/actor.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import { countMessages } from '../../runtime/tables/message.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { listUnsettled } from '../settle/settle.ts';
import { unsettledEntry, type UnsettledTask } from './status.ts';

/** What a reset would take away. */
export interface ResetPreview {
  /** Decided in the runtime and in no spec of this checkout: `done`, holds and reopenings since the last settle. */
  readonly unsettled: readonly UnsettledTask[];
  readonly live_leases: readonly { readonly task_id: string; readonly holder: string }[];
  readonly agents: number;
  readonly messages: number;
}

export interface ResetResult extends ResetPreview {
  readonly runtime_deleted: boolean;
  /** Where the runtime is kept; one is kept. */
  readonly kept_as: string;
  readonly reset_type: 'soft';
  readonly tasks_deleted: 0;
  readonly agents_cleared: number;
  readonly leases_cleared: number;
  readonly messages_cleared: number;
}

/** Lists what a reset would lose. */
export async function previewReset(context: OperationContext): Promise<ResetPreview> {
  return await context.workspace.read(async (tx) => {
    const live = (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
    return {
      unsettled: (await listUnsettled(tx)).map(unsettledEntry),
      live_leases: live.map((lease) => ({ task_id: lease.taskId, holder: lease.holder })),
      agents: (await listActors(tx)).filter((row) => row.joinedAtMs !== null).length,
      messages: (await countMessages(tx)).total,
    };
  });
}

/**
 * Starts the runtime anew. The present one is renamed to `local/before-reset.sqlite`; what the spec states stays. The
 * front-end asks before it calls this. Errors: RUNTIME_BUSY, RUNTIME_READONLY.
 */
export async function resetRuntime(context: OperationContext, preview: ResetPreview): Promise<Outcome<ResetResult>> {
  const { runtime, workspace, dryRun } = context;
  const { runtimeOptions } = workspace;
  if (!dryRun) {
    runtime.close();
    await moveRuntimeAside(runtimeOptions);
  }
  const data: ResetResult = {
    ...preview,
    runtime_deleted: !dryRun,
    kept_as: keptRuntimePath(runtimeOptions),
    reset_type: 'soft',
    tasks_deleted: 0,
    agents_cleared: preview.agents,
    leases_cleared: preview.live_leases.length,
    messages_cleared: preview.messages,
  };
  const next = [
    hint('reset.undo', ['reset', '--undo'], 'Take the runtime from before back'),
    hint('agent.join', ['agent', 'join'], 'Join again'),
  ];
  return { data, next, warnings: context.warnings };
}
