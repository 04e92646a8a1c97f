import type { FieldChange } from '../../model/event.ts';
import type { SpecTask } from '../../model/task.ts';
import { diffFields } from './record-edit.ts';

export const LIST_FIELDS = ['acceptance_criteria', 'depends_on', 'labels', 'locks', 'capabilities'] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** Fields that are set as a whole; null or an empty text removes an optional one. */
export type SettableFields = Partial<
  Pick<
    SpecTask,
    | 'title'
    | 'description'
    | 'priority'
    | 'lease_ttl'
    | 'external_ref'
    | 'status_reason'
    | 'prd'
    | 'acceptance_criteria'
    | 'depends_on'
    | 'labels'
    | 'locks'
    | 'capabilities'
  >
>;

export interface UpdateInput {
  readonly ids: readonly string[];
  readonly set: SettableFields;
  readonly add: Partial<Record<ListField, readonly string[]>>;
  readonly remove: Partial<Record<ListField, readonly string[]>>;
  /** Keys that begin with `x-`; null removes one. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Only with one id: refuse when the task's block has another hash. */
  readonly ifRevision?: string | undefined;
}

function changedList(task: SpecTask, field: ListField, input: UpdateInput): readonly string[] {
  const base = input.set[field] ?? task[field];
  const removed = new Set(input.remove[field] ?? []);
  const kept = base.filter((item) => !removed.has(item));
  const added = (input.add[field] ?? []).filter((item) => !kept.includes(item));
  return [...kept, ...new Set(added)];
}

function wantedFields(task: SpecTask, input: UpdateInput): Partial<SpecTask> {
  const lists = LIST_FIELDS.map((field) => [field, changedList(task, field, input)] as const);
  const scalars = Object.entries(input.set).filter(
    ([field]) => !(LIST_FIELDS as readonly string[]).includes(field),
  );
  const extra = Object.keys(input.extra).length === 0 ? {} : { extra: mergeExtra(task, input) };
  return { ...Object.fromEntries(scalars), ...Object.fromEntries(lists), ...extra };
}

function mergeExtra(task: SpecTask, input: UpdateInput): Readonly<Record<string, unknown>> {
  const merged = Object.entries({ ...task.extra, ...input.extra }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged);
}

/** One task's part in an update. */
export interface TaskUpdate {
  readonly before: SpecTask;
  readonly after: SpecTask;
  readonly changes: readonly FieldChange[];
}

/** What the update makes of the task. */
export function updateOf(task: SpecTask, input: UpdateInput): TaskUpdate {
  const wanted = wantedFields(task, input);
  const changes = diffFields(task, wanted);
  return { before: task, after: { ...task, ...wanted }, changes };
}

/** An empty text takes an optional field out. */
function emptyToNull(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text;
}

/** The input with a trimmed title, and null where an empty text was given. */
export function normalizeUpdate(input: UpdateInput): UpdateInput {
  const { title, lease_ttl, external_ref } = input.set;
  const set = {
    ...input.set,
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(lease_ttl === undefined ? {} : { lease_ttl: emptyToNull(lease_ttl) }),
    ...(external_ref === undefined ? {} : { external_ref: emptyToNull(external_ref) }),
  } as SettableFields;
  return { ...input, set };
}
