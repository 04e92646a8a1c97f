import type { CommandContract } from '../cli/contract.ts';
import { displayEvent } from '../cli/displays/display-event.ts';
import { displayLog } from '../cli/displays/display-log.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { logFlags, logInput } from '../cli/log-flags.ts';
import { followLog } from '../operations/log/follow.ts';
import { NOTHING_LOGGED, readLog } from '../operations/log/log.ts';

export default class Log extends LodestarCommand {
  static override readonly summary = 'Read what has happened.';
  static override readonly description =
    'The events of the runtime, oldest first: leases, transitions, evidence, messages, and the edits of the spec that commands made. What people and Git edit is in the history of Git.';
  static override readonly flags = logFlags;
  static override readonly examples = [
    'lodestar log --since 2h',
    'lodestar log --task T2 --type task.done',
    'lodestar log --follow --json',
  ];
  static override readonly contract = {
    result: 'LogResult',
    writes: false,
    needs: 'runtime',
    reads: ['The log of the runtime.', 'With `--task`, the spec, for whether there is such a task.'],
    changes: [],
    refuses: [
      'A runtime that cannot be read: what is held, and what happened, is then not known.',
      'A task that neither the spec nor the log knows.',
    ],
    codes: ['INPUT_INVALID', 'TASK_NOT_FOUND', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Log,
      async (context, { flags }) => {
        if (!flags.follow) {
          return await readLog(context, logInput(flags));
        }
        await this.stream(followLog(context, logInput(flags)), displayEvent);
        return NOTHING_LOGGED;
      },
      displayLog,
    );
  }
}
