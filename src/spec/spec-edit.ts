import type { SpecTask } from '../model/task.ts';
import type { Splice } from './splice.ts';

export type FieldValue = string | number | boolean | null | readonly string[] | object;

/** The fields of a task that an edit sets. `null` and `[]` take the key out; `extra` holds all `x-` keys, not some. */
export type EditedFields = Readonly<Partial<Record<keyof SpecTask, FieldValue>>>;

export interface AddEdit {
  readonly kind: 'add';
  readonly id: string;
  readonly fields: Partial<SpecTask>;
  /** `sorted`: behind the task with the greatest smaller id in plain string order, or first. */
  readonly place: 'end' | 'sorted';
}

export interface SetEdit {
  readonly kind: 'set';
  readonly id: string;
  readonly fields: EditedFields;
}

/** One change of the spec, as it is meant; where it goes in the text is for `applyEdits` to find. */
export type SpecEdit = AddEdit | SetEdit;

/** A task as it is after an edit, and the hash of its block. */
export interface EditedTask {
  readonly task: SpecTask;
  readonly hash: string;
}

export interface EditedSpec {
  readonly text: string;
  /** Ids of the tasks whose text is another one now. */
  readonly changed: readonly string[];
  /** Those tasks, where nothing else of the spec can have changed with them. */
  readonly tasks?: readonly EditedTask[];
  /** What makes the text of the one that was edited, in order; missing where that was not done by splices alone. */
  readonly splices?: readonly Splice[];
}
