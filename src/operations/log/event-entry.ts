import type { LodestarEvent } from '../../model/event.ts';
import { formatTimestamp } from '../../model/timestamp.ts';

/** An event as it is printed. */
export interface EventEntry {
  /** Arrival in this runtime: the cursor of `log`. */
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly actor: string;
  /** Who ran the command, where that is not the actor. */
  readonly via: string | null;
  readonly task_id: string | null;
  readonly origin: string;
  readonly n: number;
  readonly data: unknown;
}

export function eventEntry(event: LodestarEvent): EventEntry {
  const { seq, at, type, actor, via, taskId, origin, n, data } = event;
  return { seq, at: formatTimestamp(at), type, actor, via, task_id: taskId, origin, n, data };
}
