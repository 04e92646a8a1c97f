import { integer } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displayBoard } from '../cli/displays/display-board.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { wordsFlag } from '../cli/task-flags.ts';
import { boardOfTasks } from '../operations/task/board.ts';

const DEFAULT_LIMIT = 10;

export default class Board extends LodestarCommand {
  static override readonly summary = 'Show the tasks by state, as columns.';
  static override readonly description =
    'On a terminal a column for each state that has tasks, as many beside each other as fit; in a pipe Markdown, with a ' +
    'heading for each state.';
  static override readonly flags = {
    label: wordsFlag({ char: 'l', description: 'All of these labels.' }),
    limit: integer({
      min: 1,
      default: DEFAULT_LIMIT,
      helpValue: 'N',
      description: 'At most so many tasks of a state.',
    }),
  };
  static override readonly examples = [
    'lodestar board',
    'lodestar board --label api --limit 3',
    'lodestar board > board.md',
  ];
  static override readonly contract = {
    result: 'BoardResult',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [],
    refuses: [],
    codes: [],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Board,
      async (context, { flags: { label, limit } }) => await boardOfTasks(context, { labels: label, limit }),
      displayBoard,
    );
  }
}
