import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { changeStatus, type StatusResult } from './change-status.ts';
import { taskHint } from './task-hint.ts';

/** Lets a task go on that was held by hand, in the runtime or in the spec. */
export async function unblockTask(
  context: OperationContext,
  input: { id: string; reason?: string | undefined },
): Promise<Outcome<StatusResult>> {
  const { data, warnings } = await changeStatus(context, {
    id: input.id,
    verb: 'unblock',
    reason: input.reason ?? null,
  });
  const next = [taskHint('why', input.id, 'See whether it can be claimed')];
  return { data, next, warnings: [...context.warnings, ...warnings] };
}
