import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { changeStatus, type StatusResult } from './change-status.ts';
import { taskHint } from './task-hint.ts';

/** Holds a ready task by hand and ends its lease. */
export async function blockTask(
  context: OperationContext,
  input: { id: string; reason: string },
): Promise<Outcome<StatusResult>> {
  const { data, warnings } = await changeStatus(context, {
    id: input.id,
    verb: 'block',
    reason: input.reason,
  });
  const next = [taskHint('unblock', input.id, 'Let it go on')];
  return { data, next, warnings: [...context.warnings, ...warnings] };
}
