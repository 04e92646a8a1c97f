import { alignItems, type ListStep } from './align-items.ts';
import { isSameValue } from './same-value.ts';
import type { Prd, SpecTask } from './task.ts';

/**
 * What became of one field. The name of a field is its key in spec.yaml; of `prd` also `prd.source`, `prd.refs`,
 * `prd.excerpt` and `prd.prd_hash`; a key that begins with `x-` stands for itself.
 */
export type TaskFieldChange =
  /** `before` or `after` is not there where the task had no such key: only keys that begin with `x-` can be missing. */
  | { readonly kind: 'value'; readonly field: string; readonly before?: unknown; readonly after?: unknown }
  | {
      readonly kind: 'text';
      readonly field: string;
      readonly before: string | null;
      readonly after: string | null;
    }
  /** The order of the items says nothing. */
  | {
      readonly kind: 'set';
      readonly field: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  /** All items of both lists, in order. */
  | { readonly kind: 'list'; readonly field: string; readonly items: readonly ListStep[] };

const SETS = [
  'depends_on',
  'labels',
  'locks',
  'capabilities',
  'former_ids',
] as const satisfies readonly (keyof SpecTask)[];

/** What a field is read as; whatever else a task has is a value. */
const HANDLED = new Set<keyof SpecTask>([
  ...SETS,
  'id',
  'description',
  'acceptance_criteria',
  'prd',
  'extra',
]);

const PRD_VALUES = ['source', 'refs', 'prd_hash'] as const satisfies readonly (keyof Prd)[];

function valueChange(field: string, before: unknown, after: unknown): TaskFieldChange[] {
  return isSameValue(before, after) ? [] : [{ kind: 'value', field, before, after }];
}

function textChange(field: string, before: string | null, after: string | null): TaskFieldChange[] {
  return before === after ? [] : [{ kind: 'text', field, before, after }];
}

function setChange(field: string, before: readonly string[], after: readonly string[]): TaskFieldChange[] {
  const [had, has] = [new Set(before), new Set(after)];
  const added = [...has].filter((item) => !had.has(item));
  const removed = [...had].filter((item) => !has.has(item));
  return added.length + removed.length === 0 ? [] : [{ kind: 'set', field, added, removed }];
}

function listChange(field: string, before: readonly string[], after: readonly string[]): TaskFieldChange[] {
  return isSameValue(before, after) ? [] : [{ kind: 'list', field, items: alignItems(before, after) }];
}

function prdChanges(before: Prd | null, after: Prd | null): TaskFieldChange[] {
  if (before === null || after === null) {
    return valueChange('prd', before, after);
  }
  return [
    ...PRD_VALUES.flatMap((field) => valueChange(`prd.${field}`, before[field], after[field])),
    ...textChange('prd.excerpt', before.excerpt, after.excerpt),
  ];
}

function extraChanges(before: SpecTask['extra'], after: SpecTask['extra']): TaskFieldChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((field): TaskFieldChange[] => {
    const [had, has] = [Object.hasOwn(before, field), Object.hasOwn(after, field)];
    if (had && has) {
      return valueChange(field, before[field], after[field]);
    }
    // A key that is not there and one that says null are two things to whoever reads it.
    return [
      {
        kind: 'value',
        field,
        ...(had ? { before: before[field] } : {}),
        ...(has ? { after: after[field] } : {}),
      },
    ];
  });
}

/** What is different about a task, field by field; the id is not looked at. */
export function fieldChanges(before: SpecTask, after: SpecTask): TaskFieldChange[] {
  const values = (Object.keys(after) as (keyof SpecTask)[]).filter((field) => !HANDLED.has(field));
  const title = values.filter((field) => field === 'title');
  const others = values.filter((field) => field !== 'title');
  return [
    ...title.flatMap((field) => valueChange(field, before[field], after[field])),
    ...textChange('description', before.description, after.description),
    ...listChange('acceptance_criteria', before.acceptance_criteria, after.acceptance_criteria),
    ...SETS.flatMap((field) => setChange(field, before[field], after[field])),
    ...others.flatMap((field) => valueChange(field, before[field], after[field])),
    ...prdChanges(before.prd, after.prd),
    ...extraChanges(before.extra, after.extra),
  ];
}
