import type { LeaseDeadline } from '../../model/lease.ts';
import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';

interface ClockRow extends LeaseDeadline {
  readonly taskId: string;
  readonly token: string;
}

const putClock = statement<ClockRow>('lease-clock.putClock')((db, param) =>
  db.replaceInto('lease_clock').values({
    task_id: param('taskId'),
    token: param('token'),
    boot_id: param('bootId'),
    monotonic_deadline_ms: param('monotonicDeadlineMs'),
    wall_deadline_ms: param('wallDeadlineMs'),
    renewed_at_ms: param('renewedAtMs'),
    ttl_ms: param('ttlMs'),
  }),
);

const deleteClock = statement<{ taskId: string }>('lease-clock.deleteClock')((db, param) =>
  db.deleteFrom('lease_clock').where('task_id', '=', param('taskId')),
);

/** Sets when the lease of that token ends. */
export async function putLeaseClock(tx: ApplyTx, row: ClockRow): Promise<void> {
  await tx.run(putClock, row);
}

export async function deleteLeaseClock(tx: ApplyTx, taskId: string): Promise<void> {
  await tx.run(deleteClock, { taskId });
}
