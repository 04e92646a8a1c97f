import type { SideName, Sides } from './merge-sides.ts';
import { mergeTask, type MergedTask } from './merge-task.ts';
import type { MergeTools } from './merge-value.ts';
import type { SpecTask } from './task.ts';

/** A task in one version of the spec, and the text that says it. */
export interface TaskVersion {
  readonly task: SpecTask;
  /** Without blank lines at its end; equal texts say the same. */
  readonly text: string;
}

/** Of one task. `base` is missing for one that is new, a side for one that it has not. */
export type TaskSides = Sides<TaskVersion | undefined>;

/** What becomes of one task. */
export type TaskMerge =
  /** As one side has it: nobody else changed it. */
  | { readonly kind: 'take'; readonly side: SideName }
  | { readonly kind: 'merge'; readonly merged: MergedTask }
  | { readonly kind: 'remove'; readonly side: SideName | 'both' }
  /** One side took it out and the other changed it. */
  | { readonly kind: 'removed-edited'; readonly removedBy: SideName }
  /** Two tasks of one id that no date tells apart, or one that a side made anew under an id that was taken. */
  | { readonly kind: 'same-id' };

function isSameText(a: TaskVersion | undefined, b: TaskVersion | undefined): boolean {
  return a?.text === b?.text;
}

/** Whether two versions are of one task: their creation dates are there and the same. */
function isSureOfSame(a: SpecTask, b: SpecTask): boolean {
  return a.created_at !== null && a.created_at === b.created_at;
}

function isSureOfOther(a: SpecTask, b: SpecTask): boolean {
  return a.created_at !== null && b.created_at !== null && a.created_at !== b.created_at;
}

function mergeVersions({ base, ours, theirs }: TaskSides, tools: MergeTools): TaskMerge {
  if (ours === undefined || theirs === undefined) {
    const changed = ours ?? theirs;
    const removedBy = ours === undefined ? 'ours' : 'theirs';
    return changed === undefined || isSameText(changed, base)
      ? { kind: 'remove', side: changed === undefined ? 'both' : removedBy }
      : { kind: 'removed-edited', removedBy };
  }
  const isSame =
    base === undefined ? isSureOfSame(ours.task, theirs.task) : !isSureOfOther(ours.task, theirs.task);
  if (!isSame) {
    return { kind: 'same-id' };
  }
  return {
    kind: 'merge',
    merged: mergeTask({ base: base?.task, ours: ours.task, theirs: theirs.task }, tools),
  };
}

/** What becomes of a task. Where one side alone changed its text, that text stands as it is. */
export function planTask(sides: TaskSides, tools: MergeTools): TaskMerge {
  const { base, ours, theirs } = sides;
  const isOurs = ours !== undefined && (isSameText(ours, theirs) || isSameText(theirs, base));
  if (isOurs && (theirs !== undefined || base === undefined)) {
    return { kind: 'take', side: 'ours' };
  }
  const isTheirs =
    theirs !== undefined && isSameText(ours, base) && (ours !== undefined || base === undefined);
  return isTheirs ? { kind: 'take', side: 'theirs' } : mergeVersions(sides, tools);
}
