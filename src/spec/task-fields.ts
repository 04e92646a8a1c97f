import { LodestarError } from '../errors.ts';
import { emptyTask, type Prd, type SpecTask } from '../model/task.ts';
import { invariant } from '../util/invariant.ts';
import type { MapEntry } from './cst-tree.ts';
import type { KeyChange } from './edit-map.ts';
import type { NodeValue } from './print-node.ts';
import { isSameValue } from '../model/same-value.ts';
import type { EditedFields } from './spec-edit.ts';

type Field = Exclude<keyof SpecTask, 'id' | 'extra'>;

/** Keys of a task in the order in which they are written; `x-` keys come behind them. */
const FIELD_ORDER = Object.keys(emptyTask('', '')).filter(
  (key): key is Field => key !== 'id' && key !== 'extra',
);

const ranks: ReadonlyMap<string, number> = new Map(FIELD_ORDER.map((field, index) => [field, index]));

function rankOf(key: string): number {
  return ranks.get(key) ?? FIELD_ORDER.length;
}

/** In the order in which they are written; keys beyond those by name. */
export function compareFields(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : a === b ? 0 : 1);
}

/** The entry that a new field is written behind: the last of those that belong before it. */
export function chooseFieldAnchor(key: string, entries: readonly MapEntry[]): MapEntry | undefined {
  let anchor: MapEntry | undefined;
  for (const entry of entries) {
    const rank = rankOf(entry.key);
    if (rank <= rankOf(key) && (anchor === undefined || rank >= rankOf(anchor.key))) {
      anchor = entry;
    }
  }
  return anchor;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A PRD reference with its optional parts spelt out, as it is read. */
function completePrd(prd: Partial<Prd> & Pick<Prd, 'source'>): Prd {
  const refs = (prd.refs ?? []).map(({ anchor, lines, hash }) => ({
    anchor,
    lines: (lines as typeof lines | undefined) ?? null,
    hash: (hash as typeof hash | undefined) ?? null,
  }));
  return { source: prd.source, refs, excerpt: prd.excerpt ?? null, prd_hash: prd.prd_hash ?? null };
}

function refuseBlankTitle(id: string, title: unknown): void {
  if (typeof title !== 'string' || title.trim() === '') {
    const problem = {
      code: 'FIELD_MISSING',
      message: 'a task must have a title',
      task_id: id,
      field: 'title',
    };
    throw new LodestarError('INPUT_INVALID', `${id}: ${problem.message}`, {
      details: { problems: [problem] },
    });
  }
}

/**
 * The task that a task with other values is. `null` stands for a field's default.
 * @throws LodestarError `INPUT_INVALID` for an empty title.
 */
export function withFields(task: SpecTask, fields: EditedFields): SpecTask {
  const defaults: Readonly<Record<string, unknown>> = { ...emptyTask(task.id, '') };
  const given = Object.entries(fields).filter(([, value]: [string, unknown]) => value !== undefined);
  for (const [key, value] of given) {
    invariant(
      Object.hasOwn(defaults, key) && (key !== 'id' || value === task.id),
      `a task's field ${key} cannot be set`,
    );
  }
  const values = given.map(([key, value]) => [key, value ?? defaults[key]]);
  const merged = { ...task, ...Object.fromEntries(values) } as SpecTask;
  refuseBlankTitle(task.id, merged.title);
  return { ...merged, prd: merged.prd === null ? null : completePrd(merged.prd) };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function toNode(value: unknown): NodeValue | undefined {
  return isEmpty(value) ? undefined : (value as NodeValue);
}

/** A mapping as it is written: a key without a value stays only where there was one before. */
function withoutNulls(value: object, before?: object): Readonly<Record<string, NodeValue>> {
  const old = before as Readonly<Record<string, unknown>> | undefined;
  const shown = Object.entries(value).filter(
    ([key, each]) => !isEmpty(each) || (old !== undefined && isSameValue(old[key], each)),
  );
  return Object.fromEntries(shown);
}

/** Where a task comes from, as it is written: what is as it was stays as it is spelt out. */
function prdNode(prd: Prd, before: Prd | null): NodeValue {
  const refs = prd.refs.map((ref) =>
    before?.refs.some((other) => isSameValue(other, ref)) === true ? ref : withoutNulls(ref),
  );
  return withoutNulls({ ...prd, refs }, before ?? undefined);
}

/** What has to change in the text of a task, in the order of its keys; `fields` made `after` of `before`. */
export function fieldChanges(before: SpecTask, after: SpecTask, fields: EditedFields): KeyChange[] {
  const changed = FIELD_ORDER.filter((field) => !isSameValue(before[field], after[field]));
  const changes = changed.map((key) => {
    const isRemoved = fields[key] === null;
    const value = key === 'prd' && after.prd !== null ? prdNode(after.prd, before.prd) : toNode(after[key]);
    return { key, before: before[key], after: isRemoved ? undefined : value };
  });
  const names = new Set([...Object.keys(before.extra), ...Object.keys(after.extra)]);
  const extra = [...names]
    .filter((key) => !isSameValue(before.extra[key], after.extra[key]))
    .map((key) => ({ key, before: before.extra[key], after: after.extra[key] as NodeValue | undefined }));
  return [...changes, ...extra];
}

/** A task as it is written anew: what differs from the default, and of a new one its status too. */
export function taskNode(task: SpecTask, isNew: boolean): Readonly<Record<string, NodeValue>> {
  const defaults = emptyTask(task.id, '');
  const shown = FIELD_ORDER.filter(
    (field) => (isNew && field === 'status') || !isSameValue(task[field], defaults[field]),
  );
  const fields = shown.map((field) => [
    field,
    field === 'prd' && task.prd !== null ? prdNode(task.prd, null) : (task[field] as NodeValue),
  ]);
  return {
    ...(Object.fromEntries(fields) as Record<string, NodeValue>),
    ...(task.extra as Record<string, NodeValue>),
  };
}

export function newTask(id: string, fields: EditedFields): SpecTask {
  invariant(fields.extra === undefined || isRecord(fields.extra), 'extra is no mapping');
  return withFields(emptyTask(id, ''), fields);
}
