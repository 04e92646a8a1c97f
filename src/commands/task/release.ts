import type { CommandContract } from '../../cli/contract.ts';
import { displayRelease } from '../../cli/displays/display-release.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { leaseFlag, noteFlag, taskIdArg } from '../../cli/task-flags.ts';
import { releaseTask } from '../../operations/task/release.ts';

export default class TaskRelease extends LodestarCommand {
  static override readonly summary = 'Give a task back without finishing it.';
  static override readonly description =
    'A note tells the next holder how far it is. It works while the spec is broken, and in a checkout without one.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { note: noteFlag, lease: leaseFlag };
  static override readonly examples = [
    'lodestar task release T2',
    "lodestar task release T2 --note 'The store works; search is missing'",
  ];
  static override readonly contract = {
    result: 'ReleaseResult',
    writes: true,
    needs: 'runtime',
    reads: ['The runtime.'],
    changes: ['The runtime: ends the lease, and keeps the note for the next holder.'],
    refuses: ['Anyone but the live holder of the task; a lapsed lease is not held.'],
    codes: ['LEASE_NOT_HELD', 'FILE_NOT_FOUND', 'INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskRelease,
      async (context, { args, flags }) => await releaseTask(context, { id: args.id, note: flags.note }),
      displayRelease,
    );
  }
}
