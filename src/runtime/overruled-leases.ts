import type { RawTx } from './statement-runner.ts';
import { isGapless, listLeaseEvents, type LeaseEvent } from './tables/lease-event.ts';

/** A lease that was granted while another actor's had not ended. */
export interface OverruledLease {
  readonly taskId: string;
  /** Who may still believe to hold it. */
  readonly before: string;
  readonly since: string;
}

function mayStillRun(event: LeaseEvent, wallMs: number): boolean {
  return event.at + (event.ttlMs ?? 0) > wallMs;
}

/**
 * Tasks that the log gave to one actor while it had given them to another, as long as the first may still be at work: the
 * table of leases has one row a task and cannot tell. Where a recovery lost events in between, nothing can be said.
 */
export async function listOverruled(tx: RawTx, wallMs: number): Promise<OverruledLease[]> {
  const open = new Map<string, LeaseEvent>();
  const overruled: OverruledLease[] = [];
  for (const event of await listLeaseEvents(tx)) {
    const before = open.get(event.taskId);
    if (event.ttlMs === null) {
      if (before?.token === event.token) {
        open.delete(event.taskId);
      }
      continue;
    }
    open.set(event.taskId, event);
    const isOther = before !== undefined && before.holder !== event.holder;
    if (isOther && mayStillRun(before, wallMs) && (await isGapless(tx, before, event))) {
      overruled.push({ taskId: event.taskId, before: before.holder, since: event.holder });
    }
  }
  return overruled;
}
