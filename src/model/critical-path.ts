import { topologicalOrder, type Edges } from './graph.ts';

/**
 * The longest chain of nodes that are open, each waiting for the one before it: so many steps are to be done one after
 * the other, however many work on them. Of several as long, the one that ends first in the order of the map. Linear;
 * edges lead from a node to what it depends on. Empty where nothing is open.
 */
export function criticalPath(dependencies: Edges, isOpen: (id: string) => boolean): string[] {
  const lengths = new Map<string, number>();
  const before = new Map<string, string>();
  let last: string | undefined;
  for (const id of topologicalOrder(dependencies)) {
    if (!isOpen(id)) {
      continue;
    }
    let longest = 0;
    for (const dependency of dependencies.get(id) ?? []) {
      const length = lengths.get(dependency) ?? 0;
      if (length > longest) {
        longest = length;
        before.set(id, dependency);
      }
    }
    lengths.set(id, longest + 1);
    if (last === undefined || longest + 1 > (lengths.get(last) ?? 0)) {
      last = id;
    }
  }
  const path: string[] = [];
  for (let id = last; id !== undefined; id = before.get(id)) {
    path.push(id);
  }
  return path.reverse();
}
