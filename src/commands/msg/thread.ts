import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayThread } from '../../cli/displays/display-messages.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { afterFlag, limitFlag, severityFlag, sinceFlag } from '../../cli/msg-flags.ts';
import { taskIdArg } from '../../cli/task-flags.ts';
import { readThread } from '../../operations/msg/thread.ts';

export default class MsgThread extends LodestarCommand {
  static override readonly summary = "Read a task's thread.";
  static override readonly description =
    'Oldest first; the notes of release and done are part of it. Reading marks nothing: `msg read` does.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = {
    unread: boolean({ description: 'Only what the caller has not read.' }),
    severity: severityFlag(),
    since: sinceFlag,
    limit: limitFlag,
    after: afterFlag,
  };
  static override readonly examples = [
    'lodestar msg thread T2',
    'lodestar msg thread T2 --unread --since 2h',
  ];
  static override readonly contract = {
    result: 'ThreadResult',
    writes: false,
    needs: 'runtime',
    reads: ['The messages of the runtime.', 'The spec, for whether there is such a task.'],
    changes: [],
    refuses: ['A runtime that cannot be read.', 'A task that neither the spec nor the log knows.'],
    codes: ['TASK_NOT_FOUND', 'INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      MsgThread,
      async (context, { args, flags }) => await readThread(context, { ...flags, task: args.id }),
      displayThread,
    );
  }
}
