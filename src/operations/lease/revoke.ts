import { LodestarError } from '../../errors.ts';
import { actorKind } from '../../model/actor.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { revokeLease } from '../../runtime/leases.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import { recipientOfAgent } from '../../runtime/tables/message.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { requireReason } from '../task/require-reason.ts';
import { taskHint } from '../task/task-hint.ts';

export interface RevokeInput {
  readonly id: string;
  readonly reason: string;
}

export interface RevokeResult {
  readonly task_id: string;
  /** Who held it; the reason was sent to it as a message. */
  readonly holder: string;
  readonly reason: string;
  /** False when the same person had revoked it already and nobody holds it since. */
  readonly changed: boolean;
}

/** Whose lease the actor revoked, where nothing has happened to the task's lease since. */
async function revokedBefore(tx: ReadTx, taskId: string, actor: string): Promise<string | undefined> {
  const [revoked] = await listEvents(tx, { task: taskId, type: 'lease.revoked', order: 'newest', limit: 1 });
  if (revoked?.type !== 'lease.revoked' || revoked.actor !== actor) {
    return undefined;
  }
  const since = { task: taskId, type: 'lease.granted', afterSeq: revoked.seq, limit: 1 } as const;
  return (await listEvents(tx, since)).length === 0 ? revoked.data.holder : undefined;
}

/** Whoever loses a lease without having done anything is told why. */
async function tellHolder(
  tx: WriteTx,
  actor: string,
  { id, holder, reason }: { id: string; holder: string; reason: string },
): Promise<void> {
  const data = {
    recipient: recipientOfAgent(holder),
    subject: `Lease of ${id} revoked`,
    severity: 'warning',
    body: reason,
    reply_to: null,
  } as const;
  await tx.append({ type: 'message.sent', actor, taskId: id, data });
}

async function revokeIn(tx: WriteTx, actor: string, input: RevokeInput): Promise<RevokeResult> {
  const { id, reason } = input;
  await ensureActor(tx, actor);
  const lease = await revokeLease(tx, { taskId: id, actor, via: null, reason });
  const holder = lease?.holder ?? (await revokedBefore(tx, id, actor));
  if (holder === undefined) {
    throw new LodestarError('LEASE_NOT_FOUND', `${id} has no live lease`, { details: { task_id: id } });
  }
  if (lease !== undefined) {
    await tellHolder(tx, actor, { id, holder, reason });
  }
  await touch(tx, actor);
  return { task_id: id, holder, reason, changed: lease !== undefined };
}

/**
 * Ends somebody's lease by authority, and tells its holder why. Needs the runtime alone. Errors: ACTOR_KIND_REFUSED,
 * LEASE_NOT_FOUND, INPUT_INVALID (the reason).
 */
export async function revoke(context: RuntimeContext, input: RevokeInput): Promise<Outcome<RevokeResult>> {
  const { actor, dryRun } = context;
  if (actorKind(actor) !== 'human') {
    throw new LodestarError('ACTOR_KIND_REFUSED', `only a person can revoke a lease, and ${actor} is none`, {
      details: { actor, verb: 'revoke' },
    });
  }
  const { texts, warnings } = await withoutSecrets(context, {
    reason: requireReason(input.reason, 'revoke'),
  });
  const request = { id: input.id, ...texts };
  const data = await context.runtime.transact(async (tx) => await revokeIn(tx, actor, request), { dryRun });
  const why = taskHint('why', input.id, 'See whether it can be claimed');
  return {
    data,
    next: context.workspace === undefined ? [] : [why],
    warnings: [...context.warnings, ...warnings],
  };
}
