import { string as stringArg } from '@oclif/core/args';
import { boolean, integer, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayRead } from '../../cli/displays/display-read.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { markRead } from '../../operations/msg/read.ts';

export default class MsgRead extends LodestarCommand {
  static override readonly summary = 'Mark messages as read.';
  static override readonly description =
    'Single messages by id or number, or all of a task or of the inbox: with --up-to only what was there when it was read. What is read stays read; what others have read is their own.';
  static override readonly args = {
    ids: stringArg({ multiple: true, description: 'Messages, by id or number.' }),
  };
  static override readonly flags = {
    task: string({
      helpValue: 'ID',
      description: "This task's thread, and what came to the caller about it.",
      exclusive: ['all'],
    }),
    all: boolean({ description: 'All that came for the caller.' }),
    'up-to': integer({
      min: 0,
      helpValue: 'SEQ',
      description:
        'With --task or --all, no further than this message: `cursor` of `msg inbox` or `msg thread`.',
    }),
  };
  static override readonly examples = [
    'lodestar msg read 12 15',
    'lodestar msg read --task T2',
    'lodestar msg read --all --up-to 40',
  ];
  static override readonly contract = {
    result: 'MarkReadResult',
    writes: true,
    needs: 'runtime',
    reads: ['The messages of the runtime.', 'With --task, the spec, for whether there is such a task.'],
    changes: ["The runtime: the caller's marks."],
    refuses: ['A number that nothing has come up to yet: it would hide what is still to come.'],
    codes: ['MESSAGE_NOT_FOUND', 'TASK_NOT_FOUND', 'INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      MsgRead,
      async (context, { args, flags: { 'up-to': upTo, ...flags } }) =>
        await markRead(context, { ids: args.ids ?? [], ...flags, upTo }),
      displayRead,
    );
  }
}
