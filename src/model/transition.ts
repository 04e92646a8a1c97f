import type { State, Status, TransitionStatus } from './status.ts';

/** The latest transition of a task that a runtime holds: one row a task. */
export interface Transition {
  readonly taskId: string;
  /** The task's own `created_at`, byte for byte as its spec had it; tells a reused id from the task itself. */
  readonly createdAt: string | null;
  readonly status: TransitionStatus;
  /** Orders it against the spec's status; whole milliseconds. */
  readonly stamp: number;
  readonly actor: string;
  readonly reason: string | null;
  readonly branch: string | null;
  readonly head: string | null;
  /** Who completed the task, and the stamp of it, where the status is `done` or `verified`. */
  readonly completedBy: string | null;
  readonly completedAt: number | null;
}

/** The verbs that change a status. `ready` and `delete` are edits of the spec, the others transitions. */
export const STATUS_VERBS = [
  'ready',
  'block',
  'unblock',
  'done',
  'verify',
  'reject',
  'reopen',
  'cancel',
  'delete',
] as const;
export type StatusVerb = (typeof STATUS_VERBS)[number];

interface Rule {
  readonly from: readonly Status[];
  readonly to: Status;
}

/** The table of verbs: from which status each leads, and to which. What is not in it is refused. */
export const TRANSITION_RULES = {
  ready: { from: ['todo'], to: 'ready' },
  block: { from: ['ready'], to: 'blocked' },
  unblock: { from: ['blocked'], to: 'ready' },
  done: { from: ['ready'], to: 'done' },
  verify: { from: ['done'], to: 'verified' },
  reject: { from: ['done'], to: 'ready' },
  reopen: { from: ['done', 'verified', 'cancelled', 'deleted'], to: 'ready' },
  cancel: { from: ['todo', 'ready', 'blocked', 'done'], to: 'cancelled' },
  delete: { from: ['todo', 'ready', 'blocked', 'done', 'verified', 'cancelled'], to: 'deleted' },
} as const satisfies Record<StatusVerb, Rule>;

export function isVerbAllowed(verb: StatusVerb, status: Status): boolean {
  return (TRANSITION_RULES[verb].from as readonly Status[]).includes(status);
}

/** The verbs that fit a status, for the details of a refusal. */
export function verbsFor(status: Status): StatusVerb[] {
  return STATUS_VERBS.filter((verb) => isVerbAllowed(verb, status));
}

/** The state of a task: the first that fits, in the order of `STATES`. */
export function deriveState(status: Status, leased: boolean, unmetDependencies: number): State {
  switch (status) {
    case 'deleted':
    case 'cancelled':
    case 'verified':
    case 'done':
      return status;
    case 'todo':
    case 'blocked':
    case 'ready':
      break;
  }
  if (leased) {
    return 'claimed';
  }
  if (status === 'todo') {
    return 'draft';
  }
  if (status === 'blocked') {
    return 'held';
  }
  return unmetDependencies > 0 ? 'waiting' : 'claimable';
}
