import type { CommandContract } from '../../cli/contract.ts';
import { displayList } from '../../cli/displays/display-list.ts';
import { displayTaskIds } from '../../cli/displays/display-task-ids.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { taskListFlags, taskListInput } from '../../cli/task-list-flags.ts';
import { listTasksOf } from '../../operations/task/list.ts';

export default class TaskList extends LodestarCommand {
  static override readonly summary = 'List tasks.';
  static override readonly description =
    'By priority and natural id, without tombstones and without a limit, unless asked otherwise. Filters of different ' +
    'kinds must all fit; several values of --status or --state are alternatives.';
  static override readonly flags = taskListFlags;
  static override readonly examples = [
    'lodestar task list',
    'lodestar task list --state claimable,waiting --label api',
    'lodestar task list --mine',
    'lodestar task list --search store --fields id,title,locks',
    'lodestar task list --state claimable --quiet',
  ];
  static override readonly contract = {
    result: 'ListResult',
    writes: false,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime."],
    changes: [],
    refuses: [],
    codes: [],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    let quiet = false;
    await this.perform(
      TaskList,
      async (context, { flags }) => {
        quiet = flags.quiet;
        return await listTasksOf(context, taskListInput(flags));
      },
      (data, ui) => (quiet ? displayTaskIds(data, ui) : displayList(data, ui)),
    );
  }
}
