import { touch } from '../../runtime/actors.ts';
import { checkHolder, endLease } from '../../runtime/leases.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import { findLeaseOfId } from '../../workspace/fresh-task.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { actingFor } from './acting-for.ts';
import { sendHandoff } from './handoff.ts';
import { leaseNotHeld } from './lease-not-held.ts';
import { notStored } from './not-stored.ts';
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

interface Released {
  readonly data: ReleaseResult;
  readonly warnings: readonly Warning[];
}

/** It was given back already: a note that did not come with that is not stored. */
async function repeatNote(tx: ReadTx, input: ReleaseInput, holder: string): Promise<Warning[]> {
  const { id, note } = input;
  if (note === undefined) {
    return [];
  }
  const ended = { task: id, actor: holder, type: 'lease.released', order: 'newest', limit: 1 } as const;
  const [newest] = await listEvents(tx, ended);
  const isStored = newest?.type === 'lease.released' && newest.data.note === note;
  return notStored({
    held: `${id} was given back already`,
    things: isStored ? [] : ['--note'],
    remedy: `claim it again with \`${taskHint('claim', id, '').cmd}\` to leave one`,
  });
}

async function releaseIn(tx: WriteTx, context: RuntimeContext, input: ReleaseInput): Promise<Released> {
  const { id: taskId } = input;
  const seen = { leaseRow: await findLeaseOfId(tx, taskId, context.workspace !== undefined) };
  const acting = await actingFor(tx, context, { taskId, ...seen });
  const question = { taskId, actor: acting.actor, token: context.leaseToken };
  const check = await checkHolder(tx, question, seen);
  const answer = { task_id: taskId, agent_id: acting.actor, released: true } as const;
  if (!check.held) {
    if (check.reason === 'released') {
      const data = { ...answer, changed: false };
      return { data, warnings: await repeatNote(tx, input, acting.actor) };
    }
    throw leaseNotHeld(taskId, acting.actor, check);
  }
  const note = input.note ?? null;
  await endLease(tx, { taskId, ...acting, by: 'release', note }, seen);
  if (note !== null) {
    await sendHandoff(tx, taskId, { acting, body: note });
  }
  await touch(tx, acting.actor);
  return { data: { ...answer, changed: true }, warnings: [] };
}

/** Gives a lease back. Needs the runtime alone. Errors: LEASE_NOT_HELD. */
export async function releaseTask(
  context: RuntimeContext,
  asked: ReleaseInput,
): Promise<Outcome<ReleaseResult>> {
  const { dryRun } = context;
  const { texts, warnings: redacted } = await withoutSecrets(context, { note: asked.note });
  const input = { ...asked, ...texts };
  const { data, warnings } = await context.runtime.transact(
    async (tx) => await releaseIn(tx, context, input),
    { dryRun },
  );
  const next = [
    hint('task.next', ['task', 'next'], 'See what can be done next'),
    taskHint('claim', input.id, 'Take it again'),
  ];
  return {
    data,
    next: context.workspace === undefined ? [] : next,
    warnings: [...context.warnings, ...redacted, ...warnings],
  };
}
