import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { changeStatus, type StatusResult } from './change-status.ts';
import { taskHint } from './task-hint.ts';

/** Calls a task off. What depends on it waits until its dependencies are changed. */
export async function cancelTask(
  context: OperationContext,
  input: { id: string; reason: string },
): Promise<Outcome<StatusResult>> {
  const { data, warnings } = await changeStatus(context, {
    id: input.id,
    verb: 'cancel',
    reason: input.reason,
  });
  const next = [
    taskHint('reopen', { id: input.id, flags: ['--reason', 'Cancelled by mistake'] }, 'Undo it'),
    taskHint('show', input.id, 'See what depends on it'),
  ];
  return { data, next, warnings: [...context.warnings, ...warnings] };
}
