import { listEvents } from '../../runtime/tables/event.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findTask } from '../../workspace/view/rows.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { taskNotFound } from '../task/require-task.ts';
import { taskHint } from '../task/task-hint.ts';
import { eventEntry, type EventEntry } from './event-entry.ts';

export interface HistoryResult {
  readonly task_id: string;
  /** Null where this checkout's spec has no such task (any more). */
  readonly title: string | null;
  /** Oldest first. */
  readonly events: readonly EventEntry[];
  readonly count: number;
}

async function historyIn(tx: ReadTx, id: string): Promise<HistoryResult> {
  const view = await findTask(tx, id);
  const events = await listEvents(tx, { task: id, order: 'oldest' });
  if (view === undefined && events.length === 0) {
    throw await taskNotFound(tx, id);
  }
  return {
    task_id: id,
    title: view?.task.title ?? null,
    events: events.map(eventEntry),
    count: events.length,
  };
}

/** Everything that this runtime has recorded of one task, also while the spec is broken. Errors: TASK_NOT_FOUND, RUNTIME_READONLY. */
export async function taskHistory(
  context: OperationContext,
  input: { id: string },
): Promise<Outcome<HistoryResult>> {
  const { id } = input;
  requireRuntime(context.runtime);
  const data = await context.workspace.read(async (tx) => await historyIn(tx, id), 'last-good');
  const show = taskHint('show', id, 'See how it stands now');
  return { data, next: data.title === null ? [] : [show], warnings: context.warnings };
}
