import { BROKEN, GRAPHS, REMOVALS, RENAMINGS, ROOTS, TEXTS } from './plan-cases.ts';
import type { MergeCase } from './plan-changes.ts';
import { CREATES, FIELDS, OUTCOMES } from './task-cases.ts';

export const MERGE_CASES: readonly MergeCase[] = [
  ...CREATES,
  ...FIELDS,
  ...OUTCOMES,
  ...REMOVALS,
  ...GRAPHS,
  ...TEXTS,
  ...ROOTS,
  ...RENAMINGS,
  ...BROKEN,
];
