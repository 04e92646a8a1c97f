import type { Subject } from './place.ts';
import type { Table } from './table.ts';

export interface SuiteOptions {
  readonly subject: Subject;
  /** How often each series runs. */
  readonly runs: number;
  /** Numbers of tasks. */
  readonly sizes: readonly number[];
  /** With NODE_EXTRA_CA_CERTS as it is set, and without. */
  readonly certificates: readonly boolean[];
}

export type Suite = (options: SuiteOptions) => Promise<Table[]> | Table[];

export function conditionOf(certificates: boolean): string {
  return certificates ? 'NODE_EXTRA_CA_CERTS set' : 'NODE_EXTRA_CA_CERTS not set';
}
