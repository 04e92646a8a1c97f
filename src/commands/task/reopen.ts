import type { CommandContract } from '../../cli/contract.ts';
import { displayStatus } from '../../cli/displays/display-status.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { reasonFlag, taskIdArg } from '../../cli/task-flags.ts';
import { reopenTask } from '../../operations/task/reopen.ts';

export default class TaskReopen extends LodestarCommand {
  static override readonly summary = 'Make a finished, cancelled or deleted task ready again.';
  static override readonly description =
    'It also undoes `task delete`. What depends on the task waits for it again.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { reason: reasonFlag };
  static override readonly examples = [
    "lodestar task reopen T2 --reason 'The store loses writes under load'",
    "lodestar task reopen T8 --reason 'Deleted by mistake'",
  ];
  static override readonly contract = {
    result: 'StatusResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'The status of the task in the runtime: ready.',
      'The status in the spec, where the spec has it deleted, or cancelled by hand.',
    ],
    refuses: ['A task that is neither done, verified, cancelled nor deleted.'],
    codes: [
      'TASK_NOT_FOUND',
      'TRANSITION_REFUSED',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'SPEC_CONFLICTED',
      'SPEC_READONLY',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskReopen,
      async (context, { args, flags }) => await reopenTask(context, { id: args.id, reason: flags.reason }),
      displayStatus,
    );
  }
}
