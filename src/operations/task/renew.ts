import { DEFAULT_TTL_MS, parseTtl } from '../../model/duration.ts';
import { remainingMs } from '../../model/lease.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { touch } from '../../runtime/actors.ts';
import { renewLease } from '../../runtime/leases.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import { findLeaseOfId } from '../../workspace/fresh-task.ts';
import type { RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { actingFor } from './acting-for.ts';
import { leaseNotHeld } from './lease-not-held.ts';
import { taskHint } from './task-hint.ts';

export interface RenewInput {
  readonly id: string;
  readonly ttl?: string | undefined;
}

export interface RenewResult {
  readonly task_id: string;
  readonly token: string;
  /** The same as `token`. */
  readonly lease_id: string;
  readonly agent_id: string;
  readonly expires_at: string;
  /** The same as `expires_at`. */
  readonly new_expires_at: string;
  readonly ttl_seconds: number;
}

async function renewIn(
  tx: WriteTx,
  context: RuntimeContext,
  request: { id: string; ttlMs: number | undefined },
): Promise<RenewResult> {
  const { id: taskId } = request;
  const seen = { leaseRow: await findLeaseOfId(tx, taskId, context.workspace !== undefined) };
  const { actor } = await actingFor(tx, context, { taskId, ...seen });
  const ttlMs = request.ttlMs ?? seen.leaseRow?.deadline?.ttlMs ?? DEFAULT_TTL_MS;
  const check = await renewLease(tx, { taskId, actor, token: context.leaseToken, ttlMs }, seen);
  if (!check.held) {
    throw leaseNotHeld(taskId, actor, check);
  }
  const { lease } = check;
  await touch(tx, actor);
  const left = lease.deadline === undefined ? 0 : remainingMs(lease.deadline, tx.now);
  const expiresAt = formatTimestamp(tx.now.wallMs + left);
  return {
    task_id: taskId,
    token: lease.token,
    lease_id: lease.token,
    agent_id: actor,
    expires_at: expiresAt,
    new_expires_at: expiresAt,
    ttl_seconds: Math.round(left / 1000),
  };
}

/**
 * Extends a lease by its holder, by as long as it was granted for unless a TTL is given; a renewal never shortens. Needs
 * the runtime alone. Errors: LEASE_NOT_HELD, INPUT_INVALID (the TTL).
 */
export async function renewTask(context: RuntimeContext, input: RenewInput): Promise<Outcome<RenewResult>> {
  const ttlMs = input.ttl === undefined ? undefined : parseTtl(input.ttl);
  const request = { id: input.id, ttlMs };
  const data = await context.runtime.transact(async (tx) => await renewIn(tx, context, request), {
    dryRun: context.dryRun,
  });
  const done = taskHint('done', data.task_id, 'Mark it done when it is');
  return { data, next: context.workspace === undefined ? [] : [done], warnings: context.warnings };
}
