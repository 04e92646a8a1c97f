import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { criticalPath } from '../../src/model/critical-path.ts';

/** The longest chain that ends with a node, found by trying all of them. */
function longest(
  id: string,
  edges: ReadonlyMap<string, readonly string[]>,
  open: ReadonlySet<string>,
): number {
  if (!open.has(id)) {
    return 0;
  }
  return 1 + Math.max(0, ...(edges.get(id) ?? []).map((each) => longest(each, edges, open)));
}

test('is a chain of open nodes, and none is longer', () => {
  const drawn = fc.array(fc.record({ isOpen: fc.boolean(), to: fc.array(fc.nat({ max: 11 })) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(drawn, (nodes) => {
      const edges = new Map(nodes.map(({ to }, at) => [`${at}`, to.filter((each) => each < at).map(String)]));
      const open = new Set(nodes.flatMap(({ isOpen }, at) => (isOpen ? [`${at}`] : [])));
      const path = criticalPath(edges, (id) => open.has(id));
      expect(path.every((id) => open.has(id))).toBe(true);
      path.slice(1).forEach((id, index) => expect(edges.get(id)).toContain(path[index]));
      expect(path).toHaveLength(Math.max(0, ...nodes.map((_, at) => longest(`${at}`, edges, open))));
    }),
  );
});

test('a chain of 100,000 is walked', () => {
  const edges = new Map(Array.from({ length: 100_000 }, (_, at) => [`${at}`, at === 0 ? [] : [`${at - 1}`]]));
  expect(criticalPath(edges, () => true)).toHaveLength(100_000);
});
