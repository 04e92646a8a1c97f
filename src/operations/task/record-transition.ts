import { LodestarError } from '../../errors.ts';
import { readBranch, readHead } from '../../git/head.ts';
import type { TransitionData } from '../../model/event.ts';
import { nextStamp } from '../../model/reconcile.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { isVerbAllowed, TRANSITION_RULES, verbsFor, type StatusVerb } from '../../model/transition.ts';
import type { Status, TransitionStatus } from '../../model/status.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import type { RuntimeContext } from '../context.ts';
import { OperationFailure } from '../failure.ts';
import type { Acting } from './acting-for.ts';
import { nextStep } from './next-step.ts';
import { taskHint } from './task-hint.ts';

/** The verbs that the runtime records; `ready` and `delete` are edits of the spec. */
export type TransitionVerb = Exclude<StatusVerb, 'ready' | 'delete'>;

const EVENT_OF_VERB = {
  block: 'task.blocked',
  unblock: 'task.unblocked',
  done: 'task.done',
  verify: 'task.verified',
  reject: 'task.rejected',
  reopen: 'task.reopened',
  cancel: 'task.cancelled',
} as const satisfies Record<TransitionVerb, string>;

/** Branch and commit of this checkout; nulls without Git or before the first commit. */
export function headOf(context: RuntimeContext): { branch: string | null; head: string | null } {
  const repository = context.workspace?.paths.repository;
  if (repository === undefined) {
    return { branch: null, head: null };
  }
  const { branch, commit } = readHead(repository);
  return { branch, head: commit };
}

/** The branch of this checkout. */
export function branchOf(context: RuntimeContext): string | null {
  const repository = context.workspace?.paths.repository;
  return repository === undefined ? null : readBranch(repository);
}

export function transitionRefused(fresh: FreshTask, verb: StatusVerb): LodestarError {
  const { status, task } = fresh;
  const verbs = verbsFor(status);
  // A hint never proposes to destroy.
  const proposed = verbs.filter((each) => each !== 'delete');
  const step = nextStep({ id: task.id, status, claimable: false, held: false });
  return new OperationFailure('TRANSITION_REFUSED', `${task.id} is ${status}: \`${verb}\` does not fit`, {
    details: { task_id: task.id, status, verb, verbs },
    hint: `What fits: ${proposed.join(', ')}.`,
    next: [step ?? taskHint('why', task.id, 'See whether it can be claimed')],
  });
}

/** TRANSITION_REFUSED unless the table of verbs has this one for the task's present status. */
export function requireVerb(fresh: FreshTask, verb: StatusVerb): void {
  if (!isVerbAllowed(verb, fresh.status)) {
    throw transitionRefused(fresh, verb);
  }
}

/** While a task is leased, only its holder may block, unblock, cancel, delete or rename it. */
export function requireHolderOrFree(fresh: FreshTask, actor: string, verb: StatusVerb | 'rename'): void {
  const holder = fresh.lease?.holder;
  if (holder !== undefined && holder !== actor) {
    throw new LodestarError(
      'LEASE_HELD',
      `${fresh.task.id} is held by ${holder}: only its holder can ${verb} it`,
      {
        details: { task_id: fresh.task.id, holder, verb },
        hint: 'Ask the holder, or wait until the lease ends.',
      },
    );
  }
}

/** Who completed the task and when, as the transition of a verification carries it on. */
function completionOf(
  fresh: FreshTask,
  verb: TransitionVerb,
  own: { actor: string; stamp: number },
): Pick<TransitionData, 'completed_by' | 'completed_at'> {
  if (verb === 'done') {
    return { completed_by: own.actor, completed_at: own.stamp };
  }
  if (verb !== 'verify') {
    return { completed_by: null, completed_at: null };
  }
  if (fresh.statusFrom === 'runtime') {
    return {
      completed_by: fresh.transition?.completedBy ?? null,
      completed_at: fresh.transition?.completedAt ?? null,
    };
  }
  return { completed_by: fresh.task.completed_by, completed_at: fresh.stamp === 0 ? null : fresh.stamp };
}

export interface TransitionRequest {
  readonly verb: TransitionVerb;
  readonly reason: string | null;
  readonly acting: Acting;
  /** The status that the verb was judged by, where an edit of the spec has changed it since. */
  readonly from?: Status | undefined;
  /** Only of `verify`: criteria were left unchecked and that was accepted. */
  readonly acceptedUnchecked?: boolean;
}

export interface RecordedTransition {
  readonly status: TransitionStatus;
  readonly stamp: number;
  readonly at: string;
}

/** Appends the event of a transition that the caller has found to fit. The stamp goes above all that was seen. */
export async function recordTransition(
  tx: WriteTx,
  context: RuntimeContext,
  change: { fresh: FreshTask; request: TransitionRequest },
): Promise<RecordedTransition> {
  const { fresh, request } = change;
  const { verb, acting } = request;
  const stamp = nextStamp(tx.now.wallMs, fresh.stamp);
  const status: TransitionStatus = TRANSITION_RULES[verb].to;
  const data: TransitionData = {
    created_at: fresh.task.created_at,
    from: request.from ?? fresh.status,
    status,
    stamp,
    reason: request.reason,
    ...headOf(context),
    ...completionOf(fresh, verb, { actor: acting.actor, stamp }),
  };
  const envelope = { actor: acting.actor, via: acting.via, taskId: fresh.task.id };
  if (verb === 'verify') {
    const accepted = request.acceptedUnchecked ?? false;
    await tx.append({ ...envelope, type: 'task.verified', data: { ...data, accepted_unchecked: accepted } });
  } else {
    await tx.append({ ...envelope, type: EVENT_OF_VERB[verb], data });
  }
  return { status, stamp, at: formatTimestamp(stamp) };
}
