import type { Edges } from '../../model/graph.ts';
import type { GraphResult } from '../../operations/task/graph.ts';
import { dependenciesOf, layersOf } from './graph-layers.ts';

/** Where something lies: pixels from the upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A drawing of a graph: the middle of each node, by id, and the points of each edge, in the order of the edges. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: readonly (readonly Point[])[];
}

export const NODE_WIDTH = 220;
export const NODE_HEIGHT = 48;
const MARGIN = 24;
const BETWEEN_LAYERS = 72;
const BETWEEN_NODES = 20;

/**
 * dagre takes a time that grows with the square of the nodes and of the layers that edges pass: so many take about two
 * seconds. More are drawn layer by layer, in linear time.
 */
const MOST_FOR_DAGRE = 1500;

type Layers = ReadonlyMap<string, number>;

/** Nodes and, of each edge, the layers that it passes: for dagre each is a node. */
function effortOf(data: GraphResult, layers: Layers): number {
  const spans = data.edges.map(({ from, to }) => (layers.get(to) ?? 1) - (layers.get(from) ?? 1) - 1);
  return spans.reduce((sum, span) => sum + span, data.nodes.length);
}

/** What is used of dagre; its own declarations import without extensions, which TypeScript does not follow here. */
interface DagreGraph {
  setGraph(label: Readonly<Record<string, string | number>>): void;
  setNode(name: string, label: { width: number; height: number }): void;
  setEdge(from: string, to: string, label: object): void;
  graph(): { readonly width?: number; readonly height?: number };
  node(name: string): Point;
  edge(from: string, to: string): { readonly points: readonly Point[] };
}
interface Dagre {
  readonly Graph: new () => DagreGraph;
  readonly layout: (graph: DagreGraph) => void;
}

/** By Sugiyama's method as dagre has it: few crossings, and edges that bend around what they pass. */
async function layeredByDagre(data: GraphResult): Promise<GraphLayout> {
  const { Graph, layout } = (await import('@dagrejs/dagre')) as unknown as Dagre;
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: BETWEEN_NODES,
    ranksep: BETWEEN_LAYERS,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  // Numbers, because dagre gives names of its own to what it adds.
  const numbers = new Map(data.nodes.map(({ id }, index) => [id, `n${index}`]));
  const numberOf = (id: string): string => numbers.get(id) ?? '';
  data.nodes.forEach(({ id }) => {
    graph.setNode(numberOf(id), { width: NODE_WIDTH, height: NODE_HEIGHT });
  });
  data.edges.forEach(({ from, to }) => {
    graph.setEdge(numberOf(from), numberOf(to), {});
  });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const pointOf = (id: string): Point => {
    const { x, y } = graph.node(numberOf(id));
    return { x, y };
  };
  return {
    width: Math.max(width, 2 * MARGIN),
    height: Math.max(height, 2 * MARGIN),
    nodes: new Map(data.nodes.map(({ id }) => [id, pointOf(id)])),
    edges: data.edges.map(({ from, to }) => {
      const bends = graph.edge(numberOf(from), numberOf(to)).points.slice(1, -1);
      return [leaving(pointOf(from)), ...bends.map(({ x, y }) => ({ x, y })), arriving(pointOf(to))];
    }),
  };
}

/** From the middle of the right side to that of the left one, so that an edge leaves and arrives level. */
function leaving({ x, y }: Point): Point {
  return { x: x + NODE_WIDTH / 2, y };
}

function arriving({ x, y }: Point): Point {
  return { x: x - NODE_WIDTH / 2, y };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A column for each layer; in it, each node as near to the middle of what it depends on as the others let it. */
function layeredInColumns(data: GraphResult, dependencies: Edges, layers: Layers): GraphLayout {
  const columns: string[][] = [];
  for (const { id } of data.nodes) {
    (columns[(layers.get(id) ?? 1) - 1] ??= []).push(id);
  }
  const rows = new Map<string, number>();
  for (const column of columns) {
    const wanted = new Map(
      column.map((id, index) => {
        const above = (dependencies.get(id) ?? []).flatMap((each) => rows.get(each) ?? []);
        return [id, above.length === 0 ? index : mean(above)];
      }),
    );
    column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
    column.forEach((id, row) => rows.set(id, row));
  }
  const pointOf = (id: string): Point => ({
    x: MARGIN + NODE_WIDTH / 2 + ((layers.get(id) ?? 1) - 1) * (NODE_WIDTH + BETWEEN_LAYERS),
    y: MARGIN + NODE_HEIGHT / 2 + (rows.get(id) ?? 0) * (NODE_HEIGHT + BETWEEN_NODES),
  });
  const nodes = new Map(data.nodes.map(({ id }) => [id, pointOf(id)]));
  const tallest = columns.reduce((most, column) => Math.max(most, column.length), 0);
  return {
    width: 2 * MARGIN + columns.length * (NODE_WIDTH + BETWEEN_LAYERS) - BETWEEN_LAYERS,
    height: 2 * MARGIN + tallest * (NODE_HEIGHT + BETWEEN_NODES) - BETWEEN_NODES,
    nodes,
    edges: data.edges.map(({ from, to }) => [leaving(pointOf(from)), arriving(pointOf(to))]),
  };
}

/** Places the nodes from left to right, each beyond what it depends on. */
export async function layoutGraph(data: GraphResult): Promise<GraphLayout> {
  const dependencies = dependenciesOf(data);
  const layers = layersOf(dependencies);
  return effortOf(data, layers) <= MOST_FOR_DAGRE
    ? await layeredByDagre(data)
    : layeredInColumns(data, dependencies, layers);
}
