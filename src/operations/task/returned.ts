import { formatTimestamp } from '../../model/timestamp.ts';
import { newestEventOf } from '../../runtime/tables/event.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';

/** That work was sent back, and why: what whoever takes the task next has to know first. */
export interface Returned {
  readonly verb: 'reject' | 'reopen';
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

const VERB_OF_EVENT = { 'task.rejected': 'reject', 'task.reopened': 'reopen' } as const;

/**
 * The rejection or reopening that the task's present status comes from; null where it comes from something else. The row
 * of a transition does not keep its verb (an unblocking leads to `ready` as well): the log does.
 */
export async function readReturned(tx: ReadTx, fresh: FreshTask): Promise<Returned | null> {
  const { task, status, stamp, transition } = fresh;
  if (status !== 'ready' || transition?.status !== 'ready' || transition.stamp !== stamp) {
    return null;
  }
  for (const type of ['task.rejected', 'task.reopened'] as const) {
    const event = await newestEventOf(tx, { taskId: task.id, type });
    if (event?.data.stamp === stamp) {
      const { actor: by, reason } = transition;
      return { verb: VERB_OF_EVENT[type], reason: reason ?? '', by, at: formatTimestamp(stamp) };
    }
  }
  return null;
}
