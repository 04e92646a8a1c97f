import type { CommandContract } from '../../cli/contract.ts';
import { displayUpdate } from '../../cli/displays/display-update.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdsArg } from '../../cli/task-flags.ts';
import { taskUpdateFlags, taskUpdateInput } from '../../cli/task-update-flags.ts';
import { updateTasks } from '../../operations/task/update.ts';

export default class TaskUpdate extends LodestarCommand {
  static override readonly summary = 'Edit fields of tasks in the spec.';
  static override readonly description =
    'Several ids are one write: all of them or none, and every problem is told. The status is changed by its verbs ' +
    '(`ready`, `block`, `cancel` and so on), never here.';
  static override readonly args = { ids: taskIdsArg };
  static override readonly flags = taskUpdateFlags;
  static override readonly examples = [
    'lodestar task update T4 --priority high --add-label api,http',
    'lodestar task update T4 T5 --add-dep T2 --rm-dep T1',
    'lodestar task update T9 --description - --set x-estimate=3',
    "lodestar task update T9 --title 'The page' --if-revision 1f6d8a90c2b3e4f5",
  ];
  static override readonly contract = {
    result: 'UpdateResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [
      'spec.yaml: the lines of the fields that change.',
      'The runtime: an event a task, with the values before and after.',
    ],
    refuses: [
      'Values that would make the spec invalid: a missing dependency, a cycle, an empty title.',
      'With --if-revision, a task that has changed since.',
    ],
    codes: [
      'TASK_NOT_FOUND',
      'INPUT_INVALID',
      'REVISION_MISMATCH',
      'FILE_NOT_FOUND',
      'SPEC_CONFLICTED',
      'SPEC_READONLY',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskUpdate,
      async (context, { args, flags }) => await updateTasks(context, taskUpdateInput(args.ids, flags)),
      displayUpdate,
    );
  }
}
