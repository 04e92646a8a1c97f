import { LodestarError } from '../../errors.ts';
import { actorKind } from '../../model/actor.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { revokeLease } from '../../runtime/leases.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';

export interface RevokeInput {
  readonly id: string;
  readonly reason: string;
}

export interface RevokeResult {
  readonly task_id: string;
  /** Who held it; the reason was sent to it as a message. */
  readonly holder: string;
  readonly reason: string;
}

async function revokeIn(tx: WriteTx, actor: string, input: RevokeInput): Promise<RevokeResult> {
  const { id, reason } = input;
  await ensureActor(tx, actor);
  const lease = await revokeLease(tx, { taskId: id, actor, via: null, reason });
  if (lease === undefined) {
    throw new LodestarError('LEASE_NOT_FOUND', `${id} has no live lease`, { details: { task_id: id } });
  }
  await touch(tx, actor);
  return { task_id: id, holder: lease.holder, reason };
}

/** Ends somebody's lease by authority. Needs the runtime alone. Errors: ACTOR_KIND_REFUSED, LEASE_NOT_FOUND. */
export async function revoke(context: RuntimeContext, input: RevokeInput): Promise<Outcome<RevokeResult>> {
  const { actor, dryRun } = context;
  if (actorKind(actor) !== 'human') {
    throw new LodestarError('ACTOR_KIND_REFUSED', `only a person can revoke a lease, and ${actor} is none`, {
      details: { actor, verb: 'revoke' },
    });
  }
  const data = await context.runtime.transact(async (tx) => await revokeIn(tx, actor, input), { dryRun });
  return {
    data,
    next: [hint('task.why', ['task', 'why', input.id], 'See whether it can be claimed')],
    warnings: context.warnings,
  };
}
