import { isLeaseLive, remainingMs, type Lease } from '../../model/lease.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';

export interface LeaseEntry {
  readonly task_id: string;
  readonly title: string;
  readonly holder: string;
  readonly token: string;
  readonly locks: readonly string[];
  readonly branch: string | null;
  readonly granted_at: string;
  readonly renewed_at: string | null;
  readonly expires_at: string | null;
  readonly remaining_seconds: number;
  /** False when it lapsed and nobody took the task since. */
  readonly live: boolean;
}

export interface LeaseListResult {
  readonly leases: readonly LeaseEntry[];
  readonly count: number;
}

function entryOf(lease: Lease, tx: ReadTx): LeaseEntry {
  const { deadline } = lease;
  const left = deadline === undefined ? 0 : remainingMs(deadline, tx.now);
  return {
    task_id: lease.taskId,
    title: lease.title,
    holder: lease.holder,
    token: lease.token,
    locks: lease.locks,
    branch: lease.branch,
    granted_at: formatTimestamp(lease.grantedAtMs),
    renewed_at: deadline === undefined ? null : formatTimestamp(deadline.renewedAtMs),
    expires_at: deadline === undefined ? null : formatTimestamp(tx.now.wallMs + left),
    remaining_seconds: Math.max(0, Math.round(left / 1000)),
    live: isLeaseLive(lease, tx.epoch, tx.now),
  };
}

/** Who holds what, with titles and locks as claimed, whatever this checkout's spec has. Needs the runtime alone. */
export async function listLeasesOf(context: RuntimeContext, input: { holder?: string | undefined; lapsed: boolean }): Promise<Outcome<LeaseListResult>> {
  const leases = await context.runtime.read(async (tx) => {
    const entries = (await listLeases(tx)).map((lease) => entryOf(lease, tx));
    return entries.filter((each) => (each.live || input.lapsed) && (input.holder === undefined || each.holder === input.holder));
  });
  return { data: { leases, count: leases.length }, next: [], warnings: context.warnings };
}
