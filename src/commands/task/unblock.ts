import type { CommandContract } from '../../cli/contract.ts';
import { displayStatus } from '../../cli/displays/display-status.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdArg } from '../../cli/task-flags.ts';
import { textFlag } from '../../cli/text-flag.ts';
import { unblockTask } from '../../operations/task/unblock.ts';

export default class TaskUnblock extends LodestarCommand {
  static override readonly summary = 'Let a task go on that was held by hand.';
  static override readonly description =
    'Where the spec itself holds the task (a person wrote `status: blocked` without a date), the spec is edited as well.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { reason: textFlag({ description: 'Why it can go on.' }) };
  static override readonly examples = [
    'lodestar task unblock T6',
    "lodestar task unblock T6 --reason 'The key came'",
  ];
  static override readonly contract = {
    result: 'StatusResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'The status of the task in the runtime: ready.',
      'The status in the spec, where the spec holds the task by hand.',
    ],
    refuses: ['A task that is not blocked.', 'While the task is leased, anyone but its holder.'],
    codes: [
      'TASK_NOT_FOUND',
      'TRANSITION_REFUSED',
      'LEASE_HELD',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'SPEC_CONFLICTED',
      'SPEC_READONLY',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskUnblock,
      async (context, { args, flags }) => await unblockTask(context, { id: args.id, reason: flags.reason }),
      displayStatus,
    );
  }
}
