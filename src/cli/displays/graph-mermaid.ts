import type { State } from '../../model/status.ts';
import type { GraphResult } from '../../operations/task/graph.ts';
import { safe } from '../ui/safe.ts';
import { CRITICAL_COLOR, GRAPH_COLORS } from './graph-colors.ts';
import { criticalEdges, edgeKey } from './graph-layers.ts';

/** Whatever Mermaid, its Markdown or HTML could read as more than a character. */
const SPECIAL = /["#<>&`\\%{}[\]|*_~$^;]/gu;

/** A quoted label: special characters as Mermaid's own codes, `#35;` for `#`. */
export function quoteForMermaid(text: string): string {
  return `"${safe(text).replace(SPECIAL, (char) => `#${String(char.charCodeAt(0))};`)}"`;
}

function classLines(states: ReadonlySet<State>): string[] {
  return [...states].map((state) => `  classDef ${state} fill:${GRAPH_COLORS[state]},stroke:#555,color:#000`);
}

/** Mermaid knows links by their numbers. */
function linkLines(data: GraphResult): string[] {
  const critical = criticalEdges(data);
  const links = data.edges.flatMap((edge, index) => (critical.has(edgeKey(edge)) ? [index] : []));
  return links.length === 0
    ? []
    : [`  linkStyle ${links.join(',')} stroke:${CRITICAL_COLOR},stroke-width:3px`];
}

/** The graph as a Mermaid flowchart. Nodes are numbered, because an id may hold what Mermaid's may not. */
export function graphMermaid(data: GraphResult): string {
  const names = new Map(data.nodes.map((node, index) => [node.id, `n${String(index)}`]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const { focus } = data;
  return [
    'flowchart LR',
    ...data.nodes.map(
      (node) => `  ${nameOf(node.id)}[${quoteForMermaid(`${node.id}: ${node.title}`)}]:::${node.state}`,
    ),
    ...data.edges.map(({ from, to }) => `  ${nameOf(from)} --> ${nameOf(to)}`),
    ...linkLines(data),
    ...classLines(new Set(data.nodes.map((node) => node.state))),
    ...(focus === null ? [] : [`  style ${nameOf(focus)} stroke-width:4px`]),
  ].join('\n');
}
