import type { ReadTx } from '../../runtime/transaction.ts';
import { freshStatus, listUnmetDependencies } from '../../workspace/fresh-task.ts';
import { listDependents } from '../../workspace/view/rows.ts';

/** The ready dependents of a task that wait for nothing else once it is verified. */
export async function listUnblockedBy(tx: ReadTx, id: string): Promise<string[]> {
  const unblocked: string[] = [];
  for (const dependent of await listDependents(tx, id)) {
    if ((await freshStatus(tx, dependent)) !== 'ready') {
      continue;
    }
    const unmet = await listUnmetDependencies(tx, dependent.id);
    if (unmet.every((each) => each.id === id)) {
      unblocked.push(dependent.id);
    }
  }
  return unblocked;
}
