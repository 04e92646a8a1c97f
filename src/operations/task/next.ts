import { isLeaseLive } from '../../model/lease.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import { countClaimable } from '../../workspace/view/rows.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { warnOfLabels, type OfferFilters } from './filters.ts';
import { findOffers } from './offer.ts';
import { expiresAt } from './present.ts';
import { readReturned, type Returned } from './returned.ts';
import { taskHint } from './task-hint.ts';
import { warnOfSettled } from './unmerged.ts';

export interface NextInput {
  readonly count: number;
  readonly filters: OfferFilters;
  /** Offer what the default branch has settled as well. */
  readonly allowUpstream?: boolean | undefined;
}

export interface OfferedTask {
  readonly id: string;
  readonly title: string;
  readonly priority: number;
  readonly labels: readonly string[];
  /** How many tasks wait for it directly. */
  readonly dependents: number;
  /** Why it is offered, and why in this place. */
  readonly why: readonly string[];
  /** Who held it last, when that lease lapsed without being given back. */
  readonly lapsed: { readonly holder: string; readonly expired_at: string | null } | null;
  /** The rejection or reopening that made it ready again: why it is to be done once more. */
  readonly returned: Returned | null;
}

export interface HeldTask {
  readonly task_id: string;
  readonly title: string;
  readonly token: string;
  readonly expires_at: string | null;
}

export interface NextResult {
  readonly tasks: readonly OfferedTask[];
  /** Tasks that are ready, unleased, with every dependency verified, not settled upstream; filters and locks do not count. */
  readonly total_claimable: number;
  /** What the caller holds now. */
  readonly held: readonly HeldTask[];
}

function readiness(dependencies: number): string {
  switch (dependencies) {
    case 0:
      return 'depends on nothing';
    case 1:
      return 'its dependency is verified';
    default:
      return `all ${String(dependencies)} dependencies are verified`;
  }
}

function reasons(fresh: FreshTask): string[] {
  const { task } = fresh;
  const dependencies = new Set(task.depends_on).size;
  const opens =
    fresh.dependents === 0
      ? []
      : [`${String(fresh.dependents)} ${fresh.dependents === 1 ? 'task waits' : 'tasks wait'} for it`];
  const lapsed = fresh.leaseRow === undefined ? [] : [`the lease of ${fresh.leaseRow.holder} lapsed`];
  return [`priority ${String(task.priority)}`, readiness(dependencies), ...opens, ...lapsed];
}

async function offered(tx: ReadTx, fresh: FreshTask): Promise<OfferedTask> {
  const { task, leaseRow } = fresh;
  const lapsed =
    leaseRow === undefined ? null : { holder: leaseRow.holder, expired_at: expiresAt(leaseRow, tx.now) };
  return {
    id: task.id,
    title: task.title,
    priority: task.priority,
    labels: task.labels,
    dependents: fresh.dependents,
    why: reasons(fresh),
    lapsed,
    returned: await readReturned(tx, fresh),
  };
}

async function listHeld(tx: ReadTx, actor: string): Promise<HeldTask[]> {
  const leases = await listLeases(tx);
  return leases
    .filter((lease) => lease.holder === actor && isLeaseLive(lease, tx.epoch, tx.now))
    .map((lease) => ({
      task_id: lease.taskId,
      title: lease.title,
      token: lease.token,
      expires_at: expiresAt(lease, tx.now),
    }));
}

/** Offers tasks in the order in which they should be done. Errors: RUNTIME_READONLY. */
export async function nextTasks(context: OperationContext, input: NextInput): Promise<Outcome<NextResult>> {
  // What is held is not known without it, and offering a held task would be wrong.
  requireRuntime(context.runtime);
  const { actor } = context;
  const read = async (tx: ReadTx): Promise<NextResult> => {
    const offers = await findOffers(tx, {
      actor,
      filters: input.filters,
      limit: input.count,
      allowOverlap: false,
      allowUpstream: input.allowUpstream === true,
    });
    const tasks: OfferedTask[] = [];
    for (const fresh of offers) {
      tasks.push(await offered(tx, fresh));
    }
    return { tasks, total_claimable: await countClaimable(tx), held: await listHeld(tx, actor) };
  };
  const data = await context.workspace.read(read, 'current', { upstream: true });
  const warnings =
    data.tasks.length === 0
      ? [
          ...(await warnOfLabels(context.workspace, input.filters)),
          ...(input.allowUpstream === true ? [] : await warnOfSettled(context.workspace)),
        ]
      : [];
  const first = data.tasks[0];
  const claim = first === undefined ? [] : [taskHint('claim', first.id, `Take ${first.id}`)];
  const done = data.held.slice(0, 1).map((each) => taskHint('done', each.task_id, `Finish ${each.task_id}`));
  const waiting =
    first === undefined ? [hint('task.list', ['task', 'list', '--state', 'waiting'], 'See what waits')] : [];
  return { data, next: [...claim, ...done, ...waiting], warnings: [...context.warnings, ...warnings] };
}
