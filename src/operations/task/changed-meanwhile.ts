import type { Status } from '../../model/status.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { listUnmetDependencies, type FreshTask } from '../../workspace/fresh-task.ts';
import type { Warning } from '../outcome.ts';

/** A lease outlives a change of the spec under it, as long as the work is not over by what is said there. */
export function isStillOpen(status: Status): boolean {
  return status === 'todo' || status === 'ready' || status === 'blocked';
}

/** What changed under a lease, so that the task could not be claimed now: told to its holder, and stops nothing. */
export async function changedMeanwhile(tx: ReadTx, fresh: FreshTask): Promise<Warning[]> {
  const { id } = fresh.task;
  const unmet = await listUnmetDependencies(tx, id);
  const warnings = unmet.map((each) => ({
    code: 'dependency-unmet',
    message: `${id} depends on ${each.id}, which is ${each.status}`,
  }));
  if (fresh.status === 'ready') {
    return warnings;
  }
  return [
    { code: 'status-changed', message: `${id} has become ${fresh.status} while it was held` },
    ...warnings,
  ];
}
