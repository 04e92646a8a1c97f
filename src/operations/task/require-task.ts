import { LodestarError } from '../../errors.ts';
import { nearMisses } from '../../util/near-miss.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findFreshTask, type FreshTask } from '../../workspace/fresh-task.ts';
import { listTaskIds } from '../../workspace/view/rows.ts';
import { hint } from '../hint.ts';

export async function taskNotFound(tx: ReadTx, id: string): Promise<LodestarError> {
  const near = nearMisses(id, await listTaskIds(tx));
  const didYouMean = near.length === 0 ? undefined : `Did you mean ${near.join(' or ')}?`;
  return new LodestarError('TASK_NOT_FOUND', `no task ${JSON.stringify(id)} in this checkout's spec`, {
    details: { task_id: id, near_misses: near },
    hint: didYouMean ?? `List the ids with \`${hint('task.list', ['task', 'list', '--quiet'], '').cmd}\`.`,
  });
}

/** The task joined anew; TASK_NOT_FOUND with near misses where this checkout has none of the id. */
export async function requireTask(tx: ReadTx, id: string): Promise<FreshTask> {
  const fresh = await findFreshTask(tx, id);
  if (fresh === undefined) {
    throw await taskNotFound(tx, id);
  }
  return fresh;
}
