import { findCycles } from './graph.ts';
import type { SideName, Sides } from './merge-sides.ts';

/** A dependency that one side has and that does not stand beside what the other side did. */
export interface EdgeConflict {
  readonly taskId: string;
  readonly dependencyId: string;
  /** Whose edge it is. */
  readonly side: SideName;
  /** From the task back to itself; `undefined` where the other side took the dependency out of the plan. */
  readonly cycle: readonly string[] | undefined;
  /** The edges of the cycle that the other side put in. */
  readonly others: readonly (readonly [string, string])[];
}

export type Edges = ReadonlyMap<string, readonly string[]>;

function has(edges: Edges, taskId: string, dependencyId: string): boolean {
  return edges.get(taskId)?.includes(dependencyId) === true;
}

/** Who put an edge in; `undefined` for one that was there, or that both put in. */
function sideOf(sides: Sides<Edges>, taskId: string, dependencyId: string): SideName | undefined {
  const [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map((edges) =>
    has(edges, taskId, dependencyId),
  );
  return base === true || ours === theirs ? undefined : ours === true ? 'ours' : 'theirs';
}

function findDangling(merged: Edges, sides: Sides<Edges>): EdgeConflict[] {
  return [...merged].flatMap(([taskId, targets]) =>
    targets
      .filter((target) => !merged.has(target))
      .map((dependencyId) => ({
        taskId,
        dependencyId,
        side: sideOf(sides, taskId, dependencyId) ?? (sides.ours.has(dependencyId) ? 'ours' : 'theirs'),
        cycle: undefined,
        others: [],
      })),
  );
}

/** The edge of a cycle that is asked about: of those that one side put in, that of the first task by id, whoever is asked. */
function edgeOf(cycle: readonly string[], sides: Sides<Edges>): EdgeConflict | undefined {
  const edges = cycle.slice(0, -1).map((taskId, index) => {
    const dependencyId = cycle[index + 1] ?? '';
    const path = [...cycle.slice(index, -1), ...cycle.slice(0, index), taskId];
    return { taskId, dependencyId, side: sideOf(sides, taskId, dependencyId), cycle: path };
  });
  const [first] = edges
    .filter(({ side }) => side !== undefined)
    .toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1));
  if (first?.side === undefined) {
    return undefined;
  }
  const others = edges
    .filter(({ side }) => side !== undefined && side !== first.side)
    .map(({ taskId, dependencyId }) => [taskId, dependencyId] as const);
  return { ...first, side: first.side, others };
}

function without(edges: Edges, { taskId, dependencyId }: EdgeConflict): Map<string, readonly string[]> {
  return new Map(edges).set(
    taskId,
    (edges.get(taskId) ?? []).filter((target) => target !== dependencyId),
  );
}

/**
 * The edges of a merged graph that do not fit it, although each side fitted by itself: to a task that the other side took
 * out, and of each cycle that the two sides closed together, one. Taking them all out leaves a graph that is whole.
 */
export function findEdgeConflicts(merged: Edges, sides: Sides<Edges>): EdgeConflict[] {
  const conflicts = findDangling(merged, sides);
  let rest = conflicts.reduce<Edges>(without, merged);
  for (let cycles = findCycles(rest); cycles.length > 0; cycles = findCycles(rest)) {
    const found = cycles.map((cycle) => edgeOf(cycle, sides)).find((edge) => edge !== undefined);
    if (found === undefined) {
      break;
    }
    conflicts.push(found);
    rest = without(rest, found);
  }
  return conflicts;
}
