import type { EventData, EventType, NewEvent } from '../model/event.ts';
import { mapTexts } from '../util/map-texts.ts';

/**
 * The fields of each event that hold what somebody wrote, as against names, times and what a rule compares: from these
 * secrets are taken out before the event is stored, however deep they lie. Locks, branches and the texts of criteria are
 * compared with the spec or with Git, and come from there.
 */
const WRITTEN_FIELDS = {
  'actor.registered': [],
  'agent.joined': ['role', 'capabilities', 'session_meta'],
  'agent.left': ['reason'],
  'lease.granted': ['title'],
  'lease.bound': [],
  'lease.released': ['note'],
  'lease.expired': [],
  'lease.revoked': ['reason'],
  'task.created': ['title', 'changes'],
  'task.updated': ['changes'],
  'task.deleted': ['changes'],
  'task.settled': [],
  'task.blocked': ['reason'],
  'task.unblocked': ['reason'],
  'task.done': ['reason'],
  'task.verified': ['reason'],
  'task.rejected': ['reason'],
  'task.reopened': ['reason'],
  'task.cancelled': ['reason'],
  'criterion.checked': [],
  'evidence.added': ['value'],
  'message.sent': ['subject', 'body'],
  'message.read': [],
} as const satisfies { readonly [Type in EventType]: readonly (keyof EventData[Type])[] };

export type TextFilter = (text: string) => Promise<string>;

/** A commit is looked for by its id; a variable such as CACHE_KEY may well hold one. */
function isCommit({ type, data }: NewEvent): boolean {
  return type === 'evidence.added' && data.kind === 'commit';
}

/** The event without secrets in what somebody wrote: the last place that all text passes on its way into the runtime. */
export async function cleanEvent<Event extends NewEvent>(event: Event, filter: TextFilter): Promise<Event> {
  const fields: readonly string[] = WRITTEN_FIELDS[event.type];
  if (fields.length === 0 || isCommit(event)) {
    return event;
  }
  const given = Object.entries(event.data).filter(
    ([field, value]) => fields.includes(field) && value !== null,
  );
  const cleaned = await mapTexts(Object.fromEntries(given), filter);
  return { ...event, data: { ...event.data, ...(cleaned as object) } };
}
