import { statusRank, type Status } from './status.ts';
import type { SpecTask } from './task.ts';
import { parseTimestamp } from './timestamp.ts';
import type { Transition } from './transition.ts';

/** What one spec says of a task's status, with the stamp that orders it against the runtime. */
export interface SpecOutcome {
  readonly status: Status;
  /** Whole milliseconds; 0 when the task carries no date. */
  readonly stamp: number;
  /** A date belongs to the status, and it is there. */
  readonly dated: boolean;
  readonly createdAt: string | null;
  /** The ids that the task had before, the latest first. */
  readonly formerIds: readonly string[];
}

/** A task's status as both planes together have it. */
export interface Reconciled {
  readonly status: Status;
  readonly statusFrom: 'spec' | 'runtime';
  readonly specStatus: Status;
  /** The greatest stamp that either plane holds for the task; a new transition goes above it. */
  readonly stamp: number;
  /** The runtime's row is of another task that had this id. */
  readonly foreignRow: boolean;
}

const DATE_OF_STATUS = {
  ready: 'reopened_at',
  blocked: 'blocked_at',
  done: 'completed_at',
  verified: 'verified_at',
  cancelled: 'cancelled_at',
} as const satisfies Partial<Record<Status, keyof SpecTask>>;

const DATES = ['completed_at', 'verified_at', 'blocked_at', 'cancelled_at', 'reopened_at'] as const;

function dateOf(task: SpecTask, field: (typeof DATES)[number]): number | undefined {
  const text = task[field];
  return text === null ? undefined : parseTimestamp(text);
}

/** The task's date that belongs to a status, epoch milliseconds; `undefined` where it has none. */
export function dateOfStatus(task: SpecTask, status: Status): number | undefined {
  const field = status in DATE_OF_STATUS ? DATE_OF_STATUS[status as keyof typeof DATE_OF_STATUS] : undefined;
  return field === undefined ? undefined : dateOf(task, field);
}

/** All ids that a task had before, the latest first. */
export function formerIdsOf({
  renamed_from: latest,
  former_ids: earlier,
}: Pick<SpecTask, 'renamed_from' | 'former_ids'>): readonly string[] {
  return latest === null ? earlier : [latest, ...earlier];
}

/**
 * The stamp of the spec's status is the date that belongs to it; where that is missing or is not the latest of the
 * task's dates (somebody changed the status by hand and not the dates), 1 + the latest of them; 0 when there is none.
 */
export function specOutcome(task: SpecTask): SpecOutcome {
  const own = dateOfStatus(task, task.status);
  const dates = DATES.map((field) => dateOf(task, field)).filter((date) => date !== undefined);
  const latest = dates.length === 0 ? undefined : Math.max(...dates);
  const base = {
    status: task.status,
    dated: own !== undefined,
    createdAt: task.created_at,
    formerIds: formerIdsOf(task),
  };
  if (latest === undefined) {
    return { ...base, stamp: 0 };
  }
  return { ...base, stamp: own !== undefined && own >= latest ? own : latest + 1 };
}

/** What a reviewer withheld by hand holds whatever the other's stamp is, so that no lease can outrun a review. */
export function isWithheld(spec: SpecOutcome, other: Status): boolean {
  switch (spec.status) {
    case 'deleted':
      return true;
    case 'cancelled':
      return !spec.dated;
    case 'blocked':
      return !spec.dated && (other === 'ready' || other === 'blocked');
    default:
      return false;
  }
}

function runtimeWins(spec: SpecOutcome, runtime: Transition): boolean {
  if (isWithheld(spec, runtime.status)) {
    return false;
  }
  if (runtime.stamp !== spec.stamp) {
    return runtime.stamp > spec.stamp;
  }
  return statusRank(runtime.status) > statusRank(spec.status);
}

/** Whether a runtime row and a spec's task of the same id are the same task: their creation dates do not contradict. */
export function isSameTask(specCreatedAt: string | null, rowCreatedAt: string | null): boolean {
  return specCreatedAt === null || rowCreatedAt === null || specCreatedAt === rowCreatedAt;
}

/**
 * Whether a row under the id that a task had before is of that very task: both dates of creation are there and the same,
 * since another task may have that id now.
 */
export function isRenamedTask(specCreatedAt: string | null, rowCreatedAt: string | null): boolean {
  return specCreatedAt !== null && specCreatedAt === rowCreatedAt;
}

/**
 * The runtime's row of a task: that of its id, or, where that is missing or of another task, that of an id it had before, the
 * latest that has one.
 */
export function chooseRow<Row extends { readonly createdAt: string | null }>(
  { createdAt }: Pick<SpecOutcome, 'createdAt'>,
  own: Row | undefined,
  former: readonly (Row | undefined)[],
): Row | undefined {
  const isOwn = own !== undefined && isSameTask(createdAt, own.createdAt);
  return isOwn
    ? own
    : (former.find((row) => row !== undefined && isRenamedTask(createdAt, row.createdAt)) ?? own);
}

/** Joins what the spec and the runtime say of one task. Pure: it reads no clock and writes nothing. */
export function reconcileTask(spec: SpecOutcome, row: Transition | undefined): Reconciled {
  const foreignRow = row !== undefined && !isSameTask(spec.createdAt, row.createdAt);
  const fromSpec = { status: spec.status, statusFrom: 'spec', specStatus: spec.status, foreignRow } as const;
  if (row === undefined || foreignRow) {
    return { ...fromSpec, stamp: spec.stamp };
  }
  const stamp = Math.max(spec.stamp, row.stamp);
  if (runtimeWins(spec, row)) {
    return { status: row.status, statusFrom: 'runtime', specStatus: spec.status, stamp, foreignRow };
  }
  return { ...fromSpec, stamp };
}

/** The stamp of a new transition: above everything that its author could see, whatever another machine's clock said. */
export function nextStamp(wallMs: number, seenStamp: number): number {
  return Math.max(wallMs, seenStamp + 1);
}
