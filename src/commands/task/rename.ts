import { string as stringArg } from '@oclif/core/args';
import type { CommandContract } from '../../cli/contract.ts';
import { displayRename } from '../../cli/displays/display-rename.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdArg } from '../../cli/task-flags.ts';
import { renameTask } from '../../operations/task/rename.ts';

export default class TaskRename extends LodestarCommand {
  static override readonly summary = 'Give a task another id.';
  static override readonly description =
    'In its block, in every `depends_on` and in `features`. `renamed_from` tells the old id, by which its lease, status, evidence and check-offs are found. In other checkouts it has the old id until they merge this one.';
  static override readonly args = {
    id: taskIdArg,
    to: stringArg({ required: true, description: 'The new id.' }),
  };
  static override readonly examples = [
    'lodestar task rename T8 LOGIN-1',
    'lodestar task rename T8 LOGIN-1 --dry-run',
  ];
  static override readonly contract = {
    result: 'RenameResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'spec.yaml: the id in the block of the task and wherever it is named; `renamed_from`.',
      'The runtime: an event. Nothing that it holds of the task is moved.',
    ],
    refuses: ['An id that a task has, or a tombstone.', 'While the task is leased, anyone but its holder.'],
    codes: [
      'TASK_NOT_FOUND',
      'TASK_EXISTS',
      'LEASE_HELD',
      'INPUT_INVALID',
      'SPEC_CONFLICTED',
      'SPEC_READONLY',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskRename,
      async (context, { args: { id, to } }) => await renameTask(context, { id, to }),
      displayRename,
    );
  }
}
