import type { GraphNode, GraphResult } from '../../operations/task/graph.ts';
import { safe } from '../ui/safe.ts';
import { CRITICAL_COLOR, GRAPH_COLORS } from './graph-colors.ts';
import { criticalEdges, edgeKey } from './graph-layers.ts';

/** A quoted string of DOT that stands for any text: in labels a backslash begins an escape, so that it is doubled. */
function quote(text: string): string {
  return `"${safe(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Two lines: id, title. The line break is DOT's own escape and not part of either. */
function label(node: GraphNode): string {
  return `${quote(node.id).slice(0, -1)}\\n${quote(node.title).slice(1)}`;
}

function nodeLine(node: GraphNode, focus: string | null): string {
  const thick = node.id === focus ? ', penwidth=3' : '';
  return `  ${quote(node.id)} [label=${label(node)}, fillcolor="${GRAPH_COLORS[node.state]}"${thick}];`;
}

/** The graph in the language of Graphviz; edges lead from a dependency to what waits for it. */
export function graphDot(data: GraphResult): string {
  const critical = criticalEdges(data);
  return [
    'digraph lodestar {',
    '  rankdir=LR;',
    '  node [shape=box, style="rounded,filled", fontname="sans-serif"];',
    ...data.nodes.map((node) => nodeLine(node, data.focus)),
    ...data.edges.map((edge) => {
      const thick = critical.has(edgeKey(edge)) ? ` [color="${CRITICAL_COLOR}", penwidth=2.5]` : '';
      return `  ${quote(edge.from)} -> ${quote(edge.to)}${thick};`;
    }),
    '}',
  ].join('\n');
}
