import type { CommandContract } from '../../cli/contract.ts';
import { displayGraph, drawGraph, GRAPH_FORMATS } from '../../cli/displays/display-graph.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { graphTasks } from '../../operations/task/graph.ts';
import { boolean, integer, option, string } from '@oclif/core/flags';

export default class TaskGraph extends LodestarCommand {
  static override readonly summary = 'Show the graph of tasks and what each depends on.';
  static override readonly description =
    'As text by layers: a task stands one layer below the deepest of its dependencies. `dot` is for Graphviz, `mermaid` ' +
    'for Markdown, `svg` a picture, `html` a page that pans, zooms and searches and needs no network, `json` the same as ' +
    '--json. The critical path is the longest chain of tasks that are not over.';
  static override readonly flags = {
    format: option({
      options: GRAPH_FORMATS,
      char: 'f',
      description: 'How to print it.',
    })({ default: 'text' }),
    focus: string({ helpValue: 'ID', description: 'Only what lies around this task.' }),
    hops: integer({
      min: 0,
      description: 'How many edges around --focus; 1 by default.',
      dependsOn: ['focus'],
    }),
    'include-deleted': boolean({ description: 'Tombstones as well.' }),
  };
  static override readonly examples = [
    'lodestar task graph',
    'lodestar task graph --focus T2 --hops 2',
    'lodestar task graph --format dot | dot -Tsvg > graph.svg',
    'lodestar task graph --format mermaid',
    'lodestar task graph --format html > graph.html',
  ];
  static override readonly contract = {
    result: 'GraphResult',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [],
    refuses: [],
    codes: ['TASK_NOT_FOUND'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    let drawing: string | undefined;
    await this.perform(
      TaskGraph,
      async (context, { flags }) => {
        const { format, focus, hops, 'include-deleted': includeDeleted } = flags;
        const outcome = await graphTasks(context, { focus, hops, includeDeleted });
        drawing = await drawGraph(outcome.data, format);
        return outcome;
      },
      (data, ui, { flags: { format } }) => displayGraph(data, ui, { format, drawing }),
    );
  }
}
