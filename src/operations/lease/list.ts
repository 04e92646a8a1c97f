import { expiresAtMs, isLeaseLive, remainingMs, type Lease } from '../../model/lease.ts';
import { compareNatural } from '../../model/natural-order.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { resolveActorFilter } from '../actor-filter.ts';
import type { RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';

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
    expires_at: deadline === undefined ? null : formatTimestamp(expiresAtMs(deadline, tx.now)),
    remaining_seconds: Math.max(0, Math.round(left / 1000)),
    live: isLeaseLive(lease, tx.epoch, tx.now),
  };
}

export interface LeaseListInput {
  /** An actor, or the name of one. */
  readonly holder?: string | undefined;
  /** Those of the caller. */
  readonly mine: boolean;
  /** Those that lapsed as well, as long as nobody took the task since. */
  readonly lapsed: boolean;
}

/**
 * Who holds what, with titles and locks as claimed, whatever this checkout's spec has; what ends first comes first. Needs
 * the runtime alone. Errors: RUNTIME_READONLY, USAGE where the holder is nobody known, or two actors.
 */
export async function listLeasesOf(
  context: RuntimeContext,
  input: LeaseListInput,
): Promise<Outcome<LeaseListResult>> {
  requireRuntime(context.runtime);
  const holder = await resolveActorFilter(context, input.mine ? context.actor : input.holder);
  const entries = await context.runtime.read(async (tx) =>
    (await listLeases(tx)).map((lease) => entryOf(lease, tx)),
  );
  const leases = entries
    .filter((each) => (each.live || input.lapsed) && (holder === undefined || each.holder === holder))
    .sort((a, b) => a.remaining_seconds - b.remaining_seconds || compareNatural(a.task_id, b.task_id));
  return { data: { leases, count: leases.length }, next: [], warnings: context.warnings };
}
