import type { CommandContract } from '../../cli/contract.ts';
import { displayReady } from '../../cli/displays/display-ready.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskIdsArg } from '../../cli/task-flags.ts';
import { readyTasks } from '../../operations/task/ready.ts';

export default class TaskReady extends LodestarCommand {
  static override readonly summary = 'Offer drafts: from todo to ready.';
  static override readonly description = 'An edit of the spec: it is seen where that spec is checked out.';
  static override readonly args = { ids: taskIdsArg };
  static override readonly examples = [
    'lodestar task ready T10',
    'lodestar task list --state draft --quiet | lodestar task ready -',
  ];
  static override readonly contract = {
    result: 'ReadyResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: ['spec.yaml: the status of the tasks.', 'The runtime: an event a task.'],
    refuses: ['A task that is neither a draft nor ready already; then none is changed.'],
    codes: ['TASK_NOT_FOUND', 'TRANSITION_REFUSED', 'SPEC_CONFLICTED', 'SPEC_READONLY', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(TaskReady, async (context, { args }) => await readyTasks(context, args), displayReady);
  }
}
