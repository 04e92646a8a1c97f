import { TABLE_NAMES } from '../../runtime/migrations/table-kinds.ts';
import type { TableName } from '../../runtime/database.ts';

/** All that there are: a table that a later migration adds is in a snapshot without anybody thinking of it. */
export const SNAPSHOT_TABLES: readonly TableName[] = TABLE_NAMES;
