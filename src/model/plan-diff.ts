import { criticalPath } from './critical-path.ts';
import { dependenciesIn, isOpenIn, stateIn, unmetIn, type Plan } from './plan.ts';
import { formerIdsOf, isRenamedTask, isSameTask } from './reconcile.ts';
import { isSameValue } from './same-value.ts';
import { isOver, type State, type Status } from './status.ts';
import type { SpecTask } from './task.ts';
import { fieldChanges, type TaskFieldChange } from './task-change.ts';

/** An edge leads from a dependency to what waits for it. */
export interface PlanEdge {
  readonly from: string;
  readonly to: string;
}

export interface TaskChange {
  readonly id: string;
  /** The id that it had; null where that stayed. */
  readonly renamed_from: string | null;
  readonly title: string;
  readonly status_before: Status;
  readonly status: Status;
  readonly fields: readonly TaskFieldChange[];
}

/** A task that both plans have, and that somebody can begin now who could not, or the other way round. */
export interface StateShift {
  readonly id: string;
  readonly title: string;
  readonly before: State;
  readonly after: State;
  /** What it waits for now; of one that became free, what it waited for. */
  readonly waits_for: readonly string[];
}

/** A task that the new plan calls done, verified, cancelled or deleted, and the old one did not. */
export interface SettledOutcome {
  readonly id: string;
  readonly title: string;
  readonly before: Status | null;
  readonly status: Status;
  readonly by: string | null;
  readonly at: string | null;
}

export interface PlanDiff {
  readonly added: readonly SpecTask[];
  readonly removed: readonly SpecTask[];
  readonly changed: readonly TaskChange[];
  readonly edges_added: readonly PlanEdge[];
  readonly edges_removed: readonly PlanEdge[];
  readonly blocked: readonly StateShift[];
  readonly freed: readonly StateShift[];
  readonly settled: readonly SettledOutcome[];
  /** The longest chain of open tasks, first to last, in each plan. */
  readonly critical_path: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** What is said of the project and of features; a feature's name follows `features.`. */
  readonly plan_fields: readonly TaskFieldChange[];
  /** Whether the tasks that both have stand in another order. */
  readonly reordered: boolean;
}

export interface TaskPair {
  readonly before: SpecTask;
  readonly after: SpecTask;
}

/** Which task of one plan is which of the other. */
export interface Pairing {
  readonly pairs: readonly TaskPair[];
  readonly added: readonly SpecTask[];
  readonly removed: readonly SpecTask[];
}

/** The task of a plan that is this one under an id that it had before. */
export function findFormer(plan: Pick<Plan, 'tasks'>, task: SpecTask): SpecTask | undefined {
  return formerIdsOf(task)
    .map((id) => plan.tasks.get(id))
    .find((former) => former !== undefined && isRenamedTask(task.created_at, former.created_at));
}

function findBefore(base: Plan, head: Plan, task: SpecTask): SpecTask | undefined {
  const same = base.tasks.get(task.id);
  if (same !== undefined && isSameTask(same.created_at, task.created_at)) {
    return same;
  }
  const former = findFormer(base, task);
  const keeper = former === undefined ? undefined : head.tasks.get(former.id);
  const isKept = keeper !== undefined && isSameTask(keeper.created_at, task.created_at);
  return isKept ? undefined : former;
}

/** A task of the same id whose `created_at` is another is another task; one that a former id and `created_at` name is the same. */
export function pairTasks(base: Plan, head: Plan): Pairing {
  const pairs: TaskPair[] = [];
  const added: SpecTask[] = [];
  const taken = new Set<string>();
  for (const after of head.tasks.values()) {
    const before = findBefore(base, head, after);
    if (before === undefined || taken.has(before.id)) {
      added.push(after);
    } else {
      taken.add(before.id);
      pairs.push({ before, after });
    }
  }
  return { pairs, added, removed: [...base.tasks.values()].filter(({ id }) => !taken.has(id)) };
}

function changeOf({ before, after }: TaskPair): TaskChange[] {
  const fields = fieldChanges(before, after);
  const renamed = before.id === after.id ? null : before.id;
  if (fields.length === 0 && renamed === null) {
    return [];
  }
  const { id, title, status } = after;
  return [{ id, renamed_from: renamed, title, status_before: before.status, status, fields }];
}

function edgeKeys(plan: Plan, nameOf: (id: string) => string): Map<string, PlanEdge> {
  const edges = [...plan.tasks.values()].flatMap(({ id, depends_on: dependencies }) =>
    dependencies.map((each) => ({ from: nameOf(each), to: nameOf(id) })),
  );
  return new Map(edges.map((edge) => [JSON.stringify([edge.from, edge.to]), edge]));
}

/** Edges that one plan alone has; those of a renamed task are the same edges. */
function edgeChanges(
  base: Plan,
  head: Plan,
  { pairs }: Pairing,
): Pick<PlanDiff, 'edges_added' | 'edges_removed'> {
  const renamed = new Map(pairs.map(({ before, after }) => [before.id, after.id]));
  const had = edgeKeys(base, (id) => renamed.get(id) ?? id);
  const has = edgeKeys(head, (id) => id);
  const without = (edges: Map<string, PlanEdge>, others: Map<string, PlanEdge>): PlanEdge[] =>
    [...edges].filter(([key]) => !others.has(key)).map(([, edge]) => edge);
  return { edges_added: without(has, had), edges_removed: without(had, has) };
}

function stateShifts(base: Plan, head: Plan, { pairs }: Pairing): Pick<PlanDiff, 'blocked' | 'freed'> {
  const blocked: StateShift[] = [];
  const freed: StateShift[] = [];
  for (const { before: old, after: task } of pairs) {
    const [before, after] = [stateIn(base, old), stateIn(head, task)];
    const shift = { id: task.id, title: task.title, before, after };
    if (before === 'claimable' && after !== 'claimable' && !isOver(after) && after !== 'done') {
      blocked.push({ ...shift, waits_for: unmetIn(head, task) });
    } else if (after === 'claimable' && before !== 'claimable') {
      freed.push({ ...shift, waits_for: unmetIn(base, old) });
    }
  }
  return { blocked, freed };
}

const WHO_AND_WHEN = {
  done: ['completed_by', 'completed_at'],
  verified: ['verified_by', 'verified_at'],
  cancelled: ['cancelled_by', 'cancelled_at'],
  // A tombstone does not say who made it.
  deleted: [undefined, undefined],
} as const satisfies Partial<
  Record<Status, readonly [keyof SpecTask, keyof SpecTask] | [undefined, undefined]>
>;

function settledIn(before: SpecTask | undefined, after: SpecTask): SettledOutcome[] {
  const { id, title, status } = after;
  if (before?.status === status || !Object.hasOwn(WHO_AND_WHEN, status)) {
    return [];
  }
  const [by, at] = WHO_AND_WHEN[status as keyof typeof WHO_AND_WHEN];
  const textOf = (field: typeof by | typeof at): string | null => (field === undefined ? null : after[field]);
  return [{ id, title, before: before?.status ?? null, status, by: textOf(by), at: textOf(at) }];
}

/** Sections of the plan beside its tasks, as values by the name of a field. */
function planFields({ project, features }: Plan): Map<string, unknown> {
  return new Map([
    ...Object.entries(project).map(([key, value]) => [`project.${key}`, value] as const),
    ...Object.entries(features).map(([key, value]) => [`features.${key}`, value] as const),
  ]);
}

function planFieldChanges(base: Plan, head: Plan): TaskFieldChange[] {
  const [had, has] = [planFields(base), planFields(head)];
  return [...new Set([...had.keys(), ...has.keys()])]
    .filter((field) => !isSameValue(had.get(field), has.get(field)))
    .map((field) => ({
      kind: 'value',
      field,
      before: had.get(field) ?? null,
      after: has.get(field) ?? null,
    }));
}

function isReordered(base: Plan, { pairs }: Pairing): boolean {
  const inHead = new Set(pairs.map(({ before }) => before.id));
  const order = [...base.tasks.keys()].filter((id) => inHead.has(id));
  return pairs.some(({ before }, index) => order[index] !== before.id);
}

/** What leads from one plan to another. Linear in tasks and dependencies. */
export function diffPlans(base: Plan, head: Plan): PlanDiff {
  const pairing = pairTasks(base, head);
  const { pairs, added, removed } = pairing;
  const pathIn = (plan: Plan): string[] => criticalPath(dependenciesIn(plan), (id) => isOpenIn(plan, id));
  return {
    added,
    removed,
    changed: pairs.flatMap(changeOf),
    ...edgeChanges(base, head, pairing),
    ...stateShifts(base, head, pairing),
    settled: [
      ...pairs.flatMap(({ before, after }) => settledIn(before, after)),
      ...added.flatMap((task) => settledIn(undefined, task)),
    ],
    critical_path: { before: pathIn(base), after: pathIn(head) },
    plan_fields: planFieldChanges(base, head),
    reordered: isReordered(base, pairing),
  };
}

/** Whether the two plans say the same, but for the order of what is a set. */
export function isEmptyDiff({ added, removed, changed, plan_fields: fields, reordered }: PlanDiff): boolean {
  return added.length + removed.length + changed.length + fields.length === 0 && !reordered;
}
