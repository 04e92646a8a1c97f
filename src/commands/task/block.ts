import type { CommandContract } from '../../cli/contract.ts';
import { displayStatus } from '../../cli/displays/display-status.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { reasonFlag, taskIdArg } from '../../cli/task-flags.ts';
import { blockTask } from '../../operations/task/block.ts';

export default class TaskBlock extends LodestarCommand {
  static override readonly summary = 'Hold a ready task by hand.';
  static override readonly description =
    'Nobody can claim it until `task unblock`. It is recorded in the runtime and seen by every worktree at once; ' +
    '`lodestar settle` writes it into the spec.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { reason: reasonFlag };
  static override readonly examples = [
    "lodestar task block T4 --reason 'Waits for the key of the database'",
    'lodestar task block T4 --reason @why.txt',
  ];
  static override readonly contract = {
    result: 'StatusResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'The status of the task in the runtime: blocked, with the reason.',
      'Ends the lease of the task, if the caller holds it.',
    ],
    refuses: ['A task that is not ready.', 'While the task is leased, anyone but its holder.'],
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
      TaskBlock,
      async (context, { args, flags }) => await blockTask(context, { id: args.id, reason: flags.reason }),
      displayStatus,
    );
  }
}
