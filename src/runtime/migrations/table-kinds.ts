import type { TableName } from '../database.ts';

/**
 * What each table is.
 * - `log`: the events, which never change.
 * - `projected`: exactly the fold of `apply` over the log, and written by nothing else.
 * - `volatile`: overwritten in place, never logged and never compared; a runtime without its rows is right, only poorer.
 * - `local`: of this file alone, never replayed.
 */
export const TABLE_KINDS = {
  event: 'log',
  actor: 'projected',
  transition: 'projected',
  lease: 'projected',
  criterion: 'projected',
  evidence: 'projected',
  message: 'projected',
  read_cursor: 'projected',
  read_mark: 'projected',
  heartbeat: 'volatile',
  lease_clock: 'volatile',
  meta: 'local',
  id_reservation: 'local',
} as const satisfies Record<TableName, 'log' | 'projected' | 'volatile' | 'local'>;

export const TABLE_NAMES = Object.keys(TABLE_KINDS) as TableName[];

export const PROJECTED_TABLES: readonly TableName[] = TABLE_NAMES.filter(
  (table) => TABLE_KINDS[table] === 'projected',
);
