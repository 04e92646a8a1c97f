import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { changeStatus, type StatusResult } from './change-status.ts';

/** Calls a task off. What depends on it waits until its dependencies are changed. */
export async function cancelTask(
  context: OperationContext,
  input: { id: string; reason: string },
): Promise<Outcome<StatusResult>> {
  const data = await changeStatus(context, { id: input.id, verb: 'cancel', reason: input.reason });
  const next = [
    hint('task.reopen', ['task', 'reopen', input.id, '--reason', 'Cancelled by mistake'], 'Undo it'),
    hint('task.show', ['task', 'show', input.id], 'See what depends on it'),
  ];
  return { data, next, warnings: context.warnings };
}
