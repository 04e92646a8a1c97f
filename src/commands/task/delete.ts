import type { CommandContract } from '../../cli/contract.ts';
import { displayDelete } from '../../cli/displays/display-delete.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdArg } from '../../cli/task-flags.ts';
import { deleteTask } from '../../operations/task/delete.ts';
import { boolean } from '@oclif/core/flags';

export default class TaskDelete extends LodestarCommand {
  static override readonly summary = 'Leave a tombstone in place of a task.';
  static override readonly description =
    'The block stays in the spec with `status: deleted`, and its id is never issued again. `task reopen` undoes it.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = {
    cascade: boolean({ description: 'Delete what depends on it as well, directly or not.' }),
  };
  static override readonly examples = [
    'lodestar task delete T8',
    'lodestar task delete T8 --cascade --dry-run',
  ];
  static override readonly contract = {
    result: 'DeleteResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'spec.yaml: the status of the task.',
      'The runtime: an event a task; ends leases that the caller holds.',
    ],
    refuses: [
      'A task on which live tasks depend, unless --cascade.',
      'While the task is leased, anyone but its holder. With --cascade, of every one of them.',
    ],
    codes: [
      'TASK_NOT_FOUND',
      'HAS_DEPENDENTS',
      'LEASE_HELD',
      'SPEC_CONFLICTED',
      'SPEC_READONLY',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskDelete,
      async (context, { args, flags }) => await deleteTask(context, { id: args.id, cascade: flags.cascade }),
      displayDelete,
    );
  }
}
