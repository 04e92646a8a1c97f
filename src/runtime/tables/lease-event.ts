import type { EventType } from '../../model/event.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { parseStored } from '../stored-value.ts';

/** What the log says of one lease: that it was granted, or that it ended. */
export interface LeaseEvent {
  readonly origin: string;
  readonly n: number;
  readonly at: number;
  readonly taskId: string;
  readonly holder: string;
  readonly token: string;
  /** Null when it ended. */
  readonly ttlMs: number | null;
}

const LEASE_EVENTS: readonly EventType[] = [
  'lease.granted',
  'lease.released',
  'lease.expired',
  'lease.revoked',
];

const selectAll = statement('lease-event.selectAll')((db) =>
  db
    .selectFrom('event')
    .select(['origin', 'n', 'at', 'type', 'task_id', 'data'])
    .where('type', 'in', LEASE_EVENTS)
    .orderBy('clock')
    .orderBy('origin')
    .orderBy('n'),
);

const countBetween = statement<{ origin: string; low: number; high: number }>('lease-event.countBetween')(
  (db, param) =>
    db
      .selectFrom('event')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('origin', '=', param('origin'))
      .where('n', '>', param('low'))
      .where('n', '<', param('high')),
);

/** Grants and ends of leases, in the order of the fold. */
export async function listLeaseEvents(tx: QueryTx): Promise<LeaseEvent[]> {
  const rows = await tx.all(selectAll, {});
  return rows.map(({ origin, n, at, type, task_id: taskId, data }) => {
    const stored = parseStored<{ holder: string; token: string; ttl_ms?: number }>(data);
    const { holder, token, ttl_ms: ttl } = stored;
    const ttlMs = type === 'lease.granted' ? (ttl ?? 0) : null;
    return { origin, n, at, taskId: taskId ?? '', holder, token, ttlMs };
  });
}

/** Whether every event that one origin made between two of its own is there: a recovery can have lost some. */
export async function isGapless(tx: QueryTx, from: LeaseEvent, to: LeaseEvent): Promise<boolean> {
  if (from.origin !== to.origin) {
    return false;
  }
  const row = await tx.get(countBetween, { origin: from.origin, low: from.n, high: to.n });
  return row?.count === to.n - from.n - 1;
}
