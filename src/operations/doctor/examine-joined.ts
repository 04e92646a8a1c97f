import { compareNatural } from '../../model/natural-order.ts';
import { isRenamedTask } from '../../model/reconcile.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import { listTransitions } from '../../runtime/tables/transition.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findTask, listFormerIds, listTaskIds } from '../../workspace/view/rows.ts';
import { listUnsettled } from '../settle/settle.ts';
import { examined, found, type Examined, type Found } from './finding.ts';

const SHOWN_IDS = 5;

function someOf(ids: readonly string[]): string {
  const shown = ids.slice(0, SHOWN_IDS).join(', ');
  return ids.length > SHOWN_IDS ? `${shown} and ${ids.length - SHOWN_IDS} more` : shown;
}

interface Drifted {
  readonly id: string;
  readonly settled: string;
  readonly inSpec: string;
}

/** The outcome of each task that was settled last, by its id. */
async function lastSettlements(tx: ReadTx): Promise<Map<string, { status: string; stamp: number }>> {
  const settlements = new Map<string, { status: string; stamp: number }>();
  for (const event of await listEvents(tx, { type: 'task.settled' })) {
    if (event.type === 'task.settled' && event.taskId !== null) {
      settlements.set(event.taskId, event.data);
    }
  }
  return settlements;
}

/** Tasks whose latest transition was settled once, and which this checkout's spec has otherwise. */
async function listDrifted(tx: ReadTx): Promise<Drifted[]> {
  const settlements = await lastSettlements(tx);
  const drifted: Drifted[] = [];
  for (const { taskId: id, status, stamp, createdAt } of await listTransitions(tx)) {
    const settled = settlements.get(id);
    const isLatest = settled?.status === status && settled.stamp === stamp;
    const task = isLatest ? await findTask(tx, id) : undefined;
    if (task?.outcome.createdAt !== createdAt) {
      continue;
    }
    const { outcome } = task;
    if (outcome.status !== status || outcome.stamp !== stamp) {
      drifted.push({ id, settled: status, inSpec: outcome.status });
    }
  }
  return drifted;
}

async function listOrphans(tx: ReadTx): Promise<string[]> {
  const own = new Set(await listTaskIds(tx));
  const former = await listFormerIds(tx);
  const rows = [...(await listTransitions(tx)), ...(await listLeases(tx))].filter(
    ({ taskId, createdAt }) => !isRenamedTask(former.get(taskId)?.createdAt ?? null, createdAt),
  );
  return [...new Set(rows.map((row) => row.taskId))].filter((id) => !own.has(id)).sort(compareNatural);
}

async function examineSettled(tx: ReadTx): Promise<Found[]> {
  const drifted = await listDrifted(tx);
  const isDrifted = new Set(drifted.map(({ id }) => id));
  const unsettled = (await listUnsettled(tx))
    .filter((fresh) => !isDrifted.has(fresh.task.id))
    .map((fresh) => `${fresh.task.id} (${fresh.status})`);
  const told = drifted.map(
    ({ id, settled, inSpec }) => `${id} (settled ${settled}, the spec says ${inSpec})`,
  );
  return [
    ...(unsettled.length === 0
      ? []
      : [found('UNSETTLED', `${unsettled.length} not in this checkout's spec yet: ${someOf(unsettled)}`)]),
    ...(told.length === 0
      ? []
      : [found('SETTLEMENT_DRIFTED', `${told.length} otherwise than they were settled: ${someOf(told)}`)]),
  ];
}

/** What of the runtime belongs to no task of this checkout, and what of it the spec does not say, or no more. */
export async function examineJoined(tx: ReadTx): Promise<Examined[]> {
  const orphans = await listOrphans(tx);
  const what = `${orphans.length} of the runtime's tasks not in this checkout's spec: ${someOf(orphans)}`;
  return [
    examined('orphans', orphans.length === 0 ? [] : [found('ORPHANS', what)], 'none'),
    examined('unsettled', await examineSettled(tx), 'none'),
  ];
}
