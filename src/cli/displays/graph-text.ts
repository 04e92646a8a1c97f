import type { GraphNode, GraphResult } from '../../operations/task/graph.ts';
import { ID_MIN } from '../ui/table.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { dependenciesOf, layersOf } from './graph-layers.ts';
import { stateText } from './state-text.ts';

interface Row {
  readonly node: GraphNode;
  /** Only of the first of its layer. */
  readonly layer: number | undefined;
  readonly dependsOn: readonly string[];
}

function rowsOf(data: GraphResult): Row[] {
  const dependencies = dependenciesOf(data);
  const layers = layersOf(dependencies);
  const layerOf = (node: GraphNode): number => layers.get(node.id) ?? 1;
  const sorted = data.nodes.toSorted((a, b) => layerOf(a) - layerOf(b));
  return sorted.map((node, index) => {
    const before = sorted[index - 1];
    const isFirst = before === undefined || layerOf(before) !== layerOf(node);
    return { node, layer: isFirst ? layerOf(node) : undefined, dependsOn: dependencies.get(node.id) ?? [] };
  });
}

/** The graph by layers, each task with what it depends on. */
export function graphText(data: GraphResult, ui: Ui): Rendered {
  if (data.nodes.length === 0) {
    return ui.t`No tasks.`;
  }
  return [layerTable(data, ui), criticalLine(data, ui)];
}

/** What it leaves out it counts. */
const SHOWN_OF_PATH = 12;

function criticalLine({ critical_path: path }: GraphResult, ui: Ui): Text | undefined {
  if (path.length < 2) {
    return undefined;
  }
  const shown = path.slice(0, SHOWN_OF_PATH).join(' → ');
  const more = path.length > SHOWN_OF_PATH ? ` → … and ${path.length - SHOWN_OF_PATH} more` : '';
  return ui.t`${ui.dim('Critical path')}  ${shown}${more}`;
}

function layerTable(data: GraphResult, ui: Ui): Text {
  return ui.table<Row>(
    [
      { header: 'LAYER', value: (row) => row.layer, align: 'right', importance: 4, min: 5 },
      {
        header: 'ID',
        value: ({ node }) => (node.id === data.focus ? ui.bold(node.id) : node.id),
        importance: 9,
        min: ID_MIN,
      },
      { header: 'STATE', value: ({ node }) => stateText(node.state), importance: 8, min: 9 },
      { header: 'TITLE', value: ({ node }) => node.title, importance: 5, min: 20 },
      { header: 'DEPENDS ON', value: (row) => row.dependsOn.join(', '), importance: 7, min: 10 },
    ],
    rowsOf(data),
  );
}
