import type { Plan } from '../../../src/model/plan.ts';
import type { PlanDiff } from '../../../src/model/plan-diff.ts';
import type { SpecTask } from '../../../src/model/task.ts';
import type { TaskFieldChange } from '../../../src/model/task-change.ts';

type Fields = Record<string, unknown>;

/** The value of a field after a change, as anybody who reads the JSON would work it out. */
function after(before: unknown, change: TaskFieldChange): unknown {
  switch (change.kind) {
    case 'value':
    case 'text':
      return change.after;
    case 'set': {
      const removed = new Set(change.removed);
      return [...(before as string[]).filter((item) => !removed.has(item)), ...change.added];
    }
    case 'list':
      return change.items.flatMap((step) =>
        step.kind === 'removed' ? [] : [step.kind === 'changed' ? step.after : step.text],
      );
  }
}

function applyFields(task: SpecTask, changes: readonly TaskFieldChange[]): Fields {
  const result: Fields = {
    ...task,
    prd: task.prd === null ? null : { ...task.prd },
    extra: { ...task.extra },
  };
  for (const change of changes) {
    const [first = '', second] = change.field.split('.');
    const isExtra = first.startsWith('x-');
    const home = (isExtra ? result.extra : second === undefined ? result : result[first]) as Fields;
    const key = isExtra ? change.field : (second ?? first);
    if (isExtra && !('after' in change)) {
      Reflect.deleteProperty(home, key);
    } else {
      home[key] = after(home[key], change);
    }
  }
  return result;
}

/** The tasks of the head, of those of the base and of nothing but the JSON of the difference. */
export function applyDiff(base: Plan, diff: PlanDiff): Map<string, Fields> {
  const { added, removed, changed } = JSON.parse(JSON.stringify(diff)) as PlanDiff;
  const tasks = new Map<string, Fields>([...base.tasks].map(([id, task]) => [id, { ...task }]));
  removed.forEach(({ id }) => tasks.delete(id));
  const edited = changed.map(({ id, renamed_from: former, fields }): [string, Fields] => {
    const task = base.tasks.get(former ?? id);
    if (task === undefined) {
      throw new Error(`no task ${former ?? id} to change`);
    }
    return [id, { ...applyFields(task, fields), id }];
  });
  changed.forEach(({ renamed_from: former }) => (former === null ? false : tasks.delete(former)));
  for (const [id, task] of [...edited, ...added.map((task) => [task.id, { ...task }] as const)]) {
    tasks.set(id, task);
  }
  return tasks;
}

/** Without what the order of a set says, which is nothing. */
function comparable(task: Fields): Fields {
  const sorted = (value: unknown): unknown => [...(value as string[])].sort();
  return {
    ...task,
    depends_on: sorted(task.depends_on),
    labels: sorted(task.labels),
    locks: sorted(task.locks),
    capabilities: sorted(task.capabilities),
    former_ids: sorted(task.former_ids),
  };
}

/** The tasks of a plan by id, so that two plans which say the same are equal. */
export function comparableTasks(tasks: Iterable<readonly [string, object]>): [string, Fields][] {
  return [...tasks]
    .map(([id, task]): [string, Fields] => [id, comparable(task as Fields)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
