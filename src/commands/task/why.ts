import type { CommandContract } from '../../cli/contract.ts';
import { displayWhy } from '../../cli/displays/display-why.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdArg } from '../../cli/task-flags.ts';
import { whyTask } from '../../operations/task/why.ts';

export default class TaskWhy extends LodestarCommand {
  static override readonly summary = 'Say what stands in the way of claiming a task.';
  static override readonly description =
    'Its status, each dependency that is not verified, the lease of another, and each overlap of locks.';
  static override readonly args = { id: taskIdArg };
  static override readonly examples = ['lodestar task why T9', 'lodestar task why T9 --json'];
  static override readonly contract = {
    result: 'WhyResult',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [],
    refuses: [],
    codes: ['TASK_NOT_FOUND'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(TaskWhy, async (context, { args }) => await whyTask(context, args), displayWhy);
  }
}
