import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { changeStatus, type StatusResult } from './change-status.ts';
import { taskHint } from './task-hint.ts';

/** Sends work that was marked done back: the task is ready again. */
export async function rejectTask(
  context: OperationContext,
  input: { id: string; reason: string },
): Promise<Outcome<StatusResult>> {
  const { data, warnings } = await changeStatus(context, {
    id: input.id,
    verb: 'reject',
    reason: input.reason,
  });
  const next = [taskHint('claim', input.id, 'Take it and mend it')];
  return { data, next, warnings: [...context.warnings, ...warnings] };
}
