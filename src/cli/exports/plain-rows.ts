import { formatTimestamp } from '../../model/timestamp.ts';
import type { ExportedRow } from '../../operations/export/export-records.ts';

/** The tables of the runtime that say what is happening, by the names that exports give them. The log is in snapshots alone. */
export const TABLES = {
  agents: 'actor',
  heartbeats: 'heartbeat',
  leases: 'lease',
  lease_clocks: 'lease_clock',
  transitions: 'transition',
  criteria: 'criterion',
  evidence: 'evidence',
  messages: 'message',
  read_cursors: 'read_cursor',
  read_marks: 'read_mark',
} as const;

export type ExportTable = keyof typeof TABLES;

export const TABLE_NAMES = Object.keys(TABLES) as ExportTable[];

function isMoment(name: string, value: unknown): value is number {
  return typeof value === 'number' && (name === 'at' || /_at(?:_ms)?$/u.test(name));
}

/** A row with its times as ISO 8601 in UTC; what orders (`clock`, `stamp`, `seq`) stays a number. */
export function plainRow(row: ExportedRow): ExportedRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) =>
      isMoment(name, value) ? [name.replace(/_ms$/u, ''), formatTimestamp(value)] : [name, value],
    ),
  );
}
