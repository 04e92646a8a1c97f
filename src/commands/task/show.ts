import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayShow } from '../../cli/displays/display-show.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdArg } from '../../cli/task-flags.ts';
import { showTask } from '../../operations/task/show.ts';

export default class TaskShow extends LodestarCommand {
  static override readonly summary = 'Show one task whole.';
  static override readonly description =
    'The definition from the spec, what the runtime says of it, its criteria with their check-offs, evidence, and the ' +
    'newest note that a holder left.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = {
    commits: boolean({
      description: 'List the commits of HEAD whose messages name it in a trailer `Lodestar-Task: ID`.',
    }),
  };
  static override readonly examples = ['lodestar task show T2', 'lodestar task show T2 --commits --json'];
  static override readonly contract = {
    result: 'ShowResult',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime; with --commits, the history of HEAD."],
    changes: [],
    refuses: [],
    codes: ['TASK_NOT_FOUND'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskShow,
      async (context, { args, flags }) => await showTask(context, { id: args.id, commits: flags.commits }),
      displayShow,
    );
  }
}
