import { planTask, type TaskMerge } from '../../model/merge-plan.ts';
import { findEdgeConflicts } from '../../model/merge-graph.ts';
import { listSides, mapSides, type SideName, type Sides } from '../../model/merge-sides.ts';
import { isSameValue } from '../../model/same-value.ts';
import type { SpecTask } from '../../model/task.ts';
import { applyEdits, type SpecEdit } from '../edit.ts';
import { parseSpec, type ParsedSpec } from '../parse.ts';
import { taskNode } from '../task-fields.ts';
import { keepsComments } from './keeps-comments.ts';
import { MERGE_TOOLS, mergeText } from './merge-lines.ts';

/** Versions of a spec of which at least one cannot be cut at its tasks. */
export interface WholeSides {
  readonly texts: Sides<string>;
  readonly parsed: Sides<ParsedSpec>;
}

type Tasks = ReadonlyMap<string, SpecTask>;

function tasksOf({ tasks }: ParsedSpec): Tasks {
  return new Map(tasks.map(({ task }) => [task.id, task]));
}

function mergedTask(
  merge: TaskMerge,
  versions: Sides<SpecTask | undefined>,
): SpecTask | 'conflict' | undefined {
  switch (merge.kind) {
    case 'take':
      return versions[merge.side];
    case 'merge':
      return merge.merged.conflicts.length === 0 ? merge.merged.task : 'conflict';
    case 'remove':
      return undefined;
    default:
      return 'conflict';
  }
}

/** The tasks of the result; `undefined` where there is a conflict. */
function planTasks(tasks: Sides<Tasks>): Tasks | undefined {
  const ids = new Set(listSides(tasks).flatMap((each) => [...each.keys()]));
  const planned = new Map<string, SpecTask>();
  for (const id of ids) {
    const versions = mapSides(tasks, (each) => each.get(id));
    const sides = mapSides(versions, (task) => task && { task, text: JSON.stringify(taskNode(task, false)) });
    const merged = mergedTask(planTask(sides, MERGE_TOOLS), versions);
    if (merged === 'conflict') {
      return undefined;
    }
    if (merged !== undefined) {
      planned.set(id, merged);
    }
  }
  const edges = (of: Tasks): Map<string, readonly string[]> =>
    new Map([...of].map(([id, task]) => [id, task.depends_on]));
  return findEdgeConflicts(edges(planned), mapSides(tasks, edges)).length === 0 ? planned : undefined;
}

/** What makes the tasks of one side those of the result; `undefined` where some would have to go. */
function editsTo(planned: Tasks, side: Tasks): SpecEdit[] | undefined {
  if ([...side.keys()].some((id) => !planned.has(id))) {
    return undefined;
  }
  return [...planned].flatMap(([id, task]): SpecEdit[] => {
    const before = side.get(id);
    const { id: _, ...fields } = task;
    if (before === undefined) {
      return [{ kind: 'add', id, fields, place: 'end' }];
    }
    return isSameValue(before, task) ? [] : [{ kind: 'set', id, fields }];
  });
}

function isMeant(text: string, planned: Tasks, { texts, parsed }: WholeSides): boolean {
  const found = parseSpec(text, { file: 'spec.yaml' });
  const isSound = !found.problems.some(({ severity }) => severity === 'error');
  const tasks = tasksOf(found);
  const roots = [parsed.ours, parsed.theirs].map(({ project, features }) => [project, features]);
  return (
    isSound &&
    tasks.size === planned.size &&
    [...planned].every(([id, task]) => isSameValue(tasks.get(id), task)) &&
    roots.some((root) => isSameValue(root, [found.project, found.features])) &&
    keepsComments(text, texts)
  );
}

function edited(text: string, edits: readonly SpecEdit[] | undefined): string | undefined {
  try {
    return edits && applyEdits(text, edits).text;
  } catch {
    return undefined;
  }
}

function hasChangedRoot({ parsed }: WholeSides, side: SideName): boolean {
  const { base } = parsed;
  return !isSameValue([parsed[side].project, parsed[side].features], [base.project, base.features]);
}

/**
 * Merges specs that cannot be cut at their tasks: by lines where that says what is meant, else one side's text edited to
 * say it. `undefined` where there is a conflict, or neither leads there.
 */
export function mergeWhole(sides: WholeSides): string | undefined {
  const tasks = mapSides(sides.parsed, tasksOf);
  const planned = planTasks(tasks);
  const isBoth = hasChangedRoot(sides, 'ours') && hasChangedRoot(sides, 'theirs');
  if (planned === undefined || isBoth) {
    return undefined;
  }
  const { ours, theirs } = sides.texts;
  const inOrder: readonly SideName[] = ours <= theirs ? ['ours', 'theirs'] : ['theirs', 'ours'];
  const candidates = inOrder
    .filter((side) => side === (hasChangedRoot(sides, 'ours') ? 'ours' : side))
    .filter((side) => side === (hasChangedRoot(sides, 'theirs') ? 'theirs' : side))
    .map((side) => () => edited(sides.texts[side], editsTo(planned, tasks[side])));
  for (const candidate of [(): string | undefined => mergeText(sides.texts), ...candidates]) {
    const text = candidate();
    if (text !== undefined && isMeant(text, planned, sides)) {
      return text;
    }
  }
  return undefined;
}
