import { formatDuration } from '../../model/duration.ts';
import type { EventEntry } from '../../operations/log/event-entry.ts';

/** A value before or after a change, short enough for a line. */
const MAX_VALUE = 40;

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

function changesOf(changes: readonly { field: string; before: unknown; after: unknown }[]): string {
  return changes.map(({ field, before, after }) => `${field}: ${short(before)} → ${short(after)}`).join('; ');
}

function quoted(text: string | null): string {
  return text === null || text === '' ? '' : `“${text}”`;
}

/** What an event says beside its type, in one line; empty where the type says it all. */
export function eventDetail(event: EventEntry): string {
  switch (event.type) {
    case 'actor.registered':
      return '';
    case 'agent.joined':
      return [event.data.role ?? '', ...event.data.capabilities].filter((each) => each !== '').join(', ');
    case 'agent.left':
      return quoted(event.data.reason);
    case 'lease.granted':
      return `for ${formatDuration(event.data.ttl_ms)}`;
    case 'lease.bound':
      return `to the branch ${event.data.branch}`;
    case 'lease.released':
      return [`by ${event.data.by}`, quoted(event.data.note)].filter((each) => each !== '').join(' ');
    case 'lease.expired':
      return `held by ${event.data.holder}`;
    case 'lease.revoked':
      return `from ${event.data.holder}: ${quoted(event.data.reason)}`;
    case 'task.created':
      return quoted(event.data.title);
    case 'task.updated':
    case 'task.deleted':
      return changesOf(event.data.changes);
    case 'task.settled':
      return `as ${event.data.status}`;
    case 'task.blocked':
    case 'task.unblocked':
    case 'task.done':
    case 'task.verified':
    case 'task.rejected':
    case 'task.reopened':
    case 'task.cancelled':
      return quoted(event.data.reason);
    case 'criterion.checked':
      return quoted(event.data.text);
    case 'evidence.added':
      return `${event.data.kind}: ${short(event.data.value)}`;
    case 'message.sent':
      return `to ${event.data.recipient}: ${quoted(event.data.subject ?? short(event.data.body))}`;
    case 'message.read':
      return [
        ...event.data.cursors.map(({ recipient, up_to: seq }) => `${recipient} up to ${String(seq)}`),
        ...event.data.messages.map(({ origin, n }) => `${origin}.${String(n)}`),
      ].join(', ');
  }
}
