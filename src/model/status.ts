/** The stored status of a task, in the order that breaks a tie of equal stamps: the later one wins. */
export const STATUSES = ['todo', 'ready', 'blocked', 'done', 'verified', 'cancelled', 'deleted'] as const;
export type Status = (typeof STATUSES)[number];

/** The derived state of a task; never stored. The first that fits, in this order, holds. */
export const STATES = [
  'deleted',
  'cancelled',
  'verified',
  'done',
  'claimed',
  'draft',
  'held',
  'waiting',
  'claimable',
] as const;
export type State = (typeof STATES)[number];

/** What a transition can leave behind; `todo` and `deleted` come only from edits of the spec. */
export type TransitionStatus = Exclude<Status, 'todo' | 'deleted'>;

const rank = new Map<Status, number>(STATUSES.map((status, index) => [status, index]));

export function statusRank(status: Status): number {
  return rank.get(status) ?? 0;
}

export function isStatus(text: string): text is Status {
  return rank.has(text as Status);
}

const OVER: ReadonlySet<Status | State> = new Set(['verified', 'cancelled', 'deleted'] as const);

/** Nobody works on the task any more, whether its status or its state is asked. */
export function isOver(status: Status | State): boolean {
  return OVER.has(status);
}
