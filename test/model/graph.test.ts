import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findCycles,
  neighbourhood,
  reachable,
  reverseEdges,
  topologicalOrder,
} from '../../src/model/graph.ts';

const LONG = 100_000;

function graphOf(edges: Record<string, string[]>): Map<string, string[]> {
  return new Map(Object.entries(edges));
}

/** `0 → 1 → … → length - 1`, and back to `0` when it is closed. */
function chain(length: number, closed: boolean): Map<string, string[]> {
  const names = Array.from({ length }, (_, index) => String(index));
  return new Map(
    names.map((name, index) => [name, index + 1 < length ? [String(index + 1)] : closed ? ['0'] : []]),
  );
}

const NODES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const graph = fc
  .array(fc.tuple(fc.constantFrom(...NODES), fc.constantFrom(...NODES)), { maxLength: 16 })
  .map((pairs) => {
    const edges = new Map<string, string[]>(NODES.map((node) => [node, []]));
    pairs.forEach(([from, to]) => edges.get(from)?.push(to));
    return edges;
  });

/** Whether each node reaches each other, by plain closure: the oracle. */
function closure(edges: ReadonlyMap<string, readonly string[]>): Map<string, Set<string>> {
  const reached = new Map([...edges].map(([node, targets]) => [node, new Set(targets)]));
  for (const middle of edges.keys()) {
    for (const set of reached.values()) {
      if (set.has(middle)) {
        reached.get(middle)?.forEach((node) => set.add(node));
      }
    }
  }
  return reached;
}

describe('cycles', () => {
  it('are paths that end where they begin', () => {
    expect(findCycles(graphOf({ A: ['B'], B: ['C'], C: ['A'], D: ['A'] }))).toEqual([['A', 'B', 'C', 'A']]);
    expect(findCycles(graphOf({ A: ['A'] }))).toEqual([['A', 'A']]);
    expect(findCycles(graphOf({ A: ['B', 'B', 'missing'], B: ['A'] }))).toEqual([['A', 'B', 'A']]);
  });

  it('are found in every group of tasks that lead to each other, and each is one', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const cycles = findCycles(edges);
        const reached = closure(edges);
        for (const cycle of cycles) {
          expect(cycle.at(0)).toBe(cycle.at(-1));
          expect(new Set(cycle).size).toBe(cycle.length - 1);
          cycle.slice(1).forEach((node, index) => expect(edges.get(cycle[index] ?? '')).toContain(node));
        }
        expect(new Set(cycles.map((cycle) => cycle.join())).size).toBe(cycles.length);
        for (const node of edges.keys()) {
          const group = [...edges.keys()].filter(
            (other) => reached.get(node)?.has(other) && reached.get(other)?.has(node),
          );
          const inCycle = cycles.some((cycle) => cycle.some((each) => group.includes(each)));
          expect(inCycle).toBe(group.length > 0);
        }
      }),
    );
  });

  it('leave none when the last edge of each is taken out', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const mended = new Map([...edges].map(([node, targets]) => [node, new Set(targets)]));
        findCycles(edges).forEach((cycle) => mended.get(cycle.at(-2) ?? '')?.delete(cycle.at(-1) ?? ''));
        expect(findCycles(new Map([...mended].map(([node, targets]) => [node, [...targets]])))).toEqual([]);
      }),
    );
  });

  it('are found in a chain and in a circle of 100,000', () => {
    expect(findCycles(chain(LONG, false))).toEqual([]);
    const cycles = findCycles(chain(LONG, true));
    expect(cycles.map((cycle) => cycle.length)).toEqual([LONG + 1]);
  });

  it('that overlap a thousandfold are cut to a list that can be printed', () => {
    const edges = new Map([...chain(LONG, true)].map(([node, targets]) => [node, [...targets, '0']]));
    const names = findCycles(edges).reduce((sum, cycle) => sum + cycle.length, 0);
    expect(names).toBeLessThanOrEqual(2 * LONG);
    expect(findCycles(new Map([...edges, ['X', ['Y']], ['Y', ['X']]])).at(-1)).toEqual(['X', 'Y', 'X']);
  });
});

describe('walks', () => {
  it('reach what a plain closure reaches', () => {
    fc.assert(
      fc.property(graph, fc.constantFrom(...NODES), (edges, from) => {
        expect(reachable(from, edges)).toEqual(closure(edges).get(from));
      }),
    );
  });

  it('put dependencies first, every task once, cycles or not', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const order = topologicalOrder(edges);
        expect([...order].sort()).toEqual(NODES);
        const place = new Map(order.map((node, index) => [node, index]));
        const reached = closure(edges);
        for (const [node, targets] of edges) {
          for (const target of targets.filter((each) => !reached.get(each)?.has(node))) {
            expect(place.get(target)).toBeLessThan(place.get(node) ?? -1);
          }
        }
      }),
    );
    expect(topologicalOrder(graphOf({ C: ['A'], B: [], A: [] }))).toEqual(['A', 'C', 'B']);
  });

  it('turn edges round', () => {
    expect(reverseEdges(graphOf({ A: ['B', 'B', 'C'], B: ['C'] }))).toEqual(
      graphOf({ A: [], B: ['A'], C: ['A', 'B'] }),
    );
  });

  it('take a neighbourhood straight up and straight down, without siblings', () => {
    const dependencies = graphOf({ A: [], B: ['A'], sibling: ['A'], C: ['B'], D: ['C'] });
    const near = (hops: number): Map<string, number> =>
      neighbourhood('B', hops, { dependencies, dependents: reverseEdges(dependencies) });
    expect(near(0)).toEqual(new Map([['B', 0]]));
    expect(near(1)).toEqual(
      new Map([
        ['B', 0],
        ['A', 1],
        ['C', 1],
      ]),
    );
    expect([...near(9).keys()].sort()).toEqual(['A', 'B', 'C', 'D']);
  });

  it('are iterative', () => {
    const long = chain(LONG, false);
    expect(reachable('0', long).size).toBe(LONG - 1);
    expect(topologicalOrder(long).at(0)).toBe(String(LONG - 1));
    expect(neighbourhood('0', LONG, { dependencies: long, dependents: reverseEdges(long) }).size).toBe(LONG);
  });
});
