import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawGraph } from '../../../src/cli/displays/display-graph.ts';
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH, type Point } from '../../../src/cli/displays/graph-layout.ts';
import { STATES } from '../../../src/model/status.ts';
import type { GraphNode, GraphResult } from '../../../src/operations/task/graph.ts';

function node(id: string, title = `Task ${id}`, state: GraphNode['state'] = 'waiting'): GraphNode {
  return { id, title, status: 'ready', state, priority: 100, claimed_by: null };
}

function chain(length: number): GraphResult {
  const nodes = Array.from({ length }, (_, index) => node(`T${index}`));
  const edges = nodes.slice(1).map(({ id }, index) => ({ from: `T${index}`, to: id }));
  return { nodes, edges, focus: null, critical_path: nodes.map(({ id }) => id) };
}

/** Each of `count` tasks waits for up to three that come before it. */
const drawnGraph = fc
  .array(fc.array(fc.nat({ max: 1000 }), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((wanted): GraphResult => {
    const nodes = wanted.map((_, index) => node(`T${index}`));
    const edges = wanted.flatMap((each, to) =>
      to === 0
        ? []
        : [...new Set(each.map((at) => at % to))].map((from) => ({ from: `T${from}`, to: `T${to}` })),
    );
    return { nodes, edges, focus: null, critical_path: [] };
  });

function overlap(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < NODE_WIDTH && Math.abs(a.y - b.y) < NODE_HEIGHT;
}

function expectDrawn(data: GraphResult, layout: Awaited<ReturnType<typeof layoutGraph>>): void {
  const points = data.nodes.map(({ id }) => layout.nodes.get(id) ?? { x: Number.NaN, y: Number.NaN });
  points.forEach((point, index) => {
    expect(point.x).toBeGreaterThanOrEqual(NODE_WIDTH / 2);
    expect(point.x).toBeLessThanOrEqual(layout.width - NODE_WIDTH / 2);
    expect(point.y).toBeGreaterThanOrEqual(NODE_HEIGHT / 2);
    expect(point.y).toBeLessThanOrEqual(layout.height - NODE_HEIGHT / 2);
    expect(points.slice(0, index).some((other) => overlap(point, other))).toBe(false);
  });
  layout.edges.forEach((edge, index) => {
    const { from = '', to = '' } = data.edges[index] ?? {};
    expect(edge[0]).toEqual({
      x: (layout.nodes.get(from)?.x ?? 0) + NODE_WIDTH / 2,
      y: layout.nodes.get(from)?.y,
    });
    expect(edge.at(-1)).toEqual({
      x: (layout.nodes.get(to)?.x ?? 0) - NODE_WIDTH / 2,
      y: layout.nodes.get(to)?.y,
    });
    expect(edge.at(-1)?.x).toBeGreaterThan(edge[0]?.x ?? Infinity);
  });
}

describe('a drawing', () => {
  test('places every task beyond what it depends on, and none over another', async () => {
    await fc.assert(
      fc.asyncProperty(drawnGraph, async (data) => {
        expectDrawn(data, await layoutGraph(data));
      }),
      { numRuns: 30 },
    );
  });

  test('of what is too large for the layout library is by columns', async () => {
    const wide: GraphResult = {
      nodes: Array.from({ length: 2000 }, (_, index) => node(`T${index}`)),
      edges: Array.from({ length: 1900 }, (_, index) => ({ from: `T${index}`, to: `T${index + 100}` })),
      focus: null,
      critical_path: [],
    };
    const layout = await layoutGraph(wide);
    expect(new Set([...layout.nodes.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(2000);
    expect((await layoutGraph(chain(20_000))).nodes.size).toBe(20_000);
  });

  test('of no task is an empty picture', async () => {
    expect(await drawGraph({ nodes: [], edges: [], focus: null, critical_path: [] }, 'svg')).toContain(
      '<svg',
    );
  });
});

/** Elements and attributes with everything foreign taken out: what is left is ours. */
function skeleton(svg: string): string {
  return svg
    .slice(svg.indexOf('<g id="scene">'))
    .replace(/="[^"<>]*"/gu, '=""')
    .replace(/>[^<>]+</gu, '><');
}

describe('the graph as SVG', () => {
  test('whatever ids and titles hold, they are text and end nothing', async () => {
    const plain = skeleton((await drawGraph({ ...chain(2), critical_path: [] }, 'svg')) ?? '');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.string({ unit: 'binary', minLength: 1 }),
        async (id, title) => {
          fc.pre(id !== 'T1');
          const data = { ...chain(2), nodes: [node(id, title), node('T1')], edges: [{ from: id, to: 'T1' }] };
          const svg = (await drawGraph({ ...data, critical_path: [] }, 'svg')) ?? '';
          expect(skeleton(svg)).toBe(plain);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('shows every state, the critical path and the focus', async () => {
    const nodes = STATES.map((state, index) => node(`T${index}`, state, state));
    const edges = [
      { from: 'T0', to: 'T1' },
      { from: 'T0', to: 'T2' },
    ];
    const data: GraphResult = { nodes, edges, focus: 'T0', critical_path: ['T0', 'T1'] };
    const svg = (await drawGraph(data, 'svg')) ?? '';
    STATES.forEach((state) => expect(svg).toContain(`${state} 1</text>`));
    expect(svg.match(/class="edge critical"/gu)).toHaveLength(1);
    expect(svg.match(/class="node [a-z ]*critical[a-z ]*"/gu)).toHaveLength(2);
    expect(svg.match(/class="node [a-z ]*focus[a-z ]*"/gu)).toHaveLength(1);
  });
});

test('nothing of the page is loaded from elsewhere', async () => {
  const page = (await drawGraph(chain(3), 'html')) ?? '';
  expect(page).toContain("default-src 'none'");
  const addresses = [...page.matchAll(/https?:\/\/[^"'\s)]+/gu)].map(([address]) => address);
  expect([...new Set(addresses)]).toEqual(['http://www.w3.org/2000/svg']);
});
