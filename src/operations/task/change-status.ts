import type { Status } from '../../model/status.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { endLease } from '../../runtime/leases.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import type { Warning } from '../outcome.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { alreadyHolds, heldSince } from './already-holds.ts';
import { reasonNotStored, reasonOf } from './not-stored.ts';
import {
  recordTransition,
  requireHolderOrFree,
  requireVerb,
  type TransitionVerb,
} from './record-transition.ts';
import { requireReason } from './require-reason.ts';
import { requireTask } from './require-task.ts';
import { isWithheldBySpec, readyEdit } from './withheld.ts';

export interface StatusChange {
  readonly id: string;
  readonly verb: Exclude<TransitionVerb, 'done' | 'verify'>;
  readonly reason: string | null;
}

/** What a change of status by hand answers. */
export interface StatusResult {
  readonly task_id: string;
  readonly status: 'ready' | 'blocked' | 'cancelled';
  readonly previous_status: string;
  /** The one that is stored: of a repeated call the first one's. */
  readonly reason: string | null;
  /** When it took effect; null where it held already and the spec does not say since when. */
  readonly at: string | null;
  /** False when the same actor had done it already. */
  readonly changed: boolean;
  /** Whose lease it ended, if it did. */
  readonly lease_ended: string | null;
  /** The spec was edited as well, because it withheld the task. */
  readonly spec_edited: boolean;
}

export interface StatusChanged {
  readonly data: StatusResult;
  readonly warnings: readonly Warning[];
}

const STATUS_OF_VERB = {
  block: 'blocked',
  unblock: 'ready',
  reject: 'ready',
  reopen: 'ready',
  cancel: 'cancelled',
} as const satisfies Record<StatusChange['verb'], StatusResult['status']>;

/** These take a task out of its holder's hands. */
function endsLease(verb: StatusChange['verb']): boolean {
  return verb === 'block' || verb === 'cancel';
}

/** TRANSITION_REFUSED, or LEASE_HELD for what only the holder may do while the task is leased. */
function requireAllowed(fresh: FreshTask, verb: StatusChange['verb'], actor: string): void {
  requireVerb(fresh, verb);
  if (verb !== 'reject' && verb !== 'reopen') {
    requireHolderOrFree(fresh, actor, verb);
  }
}

/** Only the spec can lift what it withholds. */
function isToBeLifted(fresh: FreshTask, verb: StatusChange['verb']): boolean {
  return STATUS_OF_VERB[verb] === 'ready' && isWithheldBySpec(fresh);
}

interface JudgedChange extends StatusChange {
  /** The status that the spec's edit has just lifted, the rules being judged by it. */
  readonly lifted?: Status | undefined;
}

/** `undefined` where the spec has come to withhold the task since it was looked at. */
async function changeIn(
  tx: WriteTx,
  context: OperationContext,
  change: JudgedChange,
): Promise<StatusChanged | undefined> {
  const { actor } = context;
  const { verb, reason, lifted } = change;
  const fresh = await requireTask(tx, change.id);
  if (lifted === undefined && isToBeLifted(fresh, verb)) {
    return undefined;
  }
  const status = STATUS_OF_VERB[verb];
  const answer = {
    task_id: fresh.task.id,
    status,
    previous_status: lifted ?? fresh.status,
    reason,
    spec_edited: lifted !== undefined,
  };
  if (lifted === undefined && alreadyHolds(fresh, verb, actor)) {
    const held = { reason: reasonOf(fresh), at: heldSince(fresh), changed: false, lease_ended: null };
    return { data: { ...answer, ...held }, warnings: reasonNotStored(fresh, reason) };
  }
  if (lifted === undefined) {
    requireAllowed(fresh, verb, actor);
  }
  await ensureActor(tx, actor);
  const acting = { actor, via: null };
  const recorded = await recordTransition(tx, context, {
    fresh,
    request: { verb, reason, acting, from: lifted },
  });
  const ended = endsLease(verb) ? fresh.lease : undefined;
  if (ended !== undefined) {
    await endLease(tx, { taskId: fresh.task.id, actor, via: null, by: verb, note: reason }, fresh);
  }
  await touch(tx, actor);
  const data = { ...answer, at: recorded.at, changed: true, lease_ended: ended?.holder ?? null };
  return { data, warnings: [] };
}

/** Lifts what the spec withholds by hand. The rules are judged here, before the spec is touched. */
async function liftPlan(
  tx: ReadTx,
  context: OperationContext,
  change: StatusChange,
): Promise<EditPlan<Status | undefined>> {
  const fresh = await requireTask(tx, change.id);
  if (!isToBeLifted(fresh, change.verb)) {
    return { edits: [], result: undefined };
  }
  requireAllowed(fresh, change.verb, context.actor);
  return { edits: [readyEdit(fresh, { actor: context.actor, wallMs: tx.now.wallMs })], result: fresh.status };
}

async function liftAndChange(
  context: OperationContext,
  change: StatusChange,
): Promise<StatusChanged | undefined> {
  const { workspace, dryRun } = context;
  return await workspace.withSpecMutex(async () => {
    const plan = async (tx: ReadTx): Promise<EditPlan<Status | undefined>> =>
      await liftPlan(tx, context, change);
    const { result: lifted } = await workspace.edit(plan, { dryRun });
    const judged = { ...change, lifted };
    return await workspace.transact(async (tx) => await changeIn(tx, context, judged), { dryRun });
  });
}

async function apply(context: OperationContext, change: StatusChange): Promise<StatusChanged> {
  const { workspace, dryRun } = context;
  let changed: StatusChanged | undefined;
  while (changed === undefined) {
    const isWithheld = await workspace.read(async (tx) =>
      isToBeLifted(await requireTask(tx, change.id), change.verb),
    );
    changed = isWithheld
      ? await liftAndChange(context, change)
      : await workspace.transact(async (tx) => await changeIn(tx, context, change), { dryRun });
  }
  return changed;
}

/**
 * Blocks, unblocks, rejects, reopens or cancels a task. A transition is recorded in the runtime and seen by every worktree
 * at once; where the spec withholds the task by hand, the spec is edited first, under its mutex, and its failure is the
 * command's. Errors: TASK_NOT_FOUND, TRANSITION_REFUSED, LEASE_HELD, INPUT_INVALID (the reason), and those of an edit of
 * the spec.
 */
export async function changeStatus(context: OperationContext, input: StatusChange): Promise<StatusChanged> {
  const given = input.reason === null ? null : requireReason(input.reason, input.verb);
  const { texts, warnings: redacted } = await withoutSecrets(context, { reason: given });
  const { data, warnings } = await apply(context, { ...input, ...texts });
  return { data, warnings: [...redacted, ...warnings] };
}
