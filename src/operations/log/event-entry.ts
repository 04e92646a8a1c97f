import type { EventData, EventType, LodestarEvent } from '../../model/event.ts';
import { formatTimestamp } from '../../model/timestamp.ts';

interface EntryOf<Type extends EventType> {
  /** Arrival in this runtime: the cursor of `log`. */
  readonly seq: number;
  readonly at: string;
  readonly type: Type;
  readonly actor: string;
  /** Who ran the command, where that is not the actor. */
  readonly via: string | null;
  readonly task_id: string | null;
  /** The epoch of the runtime that made it. */
  readonly origin: string;
  /** 1, 2, 3 … for each origin. */
  readonly n: number;
  readonly data: EventData[Type];
}

/** An event as it is printed. */
export type EventEntry = { [Type in EventType]: EntryOf<Type> }[EventType];

export function eventEntry(event: LodestarEvent): EventEntry {
  const { seq, at, type, actor, via, taskId, origin, n, data } = event;
  // Type and data come from one event, so that they belong together.
  return { seq, at: formatTimestamp(at), type, actor, via, task_id: taskId, origin, n, data } as EventEntry;
}
