import type { EventData, NewEvent } from '../../../src/model/event.ts';
import type { TransitionStatus } from '../../../src/model/status.ts';
import type { GrantRequest } from '../../../src/runtime/leases.ts';

export const MINUTE_MS = 60_000;

export function grantRequest(
  taskId: string,
  holder: string,
  changes: Partial<GrantRequest> = {},
): GrantRequest {
  return {
    taskId,
    createdAt: null,
    holder,
    via: null,
    title: `Title of ${taskId}`,
    locks: ['src/**'],
    branch: 'main',
    ttlMs: 15 * MINUTE_MS,
    ...changes,
  };
}

export function transitionEvent(
  taskId: string,
  status: TransitionStatus,
  changes: Partial<EventData['task.done']> = {},
): NewEvent {
  const types = {
    ready: 'task.reopened',
    blocked: 'task.blocked',
    done: 'task.done',
    cancelled: 'task.cancelled',
  } as const;
  const data = {
    created_at: null,
    from: 'ready',
    status,
    stamp: 1,
    reason: null,
    branch: null,
    head: null,
    completed_by: null,
    completed_at: null,
    ...changes,
  };
  return status === 'verified'
    ? { type: 'task.verified', actor: 'human:ada', taskId, data: { ...data, accepted_unchecked: false } }
    : { type: types[status], actor: 'human:ada', taskId, data };
}
