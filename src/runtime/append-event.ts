import type { LodestarEvent, NewEvent } from '../model/event.ts';
import type { Now } from '../model/now.ts';
import { applyEvent } from './apply/registry.ts';
import type { ApplyTx } from './statement-runner.ts';
import { getLogPosition, insertEvent } from './tables/event.ts';

export interface AppendTx extends ApplyTx {
  readonly now: Now;
  readonly epoch: string;
  /** The newest event that this transaction added. */
  readonly lastAppended: LodestarEvent | undefined;
}

/**
 * Adds an event to the log and applies it. Its clock is the wall clock, but always above every event's that is there: a
 * wall clock that was set back orders nothing, and is followed again as soon as it is ahead.
 */
export async function appendEvent(tx: AppendTx, event: NewEvent): Promise<LodestarEvent> {
  const last = tx.lastAppended ?? (await getLogPosition(tx, tx.epoch));
  const position = {
    origin: tx.epoch,
    n: last.n + 1,
    at: event.at ?? tx.now.wallMs,
    clock: Math.max(tx.now.wallMs, last.clock + 1),
  };
  const { type, actor, via = null, taskId, data } = event;
  const seq = await insertEvent(tx, {
    ...position,
    actor,
    via,
    type,
    task_id: taskId,
    data: JSON.stringify(data),
  });
  const appended = { seq, ...position, actor, via, type, taskId, data } as LodestarEvent;
  await applyEvent(tx, appended);
  return appended;
}
