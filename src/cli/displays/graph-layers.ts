import { topologicalOrder } from '../../model/graph.ts';
import type { GraphEdge, GraphNode, GraphResult } from '../../operations/task/graph.ts';

/** What each node depends on, of the nodes that are shown. */
export function dependenciesOf(graph: {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}): Map<string, string[]> {
  const dependencies = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  for (const { from, to } of graph.edges) {
    dependencies.get(to)?.push(from);
  }
  return dependencies;
}

/** The layer of each node, from 1: one below the deepest of its dependencies. */
export function layersOf(dependencies: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const layers = new Map<string, number>();
  for (const id of topologicalOrder(dependencies)) {
    const above = (dependencies.get(id) ?? []).map((each) => layers.get(each) ?? 0);
    layers.set(id, 1 + above.reduce((most, each) => Math.max(most, each), 0));
  }
  return layers;
}

/** Names an edge, whatever the ids are. */
export function edgeKey({ from, to }: GraphEdge): string {
  return JSON.stringify([from, to]);
}

/** The edges of the critical path, by their keys. */
export function criticalEdges({ critical_path: path }: GraphResult): Set<string> {
  return new Set(path.slice(1).map((to, index) => edgeKey({ from: path[index] ?? '', to })));
}
