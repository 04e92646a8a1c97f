import { isLeaseLive } from '../../model/lease.ts';
import { leaveAgent } from '../../runtime/actors.ts';
import { endLease } from '../../runtime/leases.ts';
import { getActor } from '../../runtime/tables/actor.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { sendHandoff } from '../task/handoff.ts';

export interface LeaveResult {
  readonly agent_id: string;
  /** The tasks that it gave back. */
  readonly released: readonly string[];
  readonly changed: boolean;
}

async function leaveIn(tx: WriteTx, actor: string, reason: string | null): Promise<LeaveResult> {
  const held = (await listLeases(tx)).filter(
    (lease) => lease.holder === actor && isLeaseLive(lease, tx.epoch, tx.now),
  );
  for (const lease of held) {
    await endLease(tx, { taskId: lease.taskId, actor, via: null, by: 'leave', note: reason });
    if (reason !== null) {
      await sendHandoff(tx, lease.taskId, { acting: { actor, via: null }, body: reason });
    }
  }
  const row = await getActor(tx, actor);
  const isHere = row !== undefined && row.joinedAtMs !== null && row.leftAtMs === null;
  if (isHere) {
    await leaveAgent(tx, { actor, reason });
  }
  const released = held.map((lease) => lease.taskId);
  return { agent_id: actor, released, changed: isHere || released.length > 0 };
}

/** Says good-bye and gives back every lease; the reason is the handoff of each. Needs the runtime alone. */
export async function leaveAs(
  context: RuntimeContext,
  input: { reason?: string | undefined },
): Promise<Outcome<LeaveResult>> {
  const { actor, dryRun } = context;
  const { texts, warnings } = await withoutSecrets(context, { reason: input.reason });
  const data = await context.runtime.transact(async (tx) => await leaveIn(tx, actor, texts.reason ?? null), {
    dryRun,
  });
  const back = hint('agent.join', ['agent', 'join', '--name', actor, '--resume'], 'Come back');
  return { data, next: data.changed ? [back] : [], warnings: [...context.warnings, ...warnings] };
}
