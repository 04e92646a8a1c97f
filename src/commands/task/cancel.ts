import type { CommandContract } from '../../cli/contract.ts';
import { displayStatus } from '../../cli/displays/display-status.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { reasonFlag, taskIdArg } from '../../cli/task-flags.ts';
import { cancelTask } from '../../operations/task/cancel.ts';

export default class TaskCancel extends LodestarCommand {
  static override readonly summary = 'Call a task off.';
  static override readonly description =
    'What depends on it waits until its dependencies are changed (`task update --rm-dep`) or it is reopened.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { reason: reasonFlag };
  static override readonly examples = ["lodestar task cancel T9 --reason 'Not in the first release'"];
  static override readonly contract = {
    result: 'StatusResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'The status of the task in the runtime: cancelled, with the reason.',
      'Ends the lease of the task, if the caller holds it.',
    ],
    refuses: [
      'A task that is verified, cancelled by another or deleted.',
      'While the task is leased, anyone but its holder.',
    ],
    codes: [
      'TASK_NOT_FOUND',
      'TRANSITION_REFUSED',
      'LEASE_HELD',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskCancel,
      async (context, { args, flags }) => await cancelTask(context, { id: args.id, reason: flags.reason }),
      displayStatus,
    );
  }
}
