import { isOver, STATES, type State } from '../../model/status.ts';
import type { GraphEdge, GraphNode, GraphResult } from '../../operations/task/graph.ts';
import { fit } from '../ui/cells.ts';
import { safe } from '../ui/safe.ts';
import { text } from '../ui/text.ts';
import { CRITICAL_COLOR, GRAPH_COLORS } from './graph-colors.ts';
import { criticalEdges, edgeKey } from './graph-layers.ts';
import { NODE_HEIGHT, NODE_WIDTH, type GraphLayout, type Point } from './graph-layout.ts';

/** Cells of a title that fit into a node. */
const TITLE_CELLS = 29;
const ID_CELLS = 26;
const EDGE_COLOR = '#777';
const LEGEND_HEIGHT = 40;
const LEGEND_STEP = 130;

/** Foreign text as content or as a quoted attribute: https://www.w3.org/TR/xml/#syntax. */
export function xml(value: string): string {
  return safe(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const STYLE = [
  'text{font-family:system-ui,sans-serif;font-size:12px;fill:#111}',
  '.id{font-weight:600}',
  '.node rect{stroke:#555;stroke-width:1}',
  `.edge{fill:none;stroke:${EDGE_COLOR};stroke-width:1.2}`,
  `.critical rect,.edge.critical{stroke:${CRITICAL_COLOR};stroke-width:2.5}`,
  '.focus rect{stroke-width:4}',
  '.over text{fill:#666}',
  ...STATES.map((state) => `.${state} rect{fill:${GRAPH_COLORS[state]}}`),
].join('\n');

function arrow(id: string, color: string): string {
  return (
    `<marker id="${id}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">` +
    `<path d="M0 0L8 4L0 8z" fill="${color}"/></marker>`
  );
}

const ARROWS = `<defs>${arrow('arrow', EDGE_COLOR)}${arrow('arrow-critical', CRITICAL_COLOR)}</defs>`;

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** From left to right, leaving and arriving level. */
function curve(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const at = `${round(point.x)} ${round(point.y)}`;
      if (before === undefined) {
        return `M${at}`;
      }
      const middle = round((before.x + point.x) / 2);
      return `C${middle} ${round(before.y)} ${middle} ${round(point.y)} ${at}`;
    })
    .join('');
}

function cut(value: string, cells: number): string {
  return fit(text(safe(value)), cells).plain;
}

/** What a hint of the pointer says: the whole title, and what there is to know. */
function tip(node: GraphNode): string {
  const holder = node.claimed_by === null ? '' : `, held by ${node.claimed_by}`;
  return `${xml(`${node.id}: ${node.title}`)}\n${xml(`${node.state}${holder}, priority ${node.priority}`)}`;
}

class SvgGraph {
  readonly #data: GraphResult;
  readonly #layout: GraphLayout;
  readonly #critical: ReadonlySet<string>;
  readonly #criticalEdges: ReadonlySet<string>;

  constructor(data: GraphResult, layout: GraphLayout) {
    this.#data = data;
    this.#layout = layout;
    this.#critical = new Set(data.critical_path);
    this.#criticalEdges = criticalEdges(data);
  }

  scene(): string {
    const edges = this.#data.edges.map((edge, index) => this.#edge(edge, this.#layout.edges[index] ?? []));
    const nodes = this.#data.nodes.map((node) => this.#node(node));
    return `<g id="scene"><g>\n${edges.join('\n')}\n</g><g>\n${nodes.join('\n')}\n</g></g>`;
  }

  #edge(edge: GraphEdge, points: readonly Point[]): string {
    const { from, to } = edge;
    const isCritical = this.#criticalEdges.has(edgeKey(edge));
    const [classes, marker] = isCritical ? ['edge critical', 'arrow-critical'] : ['edge', 'arrow'];
    return `<path class="${classes}" data-from="${xml(from)}" data-to="${xml(to)}" d="${curve(points)}" marker-end="url(#${marker})"/>`;
  }

  #node(node: GraphNode): string {
    const { x, y } = this.#layout.nodes.get(node.id) ?? { x: 0, y: 0 };
    const left = round(x - NODE_WIDTH / 2);
    const top = round(y - NODE_HEIGHT / 2);
    const classes = [
      'node',
      node.state,
      ...(this.#critical.has(node.id) ? ['critical'] : []),
      ...(isOver(node.state) ? ['over'] : []),
      ...(node.id === this.#data.focus ? ['focus'] : []),
    ];
    return (
      `<g class="${classes.join(' ')}" data-id="${xml(node.id)}" transform="translate(${left} ${top})">` +
      `<title>${tip(node)}</title>` +
      `<rect width="${NODE_WIDTH}" height="${NODE_HEIGHT}" rx="6"/>` +
      `<text class="id" x="10" y="19">${xml(cut(node.id, ID_CELLS))}</text>` +
      `<text x="${NODE_WIDTH - 10}" y="19" text-anchor="end">${node.state}</text>` +
      `<text x="10" y="37">${xml(cut(node.title, TITLE_CELLS))}</text></g>`
    );
  }
}

/** The states that are there, in the order in which work goes through them, each with how many tasks are in it. */
export function countStates(nodes: readonly GraphNode[]): [State, number][] {
  const counts = new Map<State, number>();
  for (const { state } of nodes) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return STATES.flatMap((state): [State, number][] => {
    const count = counts.get(state);
    return count === undefined ? [] : [[state, count]];
  }).reverse();
}

function legend(data: GraphResult, top: number): string {
  const states = countStates(data.nodes).map(
    ([state, count], index) =>
      `<g class="node ${state}" transform="translate(${24 + index * LEGEND_STEP} ${round(top)})">` +
      `<rect width="16" height="16" rx="3"/><text x="22" y="13">${state} ${count}</text></g>`,
  );
  return `<g>${states.join('')}</g>`;
}

/** What is drawn alike in a picture and in a page. */
export function svgParts(
  data: GraphResult,
  layout: GraphLayout,
): { style: string; defs: string; scene: string } {
  return { style: STYLE, defs: ARROWS, scene: new SvgGraph(data, layout).scene() };
}

/** The graph as a picture: SVG 1.1, with no script and nothing from elsewhere. */
export function graphSvg(data: GraphResult, layout: GraphLayout): string {
  const { style, defs, scene } = svgParts(data, layout);
  const legendWidth = 48 + countStates(data.nodes).length * LEGEND_STEP;
  const width = Math.ceil(Math.max(layout.width, legendWidth));
  const height = Math.ceil(layout.height + LEGEND_HEIGHT);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Tasks and what each depends on">`,
    `<style>${style}</style>`,
    defs,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    scene,
    legend(data, layout.height),
    '</svg>',
  ].join('\n');
}
