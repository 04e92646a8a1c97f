import type { State, Status } from '../../model/status.ts';
import { deriveState } from '../../model/transition.ts';
import { listUnmetDependencies, type UnmetDependency } from '../../workspace/fresh-task.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { findOverlaps, listOthersLocks, type LockOverlap } from './lock-overlap.ts';
import { claimedBy, runtimeMark, type ClaimedBy } from './present.ts';
import { requireTask } from './require-task.ts';

/** One thing that stands in the way of a claim by the caller. */
export type Obstacle =
  | { readonly kind: 'status'; readonly status: Status; readonly reason: string | null; readonly message: string }
  | ({ readonly kind: 'dependency'; readonly message: string } & UnmetDependency)
  | ({ readonly kind: 'lease'; readonly message: string } & ClaimedBy)
  | ({ readonly kind: 'lock'; readonly message: string } & LockOverlap)
  | { readonly kind: 'runtime'; readonly message: string };

export interface WhyResult {
  readonly task_id: string;
  readonly title: string;
  readonly status: Status;
  readonly state: State;
  /** The caller can claim it now. */
  readonly claimable: boolean;
  readonly obstacles: readonly Obstacle[];
  readonly runtime?: 'unknown';
}

function statusObstacle(status: Status, reason: string | null): Obstacle[] {
  if (status === 'ready') {
    return [];
  }
  const because = reason === null ? '' : `: ${reason}`;
  return [{ kind: 'status', status, reason, message: `it is ${status}${because}` }];
}

/** Says what stands in the way of claiming a task, as data. Errors: TASK_NOT_FOUND. */
export async function whyTask(context: OperationContext, input: { id: string }): Promise<Outcome<WhyResult>> {
  const { actor, runtime } = context;
  const data = await context.workspace.read(async (tx): Promise<WhyResult> => {
    const fresh = await requireTask(tx, input.id);
    const { task, lease } = fresh;
    const unmet = await listUnmetDependencies(tx, task.id);
    const held = claimedBy(lease?.holder === actor ? undefined : lease, tx.now);
    const overlaps = findOverlaps(task, await listOthersLocks(tx, actor));
    const obstacles: Obstacle[] = [
      ...(runtime.mode === 'unavailable' ? [{ kind: 'runtime', message: 'the runtime cannot be read' } as const] : []),
      ...statusObstacle(fresh.status, fresh.transition?.reason ?? task.status_reason),
      ...unmet.map((each) => ({ kind: 'dependency', ...each, message: `it depends on ${each.id}, which is ${each.status}` }) as const),
      ...(held === null ? [] : [{ kind: 'lease', ...held, message: `${held.agent_id} holds it until ${held.expires_at ?? 'an unknown time'}` } as const]),
      ...overlaps.map((each) => ({ kind: 'lock', ...each, message: `its lock ${each.lock} overlaps ${each.other_lock} of ${each.task_id}, held by ${each.holder}` }) as const),
    ];
    const state = deriveState(fresh.status, lease !== undefined, unmet.length);
    return { task_id: task.id, title: task.title, status: fresh.status, state, claimable: obstacles.length === 0, obstacles, ...runtimeMark(runtime) };
  });
  const next = data.claimable
    ? [hint('task.claim', ['task', 'claim', data.task_id], 'Take it')]
    : data.obstacles.flatMap((each) => (each.kind === 'dependency' ? [hint('task.why', ['task', 'why', each.id], `See what ${each.id} waits for`)] : [])).slice(0, 3);
  return { data, next, warnings: context.warnings };
}
