import type { ReadTx } from '../../src/runtime/transaction.ts';
import { listErrors, listWarnings } from '../../src/workspace/view/problems.ts';
import { countByReadiness } from '../../src/workspace/view/rows.ts';
import { getProject, getViewState } from '../../src/workspace/view/state.ts';

const ALL = 10_000;

/** Everything that a view holds, to be compared with another's of the same spec and runtime. */
export async function dumpView(tx: ReadTx): Promise<unknown> {
  const state = await getViewState(tx);
  return {
    tasks: await tx.raw('SELECT * FROM cache.task ORDER BY id'),
    counts: await countByReadiness(tx),
    edges: await tx.raw('SELECT * FROM cache.edge ORDER BY task_id, dependency_id'),
    warnings: await listWarnings(tx, ALL),
    errors: await listErrors(tx),
    // Not how far: events that decide nothing are noted only when they are many.
    joinedWith: state?.good?.joined.epoch,
    hash: state?.good?.source.hash,
    project: await getProject(tx),
  };
}
