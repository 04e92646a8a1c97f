import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';
import { invariant } from '../../util/invariant.ts';

interface GrantedRow {
  readonly taskId: string;
  readonly createdAt: string | null;
  readonly holder: string;
  readonly token: string;
  readonly at: number;
  readonly title: string;
  readonly locks: string;
  readonly branch: string | null;
}

const putLease = statement<GrantedRow>('lease-granted.putLease')((db, param) =>
  db.replaceInto('lease').values({
    task_id: param('taskId'),
    created_at: param('createdAt'),
    holder: param('holder'),
    token: param('token'),
    granted_at: param('at'),
    title: param('title'),
    locks: param('locks'),
    branch: param('branch'),
  }),
);

export async function applyLeaseGranted(tx: ApplyTx, event: EventOf<'lease.granted'>): Promise<void> {
  const { taskId, at, data } = event;
  invariant(taskId !== null, 'a lease is of a task');
  const { created_at: createdAt, holder, token, title, branch } = data;
  await tx.run(putLease, {
    taskId,
    at,
    createdAt,
    holder,
    token,
    title,
    branch,
    locks: JSON.stringify(data.locks),
  });
}
