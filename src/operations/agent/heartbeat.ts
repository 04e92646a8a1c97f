import { formatTimestamp } from '../../model/timestamp.ts';
import { isLeaseLive, remainingMs } from '../../model/lease.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { renewLease } from '../../runtime/leases.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import { DEFAULT_TTL_MS } from '../../model/duration.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';

export interface HeartbeatResult {
  readonly agent_id: string;
  readonly updated: true;
  readonly last_seen_at: string;
  /** Leases that `--renew` extended. */
  readonly renewed: readonly { readonly task_id: string; readonly expires_at: string }[];
}

async function renewAll(tx: WriteTx, actor: string): Promise<HeartbeatResult['renewed']> {
  const renewed: { task_id: string; expires_at: string }[] = [];
  for (const lease of await listLeases(tx)) {
    if (lease.holder === actor && isLeaseLive(lease, tx.epoch, tx.now)) {
      const check = await renewLease(tx, {
        taskId: lease.taskId,
        actor,
        ttlMs: lease.deadline?.ttlMs ?? DEFAULT_TTL_MS,
      });
      const left = check.lease?.deadline === undefined ? 0 : remainingMs(check.lease.deadline, tx.now);
      renewed.push({ task_id: lease.taskId, expires_at: formatTimestamp(tx.now.wallMs + left) });
    }
  }
  return renewed;
}

/** An agent's sign of life; it renews no lease unless asked to. Needs the runtime alone. */
export async function heartbeat(
  context: RuntimeContext,
  input: { renew: boolean },
): Promise<Outcome<HeartbeatResult>> {
  const { actor, dryRun } = context;
  const data = await context.runtime.transact(
    async (tx): Promise<HeartbeatResult> => {
      await ensureActor(tx, actor);
      await touch(tx, actor);
      const renewed = input.renew ? await renewAll(tx, actor) : [];
      return { agent_id: actor, updated: true, last_seen_at: formatTimestamp(tx.now.wallMs), renewed };
    },
    { dryRun },
  );
  return { data, next: [], warnings: context.warnings };
}
