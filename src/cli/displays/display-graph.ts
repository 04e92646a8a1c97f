import type { GraphResult } from '../../operations/task/graph.ts';
import { renderJson } from '../envelope.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { graphDot } from './graph-dot.ts';
import { graphMermaid } from './graph-mermaid.ts';
import { graphText } from './graph-text.ts';

export const GRAPH_FORMATS = ['text', 'dot', 'mermaid', 'json'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

function envelopeText(data: GraphResult): string {
  return renderJson({ kind: 'result', data, next: [], warnings: [], failure: undefined, display: () => '' });
}

/** The graph for people, or for the program that was named. */
export function displayGraph(data: GraphResult, ui: Ui, format: GraphFormat): Rendered {
  switch (format) {
    case 'text':
      return graphText(data, ui);
    case 'dot':
      return ui.raw(graphDot(data));
    case 'mermaid':
      return ui.raw(graphMermaid(data));
    case 'json':
      // Warnings are on stderr, as for every output that is not asked for with --json.
      return ui.raw(envelopeText(data));
  }
}
