import type { Edges } from './graph.ts';
import type { Plan } from './plan.ts';
import { pairTasks } from './plan-diff.ts';
import { isSameTask } from './reconcile.ts';
import type { SpecTask } from './task.ts';
import { fieldChanges } from './task-change.ts';

/** Who brings a dependency into the merge. */
export type EdgeSide = 'ours' | 'theirs' | 'both';

export interface MergedTask {
  readonly id: string;
  readonly ours: SpecTask | undefined;
  readonly theirs: SpecTask | undefined;
  /** What it depends on, by the names that merged tasks have. */
  readonly dependsOn: ReadonlyMap<string, EdgeSide>;
}

/** The dependencies of two plans that were merged; a task of both sides under one id that is two tasks has two names. */
export interface MergedEdges {
  readonly tasks: ReadonlyMap<string, MergedTask>;
  readonly edges: Edges;
}

/** A side's tasks, by names that mean the same task on every side. */
interface Side {
  readonly tasks: ReadonlyMap<string, SpecTask>;
  readonly nameOf: (id: string) => string;
}

/** What stands before an id that another task of the other side has; no id begins so. */
const OWN = ' ';

function sideOf(base: Plan, plan: Plan, other?: Side): Side {
  const names = new Map(pairTasks(base, plan).pairs.map(({ before, after }) => [after.id, before.id]));
  const isTaken = (task: SpecTask): boolean => {
    const theirs = other?.tasks.get(task.id);
    return theirs !== undefined && !isSameTask(theirs.created_at, task.created_at);
  };
  const added = [...plan.tasks.values()].filter(({ id }) => !names.has(id));
  added.forEach((task) => names.set(task.id, isTaken(task) ? OWN + task.id : task.id));
  // A task that is no more, or that the other side alone has, keeps the name that the base or the other side knows it by.
  const nameOf = (id: string): string => names.get(id) ?? id;
  return { tasks: new Map([...plan.tasks].map(([id, task]) => [nameOf(id), task])), nameOf };
}

function isUntouched(before: SpecTask | undefined, after: SpecTask): boolean {
  return before?.id === after.id && fieldChanges(before, after).length === 0;
}

function dependenciesOf(side: Side, name: string): Set<string> {
  return new Set((side.tasks.get(name)?.depends_on ?? []).map(side.nameOf));
}

/** Sets are merged as sets: what a side added is there, what a side took away is not. */
function mergeSets(
  base: ReadonlySet<string>,
  ours: ReadonlySet<string>,
  theirs: ReadonlySet<string>,
): Map<string, EdgeSide> {
  const merged = new Map<string, EdgeSide>();
  for (const item of new Set([...ours, ...theirs])) {
    const [isOurs, isTheirs] = [ours.has(item), theirs.has(item)];
    if (isOurs && isTheirs) {
      merged.set(item, 'both');
    } else if (!base.has(item)) {
      merged.set(item, isOurs ? 'ours' : 'theirs');
    }
  }
  return merged;
}

/** Of a task that one side alone has: gone where the other side removed it and this one did not touch it. */
function isKept(base: SpecTask | undefined, only: SpecTask): boolean {
  return base === undefined || !isUntouched(base, only);
}

/**
 * The dependencies that a three-way merge by task and by set leaves: removals win over what is untouched, renamed tasks keep
 * their edges. Nothing else of the tasks is merged.
 */
export function mergeEdges(base: Plan, ours: Plan, theirs: Plan): MergedEdges {
  const left = sideOf(base, ours);
  const right = sideOf(base, theirs, left);
  const root: Side = { tasks: base.tasks, nameOf: (id) => id };
  const tasks = new Map<string, MergedTask>();
  for (const name of new Set([...left.tasks.keys(), ...right.tasks.keys()])) {
    const [own, other] = [left.tasks.get(name), right.tasks.get(name)];
    const only = own ?? other;
    const isBoth = own !== undefined && other !== undefined;
    if (only === undefined || (!isBoth && !isKept(base.tasks.get(name), only))) {
      continue;
    }
    const [a, b, c] = [root, left, right].map((side) => dependenciesOf(side, name));
    const dependsOn = isBoth
      ? mergeSets(a ?? new Set(), b ?? new Set(), c ?? new Set())
      : new Map(
          [...(own === undefined ? (c ?? []) : (b ?? []))].map(
            (each) => [each, own === undefined ? 'theirs' : 'ours'] as const,
          ),
        );
    tasks.set(name, { id: own?.id ?? only.id, ours: own, theirs: other, dependsOn });
  }
  return { tasks, edges: new Map([...tasks].map(([name, task]) => [name, [...task.dependsOn.keys()]])) };
}
