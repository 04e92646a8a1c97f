import { touch } from '../../runtime/actors.ts';
import { checkHolder, endLease } from '../../runtime/leases.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { actingFor } from './acting-for.ts';
import { sendHandoff } from './handoff.ts';
import { leaseNotHeld } from './lease-not-held.ts';
import { taskHint } from './task-hint.ts';

export interface ReleaseInput {
  readonly id: string;
  /** Becomes the handoff that the next claim shows. */
  readonly note?: string | undefined;
}

export interface ReleaseResult {
  readonly task_id: string;
  readonly agent_id: string;
  readonly released: true;
  /** False when the caller had given it back already. */
  readonly changed: boolean;
}

async function releaseIn(tx: WriteTx, context: RuntimeContext, input: ReleaseInput): Promise<ReleaseResult> {
  const acting = await actingFor(tx, context, input.id);
  const check = await checkHolder(tx, { taskId: input.id, actor: acting.actor, token: context.leaseToken });
  const answer = { task_id: input.id, agent_id: acting.actor, released: true } as const;
  if (!check.held) {
    if (check.reason === 'released') {
      return { ...answer, changed: false };
    }
    throw leaseNotHeld(input.id, acting.actor, check);
  }
  const note = input.note ?? null;
  await endLease(tx, { taskId: input.id, actor: acting.actor, via: acting.via, by: 'release', note });
  if (note !== null) {
    await sendHandoff(tx, input.id, { acting, body: note });
  }
  await touch(tx, acting.actor);
  return { ...answer, changed: true };
}

/** Gives a lease back. Needs the runtime alone. Errors: LEASE_NOT_HELD. */
export async function releaseTask(
  context: RuntimeContext,
  input: ReleaseInput,
): Promise<Outcome<ReleaseResult>> {
  const { dryRun } = context;
  const data = await context.runtime.transact(async (tx) => await releaseIn(tx, context, input), { dryRun });
  const next = [
    hint('task.next', ['task', 'next'], 'See what can be done next'),
    taskHint('claim', input.id, 'Take it again'),
  ];
  return { data, next: context.workspace === undefined ? [] : next, warnings: context.warnings };
}
