import { actorKind } from '../../model/actor.ts';
import type { LeaseSeen } from '../../runtime/tables/lease.ts';
import { holderReleasedBy } from '../../runtime/lease-holder.ts';
import { soleAiActor } from '../../runtime/actors.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { liveLease } from '../../workspace/fresh-task.ts';
import type { RuntimeContext } from '../context.ts';

/** Who an event is by, and who ran the command where that is somebody else. */
export interface Acting {
  readonly actor: string;
  readonly via: string | null;
}

/**
 * Whom `done`, `release` and `renew` act for. Where neither flag nor variable names an actor, that is the live holder of
 * the task, but only if it is the one agent ever seen in this runtime: with two, a guess could end another's lease. Where
 * nobody holds the task any more, it is whoever's lease the caller ended last: so that a call can be repeated.
 */
export async function actingFor(
  tx: ReadTx,
  context: RuntimeContext,
  { taskId, leaseRow }: LeaseSeen & { readonly taskId: string },
): Promise<Acting> {
  const self: Acting = { actor: context.actor, via: null };
  const lease = liveLease(leaseRow, tx.epoch, tx.now);
  if (lease === undefined) {
    const holder = await holderReleasedBy(tx, { taskId, via: context.actor });
    return holder === undefined ? self : { actor: holder, via: context.actor };
  }
  if (context.actorFrom === 'flag' || context.actorFrom === 'env') {
    return self;
  }
  if (lease.holder === context.actor || actorKind(lease.holder) !== 'ai') {
    return self;
  }
  return (await soleAiActor(tx)) === lease.holder ? { actor: lease.holder, via: context.actor } : self;
}
