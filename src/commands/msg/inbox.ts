import { boolean, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayInbox } from '../../cli/displays/display-messages.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { afterFlag, limitFlag, severityFlag, sinceFlag } from '../../cli/msg-flags.ts';
import { readInbox } from '../../operations/msg/inbox.ts';
import { waitForInbox } from '../../operations/msg/wait-inbox.ts';

export default class MsgInbox extends LodestarCommand {
  static override readonly summary = 'Read what came for the caller.';
  static override readonly description =
    "What others sent to the caller or to everybody (before the caller came as well), to the threads of the tasks that the caller holds or held last, and to those that the caller wrote on; oldest first, what is unread alone. The caller's own are never unread. Reading marks nothing: `msg read` does.";
  static override readonly flags = {
    task: string({ helpValue: 'ID', description: 'Only on the thread of this task or about it.' }),
    'include-read': boolean({ description: 'Also what was read, and what the caller wrote.' }),
    severity: severityFlag(),
    since: sinceFlag,
    wait: boolean({ description: 'Wait until something is there, and print it.' }),
    timeout: string({
      helpValue: 'DURATION',
      description: 'With --wait: how long at most, such as `10m`; then the answer is empty.',
      dependsOn: ['wait'],
    }),
    limit: limitFlag,
    after: afterFlag,
  };
  static override readonly examples = [
    'lodestar msg inbox',
    'lodestar msg inbox --task T2 --severity blocker',
    'lodestar msg inbox --include-read --since 1d',
    'lodestar msg inbox --wait --timeout 10m',
  ];
  static override readonly contract = {
    result: 'InboxResult',
    writes: false,
    needs: 'runtime',
    reads: ['The messages of the runtime.'],
    changes: [],
    refuses: ['A runtime that cannot be read.'],
    codes: ['INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      MsgInbox,
      async (context, { flags: { 'include-read': includeRead, ...flags } }) =>
        flags.wait
          ? await waitForInbox(context, { ...flags, includeRead })
          : await readInbox(context, { ...flags, includeRead }),
      displayInbox,
    );
  }
}
