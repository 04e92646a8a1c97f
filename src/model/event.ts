import type { TransitionStatus } from './status.ts';

/** A transition's part in its event: what the projected row of the task becomes. */
export interface TransitionData {
  readonly created_at: string | null;
  readonly from: string;
  readonly status: TransitionStatus;
  readonly stamp: number;
  readonly reason: string | null;
  readonly branch: string | null;
  readonly head: string | null;
  readonly completed_by: string | null;
  readonly completed_at: number | null;
}

/** One changed field of a spec edit, with its values before and after. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export const SEVERITIES = ['info', 'warning', 'handoff', 'blocker'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The data of each event type. Keys are snake_case: they are what `log --json` prints. */
export interface EventData {
  'actor.registered': Record<string, never>;
  'agent.joined': {
    readonly role: string | null;
    readonly capabilities: readonly string[];
    readonly display_name: string;
    readonly session_meta: Readonly<Record<string, unknown>>;
    readonly resumed: boolean;
  };
  'agent.left': { readonly reason: string | null };
  'lease.granted': {
    readonly created_at: string | null;
    readonly holder: string;
    readonly token: string;
    readonly title: string;
    readonly locks: readonly string[];
    readonly branch: string | null;
    readonly ttl_ms: number;
  };
  /** Its holder works on a branch of its own from now on. */
  'lease.bound': { readonly holder: string; readonly token: string; readonly branch: string };
  'lease.released': {
    readonly holder: string;
    readonly token: string;
    /** The verb that ended it: release, done, block, cancel, delete. */
    readonly by: string;
    readonly note: string | null;
  };
  'lease.expired': { readonly holder: string; readonly token: string; readonly deadline: number | null };
  'lease.revoked': { readonly holder: string; readonly token: string; readonly reason: string };
  'task.created': { readonly title: string; readonly changes: readonly FieldChange[] };
  'task.updated': { readonly changes: readonly FieldChange[] };
  'task.deleted': { readonly changes: readonly FieldChange[] };
  'task.settled': { readonly status: string; readonly stamp: number };
  'task.blocked': TransitionData;
  'task.unblocked': TransitionData;
  'task.done': TransitionData;
  'task.verified': TransitionData & { readonly accepted_unchecked: boolean };
  'task.rejected': TransitionData;
  'task.reopened': TransitionData;
  'task.cancelled': TransitionData;
  'criterion.checked': {
    readonly created_at: string | null;
    /** The criterion's text, white space folded: a check-off belongs to the text and not to its number. */
    readonly text: string;
  };
  'evidence.added': {
    readonly created_at: string | null;
    readonly kind: 'text' | 'file' | 'commit' | 'url';
    readonly value: string;
    readonly branch: string | null;
    readonly head: string | null;
    /** Of a commit, the id of what it holds; missing in events of before, null where Git did not know it. */
    readonly tree?: string | null;
  };
  'message.sent': {
    /** `task:ID`, `agent:ACTOR` or `all`. */
    readonly recipient: string;
    readonly subject: string | null;
    readonly severity: Severity;
    readonly body: string;
    readonly reply_to: string | null;
  };
  /** Its actor has read messages: all that came to a recipient up to a `seq` of this runtime, and single ones. */
  'message.read': {
    readonly cursors: readonly { readonly recipient: string; readonly up_to: number }[];
    /** By the event that each came with. */
    readonly messages: readonly { readonly origin: string; readonly n: number }[];
  };
}

export type EventType = keyof EventData;

/** An event as its author states it; the runtime adds the rest. */
export type NewEvent = {
  [Type in EventType]: {
    readonly type: Type;
    readonly actor: string;
    /** Who ran the command, where that is not the actor. */
    readonly via?: string | null;
    readonly taskId: string | null;
    readonly data: EventData[Type];
    /** When it happened, in epoch milliseconds, where that was elsewhere and before; now when left out. It orders nothing. */
    readonly at?: number;
  };
}[EventType];

/** An append-only record in the past tense. */
export type LodestarEvent = {
  [Type in EventType]: {
    /** Arrival here; the cursor of `log`. */
    readonly seq: number;
    /** The epoch of the runtime that made it. */
    readonly origin: string;
    /** 1, 2, 3 … for each origin. */
    readonly n: number;
    /** The wall clock as read: for people and filters, it orders nothing. */
    readonly at: number;
    /** The wall clock, but always above the last event's: it orders. */
    readonly clock: number;
    readonly actor: string;
    readonly via: string | null;
    readonly type: Type;
    readonly taskId: string | null;
    readonly data: EventData[Type];
  };
}[EventType];

/** Whether an event leaves this runtime when runtimes are shared. Leases and read marks are of this machine. */
export const EVENT_SCOPE = {
  'actor.registered': 'shared',
  'agent.joined': 'shared',
  'agent.left': 'shared',
  'lease.granted': 'local',
  'lease.bound': 'local',
  'lease.released': 'local',
  'lease.expired': 'local',
  'lease.revoked': 'local',
  'task.created': 'shared',
  'task.updated': 'shared',
  'task.deleted': 'shared',
  'task.settled': 'shared',
  'task.blocked': 'shared',
  'task.unblocked': 'shared',
  'task.done': 'shared',
  'task.verified': 'shared',
  'task.rejected': 'shared',
  'task.reopened': 'shared',
  'task.cancelled': 'shared',
  'criterion.checked': 'shared',
  'evidence.added': 'shared',
  'message.sent': 'shared',
  'message.read': 'local',
} as const satisfies Record<EventType, 'shared' | 'local'>;

export const EVENT_TYPES = Object.keys(EVENT_SCOPE) as EventType[];
