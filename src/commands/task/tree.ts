import { string as stringArg } from '@oclif/core/args';
import { boolean, integer } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayTree } from '../../cli/displays/display-tree.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { treeOfTasks } from '../../operations/task/tree.ts';

const DEFAULT_DEPTH = 20;
const MOST_DEPTH = 1000;

export default class TaskTree extends LodestarCommand {
  static override readonly summary = 'Show tasks as a tree of what each waits for.';
  static override readonly description =
    'Without an id it begins with every task that nothing waits for. What stands in the tree once is not opened again.';
  static override readonly args = {
    id: stringArg({ description: 'Where the tree begins; with what nothing waits for when left out.' }),
  };
  static override readonly flags = {
    dependents: boolean({ description: 'Below each task what waits for it, instead of what it waits for.' }),
    open: boolean({ description: 'Without what is verified or cancelled.' }),
    depth: integer({
      min: 0,
      max: MOST_DEPTH,
      default: DEFAULT_DEPTH,
      helpValue: 'N',
      description: 'At most so many levels below the first.',
    }),
  };
  static override readonly examples = [
    'lodestar task tree',
    'lodestar task tree T9',
    'lodestar task tree T1 --dependents',
    'lodestar task tree --open --depth 2',
  ];
  static override readonly contract = {
    result: 'TreeResult',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [],
    refuses: [],
    codes: ['TASK_NOT_FOUND'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskTree,
      async (context, { args, flags }) => {
        const { dependents, open, depth } = flags;
        return await treeOfTasks(context, { id: args.id, dependents, open, depth });
      },
      displayTree,
    );
  }
}
