import { initial } from './0001-initial.ts';
import { readMarks } from './0002-read-marks.ts';
import { evidenceTree } from './0003-evidence-tree.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order. Forward only: there is no way back, and a newer database is refused. */
export const MIGRATIONS: readonly Migration[] = [initial, readMarks, evidenceTree];

export const SCHEMA_VERSION = MIGRATIONS.length;
