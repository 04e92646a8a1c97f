import { LodestarError } from '../../errors.ts';
import { EVENT_TYPES, type EventType } from '../../model/event.ts';
import { countEvents, listEvents, type EventFilter } from '../../runtime/tables/event.ts';
import { nearMisses } from '../../util/near-miss.ts';
import { resolveActorFilter } from '../actor-filter.ts';
import type { RuntimeContext } from '../context.ts';
import { parseMoment } from '../parse-moment.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { requireKnownTask } from '../require-known-task.ts';
import { eventEntry, type EventEntry } from './event-entry.ts';

export interface LogInput {
  readonly task?: string | undefined;
  readonly actor?: string | undefined;
  readonly type?: string | undefined;
  /** An ISO date, or a duration such as `2h` for that long ago. */
  readonly since?: string | undefined;
  /** The newest so many. */
  readonly limit: number;
  /** Only what arrived after this event: then the oldest first, from there on. */
  readonly after?: number | undefined;
}

export interface LogResult {
  /** Oldest first. */
  readonly events: readonly EventEntry[];
  readonly count: number;
  /** `seq` of the last event here: pass it as `--after` to go on. */
  readonly cursor: number | null;
  /** How many events fit in all; more than `count` when the limit cut them. */
  readonly total: number;
  /** With `after`, when there is more: what to pass as `--after` for it. */
  readonly next_cursor: number | null;
}

/** What is left to say when a log that was followed has no reader any more. */
export const NOTHING_LOGGED: Outcome<LogResult> = {
  data: { events: [], count: 0, cursor: null, total: 0, next_cursor: null },
  next: [],
  warnings: [],
};

function requireType(text: string): EventType {
  const type = EVENT_TYPES.find((each) => each === text);
  if (type === undefined) {
    const near = nearMisses(text, EVENT_TYPES);
    throw new LodestarError('USAGE', `no event type ${JSON.stringify(text)}`, {
      details: { type: text, types: EVENT_TYPES },
      hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `One of ${EVENT_TYPES.join(', ')}.`,
    });
  }
  return type;
}

/** How the log is searched: the input, with names and times understood. */
export async function logFilter(context: RuntimeContext, input: LogInput): Promise<EventFilter> {
  requireRuntime(context.runtime);
  const actor = await resolveActorFilter(context, input.actor);
  return {
    ...(input.task === undefined ? {} : { task: input.task }),
    ...(actor === undefined ? {} : { actor }),
    ...(input.type === undefined ? {} : { type: requireType(input.type) }),
    ...(input.since === undefined ? {} : { since: parseMoment(input.since, context.now().wallMs) }),
    ...(input.after === undefined ? {} : { afterSeq: input.after }),
  };
}

/** Reads the log. Needs the runtime alone. Errors: RUNTIME_READONLY, TASK_NOT_FOUND, INPUT_INVALID (a time), USAGE (a type, a name). */
export async function readLog(context: RuntimeContext, input: LogInput): Promise<Outcome<LogResult>> {
  const filter = await logFilter(context, input);
  if (input.task !== undefined) {
    await requireKnownTask(context, input.task);
  }
  const { limit } = input;
  const forward = input.after !== undefined;
  const order = forward ? 'oldest' : 'newest';
  const { found, total } = await context.runtime.read(async (tx) => ({
    found: await listEvents(tx, { ...filter, limit, order }),
    total: await countEvents(tx, filter),
  }));
  const events = (forward ? found : found.toReversed()).map(eventEntry);
  const cursor = events.at(-1)?.seq ?? input.after ?? null;
  const data: LogResult = {
    events,
    count: events.length,
    total,
    cursor,
    next_cursor: forward && total > events.length ? cursor : null,
  };
  return { data, next: [], warnings: context.warnings };
}
