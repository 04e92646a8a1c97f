import type { CommandContract } from '../cli/contract.ts';
import { displayHistory } from '../cli/displays/display-history.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { taskIdArg } from '../cli/task-flags.ts';
import { taskHistory } from '../operations/log/history.ts';

export default class History extends LodestarCommand {
  static override readonly summary = 'Tell everything that is recorded of one task.';
  static override readonly description =
    'Oldest first: who held it, what it became, its evidence and messages. For its edits by hand see `git log`.';
  static override readonly args = { id: taskIdArg };
  static override readonly examples = ['lodestar history T2'];
  static override readonly contract = {
    result: 'HistoryResult',
    writes: false,
    needs: 'workspace',
    reads: ["The log of the runtime, and the task's title in this checkout's spec."],
    changes: [],
    refuses: ['A runtime that cannot be read: what is held, and what happened, is then not known.'],
    codes: ['TASK_NOT_FOUND', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      History,
      async (context, { args }) => await taskHistory(context, { id: args.id }),
      displayHistory,
    );
  }
}
