/**
 * Walks over the dependency graph. Everything is iterative, because a chain of 100,000 tasks overflows the stack of a
 * recursive walk. Edges lead from a task to what it depends on; a target that is no key of the map has no edges.
 */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** Cycles that share tasks are listed until so many names stand in the list: `n` tasks can have `n²` names in their cycles. */
const MAX_LISTED_NAMES = 100_000;

interface Frame {
  readonly node: string;
  readonly targets: Iterator<string>;
  /** Depth of the topmost frame, up to this one, whose node is on a cycle that is listed already; -1 when there is none. */
  listedDepth: number;
}

interface Visitor {
  /** An edge from the last frame of the path back to the one at `depth`. */
  onBackEdge(path: readonly Frame[], depth: number): void;
  /** All that the node leads to has been left before. */
  onLeave(node: string): void;
}

function openFrame(node: string, edges: Edges, parent: Frame | undefined): Frame {
  const targets = new Set(edges.get(node) ?? []).values();
  return { node, targets, listedDepth: parent?.listedDepth ?? -1 };
}

/** Depth-first over the whole graph, roots and edges in the order of the map. */
function walk(edges: Edges, visitor: Visitor): void {
  const depthOnPath = new Map<string, number>();
  const seen = new Set<string>();
  const path: Frame[] = [];
  const enter = (node: string): void => {
    seen.add(node);
    depthOnPath.set(node, path.length);
    path.push(openFrame(node, edges, path.at(-1)));
  };
  for (const root of edges.keys()) {
    if (!seen.has(root)) {
      enter(root);
    }
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const step = frame.targets.next();
      if (step.done === true) {
        path.pop();
        depthOnPath.delete(frame.node);
        visitor.onLeave(frame.node);
        continue;
      }
      const depth = depthOnPath.get(step.value);
      if (depth !== undefined) {
        visitor.onBackEdge(path, depth);
      } else if (!seen.has(step.value)) {
        enter(step.value);
      }
    }
  }
}

/**
 * Cycles as paths that end where they begin (`A, B, A`; `A, A` for a task that depends on itself), each once, in the
 * order of the map. Every group of tasks that lead to each other has at least one among them, and when no two share a
 * task or the list is short (100,000 names), taking the last edge out of each leaves no cycle.
 */
export function findCycles(edges: Edges): string[][] {
  const cycles: string[][] = [];
  let names = 0;
  walk(edges, {
    onBackEdge(path, depth) {
      const top = path.at(-1);
      const sharesTask = top !== undefined && top.listedDepth >= depth;
      const length = path.length - depth + 1;
      if (sharesTask && names + length > MAX_LISTED_NAMES) {
        return;
      }
      names += length;
      const frames = path.slice(depth);
      frames.forEach((frame, index) => {
        frame.listedDepth = depth + index;
      });
      const cycle = frames.map((frame) => frame.node);
      cycles.push([...cycle, ...cycle.slice(0, 1)]);
    },
    onLeave: () => undefined,
  });
  return cycles;
}

/** Every node, each after what it leads to (dependencies first), otherwise in the order of the map. A cycle is cut where the walk meets it. */
export function topologicalOrder(edges: Edges): string[] {
  const order: string[] = [];
  walk(edges, { onBackEdge: () => undefined, onLeave: (node) => order.push(node) });
  return order;
}

/** The same edges the other way round, with the same keys and those that were only targets. */
export function reverseEdges(edges: Edges): Map<string, string[]> {
  const reversed = new Map<string, string[]>();
  for (const node of edges.keys()) {
    reversed.set(node, []);
  }
  for (const [node, targets] of edges) {
    for (const target of new Set(targets)) {
      const sources = reversed.get(target);
      if (sources === undefined) {
        reversed.set(target, [node]);
      } else {
        sources.push(node);
      }
    }
  }
  return reversed;
}

/** Breadth-first from `from`, which has distance 0; at most `hops` edges far. */
export function distances(from: string, edges: Edges, hops: number): Map<string, number> {
  const found = new Map([[from, 0]]);
  for (const [node, distance] of found) {
    const targets = distance < hops ? (edges.get(node) ?? []) : [];
    for (const target of targets) {
      if (!found.has(target)) {
        found.set(target, distance + 1);
      }
    }
  }
  return found;
}

/** What at least one edge leads to from `from`; `from` itself only when it is on a cycle. */
export function reachable(from: string, edges: Edges): Set<string> {
  const found = new Set(edges.get(from) ?? []);
  for (const node of found) {
    for (const target of edges.get(node) ?? []) {
      found.add(target);
    }
  }
  return found;
}

/**
 * The focus, what it depends on and what depends on it, each with its distance in edges, up to `hops`. Siblings (other
 * dependents of a dependency) are not part of it: the walk goes straight up and straight down.
 */
export function neighbourhood(
  focus: string,
  hops: number,
  directions: { readonly dependencies: Edges; readonly dependents: Edges },
): Map<string, number> {
  const near = distances(focus, directions.dependencies, hops);
  for (const [node, distance] of distances(focus, directions.dependents, hops)) {
    near.set(node, Math.min(distance, near.get(node) ?? distance));
  }
  return near;
}
