import type { SpecTask } from '../model/task.ts';
import { invariant } from '../util/invariant.ts';
import { readMap, type MapEntry, type MapNode } from './cst-tree.ts';
import { editMap, type ChooseAnchor, type KeyChange } from './edit-map.ts';
import { groupByAnchor, type EditPlan } from './edit-plan.ts';
import { editRootKey, readRootMap, rootStyle, type EditableText } from './edit-root.ts';
import { EDIT_DEPTHS, spliceTask, type EditDepth } from './edit-task.ts';
import { parseSpec, type ParsedSpec } from './parse.ts';
import { inputInvalid } from './read-back.ts';
import { isSameValue } from '../model/same-value.ts';
import type { EditedSpec } from './spec-edit.ts';
import { specInvalid } from './spec-invalid.ts';
import { applySplices, type Splice } from './splice.ts';
import { fieldChanges, taskNode, withFields } from './task-fields.ts';

interface WholeSite extends EditableText {
  readonly tasks: MapNode | undefined;
  readonly before: ReadonlyMap<string, SpecTask>;
}

const ROOT_ORDER = ['project', 'tasks', 'features'];

const FILE = 'spec.yaml';

function findTasks(text: string): MapNode | undefined {
  return readMap(readRootMap(text)?.entries.find((entry) => entry.key === 'tasks')?.value);
}

/** Ids of the tasks in a text, valid or not, in the order of the file. */
export function listTaskKeys(text: string): string[] {
  return findTasks(text)?.entries.map((entry) => entry.key) ?? [];
}

interface TaskEdit {
  readonly entry: MapEntry;
  readonly after: SpecTask;
  readonly changes: readonly KeyChange[];
}

function planTaskEdits(site: WholeSite, plan: EditPlan): TaskEdit[] {
  const edits = (site.tasks?.entries ?? []).flatMap((entry): TaskEdit[] => {
    const fields = plan.set.get(entry.key);
    const before = site.before.get(entry.key);
    if (fields === undefined || before === undefined) {
      return [];
    }
    const after = withFields(before, fields);
    return [{ entry, after, changes: fieldChanges(before, after, fields) }];
  });
  return edits.filter(({ changes }) => changes.length > 0);
}

function spliceEdits(site: WholeSite, edits: readonly TaskEdit[], depth: EditDepth): Splice[] | undefined {
  const defaultStep = site.fileStyle.step;
  const splices = edits.map(({ entry, after, changes }) =>
    spliceTask(
      { ...site, entry, inFlow: site.tasks?.isFlow === true },
      { changes, after, defaultStep },
      depth,
    ),
  );
  return splices.some((each) => each === undefined) ? undefined : splices.flatMap((each) => each ?? []);
}

function spliceAdditions(site: WholeSite, plan: EditPlan): Splice[] | undefined {
  const { tasks } = site;
  const groups = groupByAnchor(plan.added, tasks?.entries.map((entry) => entry.key) ?? []);
  const nodes = [...groups.values()].flat().map((task) => [task.id, taskNode(task, true)] as const);
  if (tasks === undefined || tasks.entries.length === 0) {
    return editRootKey(site, { key: 'tasks', before: undefined, after: new Map(nodes) }, ROOT_ORDER);
  }
  const anchors = new Map(
    [...groups].flatMap(([anchor, added]) => added.map((task) => [task.id, anchor] as const)),
  );
  const chooseAnchor: ChooseAnchor = (id, entries) =>
    entries.findLast((entry) => entry.key === anchors.get(id));
  const changes = nodes.map(([key, after]) => ({ key, before: undefined, after }));
  return editMap(tasks, changes, { ...site, style: rootStyle(site), depth: 'surgical', chooseAnchor });
}

function tasksById(parsed: ParsedSpec): ReadonlyMap<string, SpecTask> {
  return new Map(parsed.tasks.map(({ task }) => [task.id, task]));
}

/** Whether a text says what is expected of each task, and of all else what the text before said. */
function meansAll(parsed: ParsedSpec, expected: ReadonlyMap<string, SpecTask>, before: ParsedSpec): boolean {
  const found = tasksById(parsed);
  const old = tasksById(before);
  const isInOrder = isSameValue(
    [...found.keys()].filter((id) => old.has(id)),
    [...old.keys()],
  );
  const isRest = isSameValue([parsed.project, parsed.features], [before.project, before.features]);
  return (
    isInOrder &&
    isRest &&
    found.size === expected.size &&
    [...expected].every(([id, task]) => isSameValue(found.get(id), task))
  );
}

function refuse(parsed: ParsedSpec | undefined, ids: ReadonlySet<string>): never {
  const problems = (parsed?.problems ?? []).filter(
    (each) => each.severity === 'error' && ids.has(each.task_id ?? ''),
  );
  if (problems.length > 0) {
    throw inputInvalid(problems);
  }
  throw new Error(`invariant broken: the edit of ${[...ids].join(', ')} does not read back as it was meant`);
}

/** Applies a plan to a spec that cannot be cut at its blocks: flow style, no tasks yet, odd forms. Parses all of it. */
export function editWhole(editable: EditableText, plan: EditPlan): EditedSpec {
  const { text } = editable;
  const parsed = parseSpec(text, { file: FILE });
  const site: WholeSite = { ...editable, tasks: findTasks(text), before: tasksById(parsed) };
  const broken = parsed.problems.filter(
    (each) => plan.set.has(each.task_id ?? '') && each.severity === 'error',
  );
  if (broken.some((each) => !site.before.has(each.task_id ?? ''))) {
    throw specInvalid(broken);
  }
  const edits = planTaskEdits(site, plan);
  const ids = [...edits.map(({ after }) => after.id), ...plan.added.keys()];
  if (ids.length === 0) {
    return { text, changed: [] };
  }
  const added = [...plan.added.values()].map(({ task }) => task);
  const expected = new Map(
    [...site.before.values(), ...edits.map(({ after }) => after), ...added].map((task) => [task.id, task]),
  );
  let last: ParsedSpec | undefined;
  for (const depth of EDIT_DEPTHS) {
    const splices = spliceEdits(site, edits, depth);
    const additions = added.length === 0 ? [] : spliceAdditions(site, plan);
    invariant(additions !== undefined, 'there is a place for new tasks');
    const edited = splices && applySplices(text, [...splices, ...additions]);
    last = edited === undefined ? last : parseSpec(edited, { file: FILE });
    if (edited !== undefined && last !== undefined && meansAll(last, expected, parsed)) {
      return { text: edited, changed: ids };
    }
  }
  return refuse(last, new Set(ids));
}
