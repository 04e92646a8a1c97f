import { isLeaseLive } from '../../model/lease.ts';
import type { State } from '../../model/status.ts';
import { deriveState } from '../../model/transition.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findFreshTask, listUnmetDependencies } from '../../workspace/fresh-task.ts';
import { findTask, listFormerIds } from '../../workspace/view/rows.ts';

/** A task that a worktree was made for, or that is claimed from it now. */
export interface WorktreeTask {
  readonly task_id: string;
  /** Null where this checkout's spec does not have it. */
  readonly title: string | null;
  readonly state: State | null;
  /** Whose live lease is of that branch. */
  readonly holder: string | null;
}

async function stateOf(tx: ReadTx, id: string): Promise<Pick<WorktreeTask, 'title' | 'state'>> {
  const fresh = await findFreshTask(tx, id);
  if (fresh === undefined) {
    return { title: null, state: null };
  }
  const unmet = await listUnmetDependencies(tx, id);
  const state = deriveState(fresh.status, fresh.lease !== undefined, unmet.length);
  return { title: fresh.task.title, state };
}

/** The tasks of each branch: those that leases were bound for, and those that are leased from it now. */
export async function tasksByBranch(tx: ReadTx): Promise<ReadonlyMap<string, readonly WorktreeTask[]>> {
  const holders = new Map<string, Map<string, string | null>>();
  const note = (branch: string, taskId: string, holder: string | null): void => {
    const tasks = holders.get(branch) ?? new Map<string, string | null>();
    holders.set(branch, tasks.set(taskId, holder ?? tasks.get(taskId) ?? null));
  };
  for (const event of await listEvents(tx, { type: 'lease.bound' })) {
    if (event.type === 'lease.bound' && event.taskId !== null) {
      note(event.data.branch, event.taskId, null);
    }
  }
  for (const lease of await listLeases(tx)) {
    if (lease.branch !== null && isLeaseLive(lease, tx.epoch, tx.now)) {
      note(lease.branch, lease.taskId, lease.holder);
    }
  }
  const former = await listFormerIds(tx);
  const found = new Map<string, WorktreeTask[]>();
  for (const [branch, tasks] of holders) {
    const entries = new Map<string, WorktreeTask>();
    for (const [each, holder] of tasks) {
      const id = (await findTask(tx, each)) === undefined ? (former.get(each)?.id ?? each) : each;
      const known = entries.get(id)?.holder ?? null;
      entries.set(id, { task_id: id, ...(await stateOf(tx, id)), holder: holder ?? known });
    }
    found.set(branch, [...entries.values()]);
  }
  return found;
}
