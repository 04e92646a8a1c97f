import type { Project, SpecTask } from '../../model/task.ts';
import type { TableName } from '../../runtime/database.ts';
import type { ExportedRow } from './export-records.ts';

/**
 * What `lodestar export snapshot` writes: both planes as they were at one moment, whole. Times of the runtime are
 * milliseconds since 1970, UTC, as it stores them; dates of the spec are the text of the file.
 */
export interface Snapshot {
  readonly format: 'lodestar-snapshot';
  /** Of this shape; a key may be added without a change of it. */
  readonly version: 1;
  readonly exported_at: string;
  /** The version of Lodestar that wrote it. */
  readonly lodestar: string;
  readonly spec: {
    readonly project: Project;
    readonly features: Readonly<Record<string, readonly string[]>>;
    /** By natural id, tombstones included. */
    readonly tasks: readonly SpecTask[];
  };
  readonly runtime: {
    /** The runtime's random name. */
    readonly epoch: string;
    /** The `seq` of the newest event. */
    readonly last_seq: number;
    /** Each table's rows by its columns, in the order of its key: docs/ARCHITECTURE.md says what they are. */
    readonly tables: Readonly<Record<TableName, readonly ExportedRow[]>>;
  };
}
