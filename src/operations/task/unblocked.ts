import type { ReadTx } from '../../runtime/transaction.ts';
import { freshTask, listUnmetDependencies } from '../../workspace/fresh-task.ts';
import { listDependents } from '../../workspace/view/rows.ts';

/** The ready dependents of a task that wait for nothing else once it is verified. */
export async function listUnblockedBy(tx: ReadTx, id: string): Promise<string[]> {
  const unblocked: string[] = [];
  for (const view of await listDependents(tx, id)) {
    const fresh = await freshTask(tx, view);
    const others = (await listUnmetDependencies(tx, view.task.id)).filter((each) => each.id !== id);
    if (fresh.status === 'ready' && others.length === 0) {
      unblocked.push(view.task.id);
    }
  }
  return unblocked;
}
