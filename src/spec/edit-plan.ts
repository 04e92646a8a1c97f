import { LodestarError } from '../errors.ts';
import type { SpecTask } from '../model/task.ts';
import { requireNewId } from './id.ts';
import type { AddEdit, EditedFields, SpecEdit } from './spec-edit.ts';
import { newTask } from './task-fields.ts';

export interface PlannedTask {
  readonly task: SpecTask;
  readonly place: AddEdit['place'];
}

/** Edits with those of one task joined. */
export interface EditPlan {
  readonly added: ReadonlyMap<string, PlannedTask>;
  readonly set: ReadonlyMap<string, EditedFields>;
}

function notFound(id: string): LodestarError {
  return new LodestarError('TASK_NOT_FOUND', `The spec has no task ${id}.`, { details: { task_id: id } });
}

function alreadyThere(id: string): LodestarError {
  return new LodestarError('TASK_EXISTS', `The spec already has a task ${id}.`, { details: { task_id: id } });
}

/**
 * Joins the edits of each task and holds them against the ids that are there.
 * @throws LodestarError `TASK_EXISTS`, `TASK_NOT_FOUND`, or `INPUT_INVALID` for a new id or a title that breaks the rules.
 */
export function planEdits(edits: readonly SpecEdit[], present: ReadonlySet<string>): EditPlan {
  const added = new Map<string, AddEdit & { readonly fields: EditedFields }>();
  const set = new Map<string, EditedFields>();
  for (const edit of edits) {
    const { id } = edit;
    const addition = added.get(id);
    if (edit.kind === 'add') {
      if (addition !== undefined || present.has(id)) {
        throw alreadyThere(id);
      }
      added.set(requireNewId(id), edit);
    } else if (addition !== undefined) {
      added.set(id, { ...addition, fields: { ...addition.fields, ...edit.fields } as AddEdit['fields'] });
    } else if (present.has(id)) {
      set.set(id, { ...set.get(id), ...edit.fields });
    } else {
      throw notFound(id);
    }
  }
  const tasks = [...added].map(
    ([id, { fields, place }]) => [id, { task: newTask(id, fields), place }] as const,
  );
  return { added: new Map(tasks), set };
}

/** New tasks behind which present one they go; `undefined` is before all. */
export function groupByAnchor(
  added: EditPlan['added'],
  present: readonly string[],
): Map<string | undefined, SpecTask[]> {
  const sorted = [...added.values()]
    .filter(({ place }) => place === 'sorted')
    .toSorted((a, b) => (a.task.id < b.task.id ? -1 : 1));
  const atEnd = [...added.values()].filter(({ place }) => place === 'end');
  const groups = new Map<string | undefined, SpecTask[]>();
  const put = (anchor: string | undefined, task: SpecTask): void => {
    groups.set(anchor, [...(groups.get(anchor) ?? []), task]);
  };
  for (const { task } of sorted) {
    const smaller = present.filter((id) => id < task.id);
    put(smaller.length === 0 ? undefined : smaller.reduce((a, b) => (a > b ? a : b)), task);
  }
  for (const { task } of atEnd) {
    put(present.at(-1), task);
  }
  return groups;
}
