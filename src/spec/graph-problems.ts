import { findCycles } from '../model/graph.ts';
import { formerIdsOf } from '../model/reconcile.ts';
import type { Status } from '../model/status.ts';
import { nearMisses } from '../util/near-miss.ts';
import type { ReadTask } from './read-task.ts';
import type { TaskFinding } from './task-locator.ts';

/** A misspelt id is compared with every id; beyond this many comparisons hints would cost seconds. */
const MAX_COMPARISONS = 1_000_000;

/** A task in one of these waits for nothing, so that it does not matter what became of its dependencies. */
const AT_REST: ReadonlySet<Status> = new Set(['done', 'verified', 'cancelled', 'deleted']);

interface Dependency {
  readonly taskId: string;
  readonly index: number;
  readonly target: string;
}

function listDependencies(tasks: readonly ReadTask[]): Dependency[] {
  return tasks.flatMap(({ id, dependsOn }) =>
    dependsOn.map((target, index) => ({ taskId: id, index, target })),
  );
}

function hintForMissing(
  target: string,
  renamed: ReadonlyMap<string, string>,
  candidates: readonly string[],
): string | null {
  const newId = renamed.get(target);
  if (newId !== undefined) {
    return `\`${target}\` is now \`${newId}\`.`;
  }
  const near = nearMisses(target, candidates);
  return near.length === 0 ? null : `Did you mean ${near.map((id) => `\`${id}\``).join(' or ')}?`;
}

function findMissing(
  dependencies: readonly Dependency[],
  byId: ReadonlyMap<string, ReadTask>,
): TaskFinding[] {
  const missing = dependencies.filter(({ target }) => !byId.has(target));
  if (missing.length === 0) {
    return [];
  }
  const renamed = new Map<string, string>();
  for (const { id, task } of byId.values()) {
    for (const former of task === undefined ? [] : formerIdsOf(task)) {
      renamed.set(former, id);
    }
  }
  const ids = [...byId.keys()];
  const distinct = new Set(missing.map(({ target }) => target)).size;
  const candidates = distinct * ids.length <= MAX_COMPARISONS ? ids : [];
  const hints = new Map<string, string | null>();
  return missing.map(({ taskId, index, target }) => {
    const hint = hints.get(target) ?? hintForMissing(target, renamed, candidates);
    hints.set(target, hint);
    const message = `task ${taskId} depends on ${target}, which is no task`;
    return { code: 'DEPENDENCY_MISSING', taskId, path: ['depends_on', index], message, hint };
  });
}

function findSelf(dependencies: readonly Dependency[]): TaskFinding[] {
  return dependencies
    .filter(({ taskId, target }) => taskId === target)
    .map(({ taskId, index }) => {
      const message = `task ${taskId} depends on itself`;
      return { code: 'DEPENDENCY_SELF', taskId, path: ['depends_on', index], message };
    });
}

function findCircles(byId: ReadonlyMap<string, ReadTask>): TaskFinding[] {
  const edges = new Map<string, readonly string[]>();
  for (const { id, dependsOn } of byId.values()) {
    edges.set(
      id,
      dependsOn.filter((target) => target !== id && byId.has(target)),
    );
  }
  return findCycles(edges).map((cycle) => {
    const [taskId = '', next = ''] = cycle;
    const index = byId.get(taskId)?.dependsOn.indexOf(next) ?? 0;
    const message = `the dependencies go round in a circle: ${cycle.join(' → ')}`;
    const hint = 'Take one of these dependencies out.';
    return { code: 'DEPENDENCY_CYCLE', taskId, path: ['depends_on', index], message, hint, cycle };
  });
}

function findWithdrawn(
  dependencies: readonly Dependency[],
  byId: ReadonlyMap<string, ReadTask>,
): TaskFinding[] {
  return dependencies.flatMap(({ taskId, index, target }) => {
    const own = byId.get(taskId)?.task?.status;
    const other = byId.get(target)?.task?.status;
    const isWithdrawn = other === 'cancelled' || other === 'deleted';
    if (!isWithdrawn || own === undefined || AT_REST.has(own)) {
      return [];
    }
    const message = `task ${taskId} waits for ${target}, which is ${other}`;
    const hint = `Take the dependency out of ${taskId}, or reopen ${target}.`;
    return [{ code: 'DEPENDENCY_WITHDRAWN', taskId, path: ['depends_on', index], message, hint }];
  });
}

/** What is wrong with the graph of the tasks, whose ids differ; linear in tasks and dependencies, but for the hints. */
export function findGraphProblems(tasks: readonly ReadTask[]): TaskFinding[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const dependencies = listDependencies(tasks);
  return [
    ...findMissing(dependencies, byId),
    ...findSelf(dependencies),
    ...findCircles(byId),
    ...findWithdrawn(dependencies, byId),
  ];
}
