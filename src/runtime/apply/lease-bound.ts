import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';
import { invariant } from '../../util/invariant.ts';

const setBranch = statement<{ taskId: string; token: string; branch: string }>('lease-bound.setBranch')(
  (db, param) =>
    db
      .updateTable('lease')
      .set({ branch: param('branch') })
      .where('task_id', '=', param('taskId'))
      .where('token', '=', param('token')),
);

/** The lease of that token, and no later one, is of that branch. */
export async function applyLeaseBound(tx: ApplyTx, event: EventOf<'lease.bound'>): Promise<void> {
  const { taskId, data } = event;
  invariant(taskId !== null, 'a lease is of a task');
  await tx.run(setBranch, { taskId, token: data.token, branch: data.branch });
}
