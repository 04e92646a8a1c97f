import type { FreshTask } from '../../workspace/fresh-task.ts';
import type { Warning } from '../outcome.ts';
import { taskHint } from './task-hint.ts';

/**
 * A verb was repeated whose result holds already: what it brought that the first call did not is not stored, and whoever
 * gave it is told so. `things` names it, as the flags that it came with; `remedy` says how it can be stored after all.
 */
export function notStored(told: {
  readonly held: string;
  readonly things: readonly string[];
  readonly remedy: string;
}): Warning[] {
  const { held, things, remedy } = told;
  const last = things.at(-1);
  if (last === undefined) {
    return [];
  }
  const listed = things.length === 1 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
  const message = `${held}, so that this call's ${listed} ${things.length === 1 ? 'is' : 'are'} not stored; ${remedy}`;
  return [{ code: 'not-stored', message }];
}

/** The reason that the task's present status was given, by the plane that says so. */
export function reasonOf({ status, statusFrom, stamp, transition, task }: FreshTask): string | null {
  // The spec has no place for every reason: that of a settled `ready` or `verified` stays in the runtime.
  const isSettled = transition?.status === status && transition.stamp === stamp;
  const inRuntime = statusFrom === 'runtime' || isSettled ? (transition?.reason ?? null) : null;
  return statusFrom === 'runtime' ? inRuntime : (task.status_reason ?? inRuntime);
}

/** The repeated verb came with another reason than the one that is stored. */
export function reasonNotStored(fresh: FreshTask, reason: string | null): Warning[] {
  const { id } = fresh.task;
  const things = reason === null || reason === reasonOf(fresh) ? [] : ['--reason'];
  const remedy = `\`${taskHint('show', id, '').cmd}\` shows the one that stands`;
  return notStored({ held: `${id} was ${fresh.status} already`, things, remedy });
}
