import type { Now } from '../../model/now.ts';
import type { State, Status } from '../../model/status.ts';
import { isSameTask } from '../../model/reconcile.ts';
import { deriveState } from '../../model/transition.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { listUnmetDependencies, type FreshTask, type UnmetDependency } from '../../workspace/fresh-task.ts';
import { upstreamIn } from '../../workspace/view/state.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint, Outcome } from '../outcome.ts';
import { isStillOpen } from './changed-meanwhile.ts';
import { OverlapFinder, type LockOverlap } from './lock-overlap.ts';
import { tellEarlier } from './earlier-task.ts';
import { nextStep } from './next-step.ts';
import { ownLease } from './own-lease.ts';
import { claimedBy, nextHints, runtimeMark, runtimeWarnings, type ClaimedBy } from './present.ts';
import { requireTask } from './require-task.ts';
import { taskHint } from './task-hint.ts';
import { shownUpstream, upstreamDetails } from './unmerged.ts';

/** A dependency that is not verified, and what it is about itself. */
export interface WaitedFor extends UnmetDependency {
  readonly state: State;
  readonly claimed_by: ClaimedBy | null;
}

/** One thing that stands in the way of a claim by the caller. */
export type Obstacle =
  | {
      readonly kind: 'status';
      readonly status: Status;
      readonly reason: string | null;
      readonly message: string;
    }
  | ({ readonly kind: 'dependency'; readonly message: string } & WaitedFor)
  | ({ readonly kind: 'lease'; readonly message: string } & ClaimedBy)
  | ({ readonly kind: 'lock'; readonly message: string } & LockOverlap)
  | {
      readonly kind: 'settled-upstream';
      readonly status: 'verified' | 'cancelled';
      /** Where, such as `origin/main`, and the full id of its commit. */
      readonly ref: string | null;
      readonly commit: string | null;
      readonly message: string;
    }
  | { readonly kind: 'runtime'; readonly message: string };

export interface WhyResult {
  readonly task_id: string;
  readonly title: string;
  readonly status: Status;
  readonly state: State;
  /** Nothing stands in the way: the caller can claim it now, or holds it already. */
  readonly claimable: boolean;
  /** The caller's own live lease. */
  readonly held: ClaimedBy | null;
  readonly obstacles: readonly Obstacle[];
  readonly runtime?: 'unknown';
}

function statusObstacle({ status, statusFrom, transition, task }: FreshTask): Obstacle[] {
  if (status === 'ready') {
    return [];
  }
  const reason = statusFrom === 'runtime' ? (transition?.reason ?? null) : task.status_reason;
  const because = reason === null ? '' : `: ${reason}`;
  return [{ kind: 'status', status, reason, message: `it is ${status}${because}` }];
}

function upstreamObstacle(tx: ReadTx, { settledUpstream: status }: FreshTask, isMine: boolean): Obstacle[] {
  if (status === undefined || isMine) {
    return [];
  }
  const upstream = upstreamIn(tx);
  const message = `it is ${status} in ${shownUpstream(upstream)}, which is not in this branch`;
  return [{ kind: 'settled-upstream', status, ...upstreamDetails(upstream), message }];
}

async function dependencyObstacle(tx: ReadTx, unmet: UnmetDependency): Promise<Obstacle> {
  const { lease } = await requireTask(tx, unmet.id);
  const state = deriveState(
    unmet.status,
    lease !== undefined,
    (await listUnmetDependencies(tx, unmet.id)).length,
  );
  const elsewhere =
    unmet.upstream === null ? '' : `; in ${shownUpstream(upstreamIn(tx))} it is ${unmet.upstream}`;
  const by = lease === undefined ? '' : ` by ${lease.holder}`;
  const message = `it depends on ${unmet.id}, which is ${state}${by}${elsewhere}`;
  return { kind: 'dependency', ...unmet, state, claimed_by: claimedBy(lease, tx.now), message };
}

function leaseObstacle({ task, lease }: FreshTask, now: Now): Obstacle[] {
  const held = claimedBy(lease, now);
  if (held === null || lease === undefined) {
    return [];
  }
  const what = isSameTask(task.created_at, lease.createdAt) ? 'it' : `the lease of ${tellEarlier(lease)},`;
  const message = `${held.agent_id} holds ${what} until ${held.expires_at ?? 'an unknown time'}`;
  return [{ kind: 'lease', ...held, message }];
}

function lockObstacle(overlap: LockOverlap): Obstacle {
  const { lock, other_lock: other, task_id: id, holder } = overlap;
  return {
    kind: 'lock',
    ...overlap,
    message: `its lock ${lock} overlaps ${other} of ${id}, held by ${holder}`,
  };
}

/** What is over waits for nothing, and a renewal by the holder of what is not over has nothing in its way. */
async function listObstacles(tx: ReadTx, fresh: FreshTask, actor: string): Promise<Obstacle[]> {
  const { task } = fresh;
  const isOpen = isStillOpen(fresh.status);
  const isMine = ownLease(fresh, actor) !== undefined;
  if (isMine && isOpen) {
    return [];
  }
  const obstacles = [...statusObstacle(fresh), ...upstreamObstacle(tx, fresh, isMine)];
  for (const each of isOpen ? await listUnmetDependencies(tx, task.id) : []) {
    obstacles.push(await dependencyObstacle(tx, each));
  }
  obstacles.push(...(isMine ? [] : leaseObstacle(fresh, tx.now)));
  if (isOpen) {
    obstacles.push(...(await new OverlapFinder(tx, actor).of(task)).map(lockObstacle));
  }
  return obstacles;
}

async function whyIn(tx: ReadTx, context: OperationContext, id: string): Promise<WhyResult> {
  const { actor, runtime } = context;
  const fresh = await requireTask(tx, id);
  const { task, lease } = fresh;
  const unmet = await listUnmetDependencies(tx, task.id);
  const obstacles: Obstacle[] = [
    ...(runtime.mode === 'unavailable'
      ? [{ kind: 'runtime', message: 'the runtime cannot be read, so what is held is not known' } as const]
      : []),
    ...(await listObstacles(tx, fresh, actor)),
  ];
  return {
    task_id: task.id,
    title: task.title,
    status: fresh.status,
    state: deriveState(fresh.status, lease !== undefined, unmet.length),
    claimable: obstacles.length === 0,
    held: claimedBy(ownLease(fresh, actor), tx.now),
    obstacles,
    ...runtimeMark(runtime),
  };
}

/** What moves a dependency on: nobody can claim what is done, and what is held has somebody at work on it. */
function hintFor(taskId: string, dependency: WaitedFor): Hint {
  const { id, state, upstream } = dependency;
  if (upstream === 'verified') {
    return taskHint('why', id, `See where ${id} is verified: that branch has to come into this one`);
  }
  switch (state) {
    case 'claimable':
      return taskHint('claim', id, `Take ${id} first`);
    case 'done':
      return taskHint('verify', id, `Confirm that ${id} is done`);
    case 'claimed':
      return taskHint('show', id, `See how far ${id} is`);
    case 'draft':
      return taskHint('ready', id, `Offer ${id} when it is ready`);
    case 'cancelled':
    case 'deleted':
      return taskHint(
        'update',
        { id: taskId, flags: [`--rm-dep=${id.replaceAll(',', '\\,')}`] },
        `Stop waiting for ${id}, which is ${state}`,
      );
    case 'held':
    case 'waiting':
    case 'verified':
      return taskHint('why', id, `See what ${id} waits for`);
  }
}

const MAX_HINTS = 3;

/** A lease of the caller's own is in the way only where it is of an earlier task of the id. */
function isOwnInTheWay({ obstacles }: WhyResult, actor: string): boolean {
  return obstacles.some((each) => each.kind === 'lease' && each.agent_id === actor);
}

function usualHints(data: WhyResult, actor: string): Hint[] {
  const { task_id: id, status, claimable } = data;
  if (isOwnInTheWay(data, actor)) {
    return [taskHint('release', id, 'Give back the lease of the earlier task')];
  }
  const step = nextStep({ id, status, claimable, held: data.held !== null });
  if (step !== undefined) {
    return [step];
  }
  const dependencies = data.obstacles
    .filter((each) => each.kind === 'dependency')
    .map((each) => hintFor(id, each));
  const others = hint('task.next', ['task', 'next'], 'See what can be done now');
  return dependencies.length === 0 ? [others] : dependencies.slice(0, MAX_HINTS);
}

/** Says what stands in the way of claiming a task, as data. Errors: TASK_NOT_FOUND. */
export async function whyTask(context: OperationContext, input: { id: string }): Promise<Outcome<WhyResult>> {
  const data = await context.workspace.read(async (tx) => await whyIn(tx, context, input.id), 'current', {
    upstream: true,
  });
  return {
    data,
    next: nextHints(context.runtime, usualHints(data, context.actor)),
    warnings: [...context.warnings, ...runtimeWarnings(context.runtime)],
  };
}
