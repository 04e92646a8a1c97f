import type { Status } from '../../model/status.ts';
import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';
import { taskHint } from './task-hint.ts';

/** Where a task stands for the caller. */
export interface Standing {
  readonly id: string;
  readonly status: Status;
  /** The caller can claim it now. */
  readonly claimable: boolean;
  /** The caller holds it. */
  readonly held: boolean;
}

/** The one command that moves a task on; `undefined` where something else has to happen first. */
export function nextStep({ id, status, claimable, held }: Standing): Hint | undefined {
  if (held) {
    return taskHint('done', id, 'Mark it done when it is');
  }
  switch (status) {
    case 'todo':
      return taskHint('ready', id, 'Offer it when it is ready');
    case 'ready':
      return claimable ? taskHint('claim', id, 'Take it') : undefined;
    case 'blocked':
      return taskHint('unblock', id, 'Let it go on');
    case 'done':
      return taskHint('verify', id, 'Confirm that it is done');
    case 'cancelled':
    case 'deleted':
      return taskHint('reopen', { id, flags: ['--reason', 'It is needed after all'] }, 'Make it ready again');
    case 'verified':
      return hint('task.next', ['task', 'next'], 'See what can be done next');
  }
}
