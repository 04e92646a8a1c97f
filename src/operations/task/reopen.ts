import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { changeStatus, type StatusResult } from './change-status.ts';
import { taskHint } from './task-hint.ts';

/** Makes a finished, cancelled or deleted task ready again. */
export async function reopenTask(
  context: OperationContext,
  input: { id: string; reason: string },
): Promise<Outcome<StatusResult>> {
  const { data, warnings } = await changeStatus(context, {
    id: input.id,
    verb: 'reopen',
    reason: input.reason,
  });
  const next = [taskHint('why', input.id, 'See whether it can be claimed')];
  return { data, next, warnings: [...context.warnings, ...warnings] };
}
