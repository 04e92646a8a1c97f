import { isLockOutside } from '../model/glob-overlap.ts';
import type { SpecTask } from '../model/task.ts';
import { parseTimestamp } from '../model/timestamp.ts';
import type { TaskFinding } from './task-locator.ts';

/** The date that belongs to a status which says that something has happened. */
const DATE_OF_OUTCOME = {
  blocked: 'blocked_at',
  done: 'completed_at',
  verified: 'verified_at',
  cancelled: 'cancelled_at',
} as const;

const OUTCOME_DATES = Object.values(DATE_OF_OUTCOME);

function findUndated(task: SpecTask): TaskFinding[] {
  const { id, status } = task;
  if (!Object.hasOwn(DATE_OF_OUTCOME, status)) {
    return [];
  }
  const date = DATE_OF_OUTCOME[status as keyof typeof DATE_OF_OUTCOME];
  if (task[date] !== null) {
    return [];
  }
  const message = `task ${id} is ${status} without \`${date}\`, so a newer transition cannot be told from an older one`;
  const hint = `Add \`${date}\`, or set the status with a command.`;
  return [{ code: 'STATUS_UNDATED', taskId: id, path: ['status'], message, hint }];
}

function findLaterDates(task: SpecTask): TaskFinding[] {
  const { id, status } = task;
  if (status !== 'ready' && status !== 'todo') {
    return [];
  }
  const reopened = task.reopened_at === null ? undefined : parseTimestamp(task.reopened_at);
  const later = OUTCOME_DATES.filter((date) => {
    const text = task[date];
    const at = text === null ? undefined : parseTimestamp(text);
    return at !== undefined && (reopened === undefined || at > reopened);
  });
  if (later.length === 0) {
    return [];
  }
  const names = later.map((date) => `\`${date}\``).join(', ');
  const message = `task ${id} is ${status}, but has ${names} without a later \`reopened_at\``;
  const hint = 'Add `reopened_at`, or set the status with a command.';
  return [{ code: 'STATUS_BESIDE_LATER_DATE', taskId: id, path: ['status'], message, hint }];
}

function findLocksOutside(task: SpecTask): TaskFinding[] {
  return task.locks.flatMap((lock, index) => {
    if (!isLockOutside(lock)) {
      return [];
    }
    const message = `the lock \`${lock}\` of task ${task.id} is outside the workspace`;
    const hint = 'Locks are relative to the folder that holds `.lodestar`.';
    return [{ code: 'LOCK_OUTSIDE', taskId: task.id, path: ['locks', index], message, hint }];
  });
}

/** What is odd about one task and stops nothing. */
export function findTaskWarnings(task: SpecTask): TaskFinding[] {
  return [...findUndated(task), ...findLaterDates(task), ...findLocksOutside(task)];
}
