import type { CommandContract } from '../../cli/contract.ts';
import { displayContext } from '../../cli/displays/display-context.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { maxCharsOptions, taskIdArg } from '../../cli/task-flags.ts';
import { contextOfTask } from '../../operations/task/context.ts';
import { integer } from '@oclif/core/flags';

export default class TaskContext extends LodestarCommand {
  static override readonly summary = 'Print what one has to know to work on a task.';
  static override readonly description =
    'The task with its criteria, the sections of the document that it was cut from as they are now, notes and evidence of ' +
    'the tasks that it builds on (nearest first), and unread messages. All of it, JSON around it included, stays within ' +
    '--max-chars; what was cut is named.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { 'max-chars': integer(maxCharsOptions) };
  static override readonly examples = [
    'lodestar task context T2',
    'lodestar task context T2 --max-chars 3000 --json',
  ];
  static override readonly contract = {
    result: 'ContextResult',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime.", 'The document that the task was cut from.'],
    changes: [],
    refuses: ['A length into which not even the names of what was cut fit.'],
    codes: ['TASK_NOT_FOUND', 'INPUT_INVALID'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskContext,
      async (context, { args, flags }) =>
        await contextOfTask(context, { id: args.id, maxChars: flags['max-chars'] }),
      displayContext,
    );
  }
}
