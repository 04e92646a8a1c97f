import type { GraphResult } from '../../operations/task/graph.ts';
import { renderJson } from '../envelope.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { graphDot } from './graph-dot.ts';
import { graphMermaid } from './graph-mermaid.ts';
import { graphText } from './graph-text.ts';

export const GRAPH_FORMATS = ['text', 'dot', 'mermaid', 'svg', 'html', 'json'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

function envelopeText(data: GraphResult): string {
  return renderJson({ kind: 'result', data, next: [], warnings: [], failure: undefined, display: () => '' });
}

/** The graph drawn; `undefined` for a format that is no drawing. What draws is loaded for who asks for it. */
export async function drawGraph(data: GraphResult, format: GraphFormat): Promise<string | undefined> {
  if (format !== 'svg' && format !== 'html') {
    return undefined;
  }
  const { layoutGraph } = await import('./graph-layout.ts');
  const layout = await layoutGraph(data);
  if (format === 'svg') {
    const { graphSvg } = await import('./graph-svg.ts');
    return graphSvg(data, layout);
  }
  const { graphHtml } = await import('./graph-html.ts');
  return graphHtml(data, layout);
}

/** The graph for people, or for the program that was named. `drawing` is what `drawGraph` answered. */
export function displayGraph(
  data: GraphResult,
  ui: Ui,
  { format, drawing = '' }: { format: GraphFormat; drawing?: string | undefined },
): Rendered {
  switch (format) {
    case 'svg':
    case 'html':
      return ui.raw(drawing);
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
