import type { EventData, EventType, LodestarEvent } from '../../model/event.ts';
import { formatTimestamp } from '../../model/timestamp.ts';

/** What holds a moment in the data of an event: stored in milliseconds, printed as ISO 8601. A `stamp` orders, and stays a number. */
const MOMENTS = ['deadline', 'completed_at'] as const;

type Printed<Data> = {
  readonly [Key in keyof Data]: Key extends (typeof MOMENTS)[number] ? string | null : Data[Key];
};

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
  readonly data: Printed<EventData[Type]>;
}

/** An event as it is printed. */
export type EventEntry = { [Type in EventType]: EntryOf<Type> }[EventType];

function printMoments(data: LodestarEvent['data']): object {
  const entries = Object.entries(data).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'number' && MOMENTS.some((each) => each === key) ? formatTimestamp(value) : value,
  ]);
  return Object.fromEntries(entries) as object;
}

export function eventEntry(event: LodestarEvent): EventEntry {
  const { seq, at, type, actor, via, taskId, origin, n, data } = event;
  const entry = { seq, at: formatTimestamp(at), type, actor, via, task_id: taskId, origin, n };
  // Type and data come from one event, so that they belong together.
  return { ...entry, data: printMoments(data) } as EventEntry;
}
