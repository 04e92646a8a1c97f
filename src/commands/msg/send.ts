import { boolean, option, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySend } from '../../cli/displays/display-send.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { textArg } from '../../cli/text-flag.ts';
import { SEVERITIES } from '../../model/event.ts';
import { sendMessage } from '../../operations/msg/send.ts';

export default class MsgSend extends LodestarCommand {
  static override readonly summary = 'Send a message.';
  static override readonly description =
    "To a task's thread, to one actor, or to everybody, who comes later included. It never changes; an answer refers to it with --reply-to. It works while the spec is broken, and in a checkout without one.";
  static override readonly args = {
    text: textArg({
      required: true,
      description: 'What it says, at most 16 KiB. `-` reads standard input, `@FILE` a file.',
    }),
  };
  static override readonly flags = {
    task: string({
      helpValue: 'ID',
      description: "To this task's thread; with --to or --all: what it is about.",
    }),
    to: string({ helpValue: 'ACTOR', description: 'To this actor, `kind:name` or the name alone.' }),
    all: boolean({ description: 'To everybody.', exclusive: ['to'] }),
    subject: string({ char: 's', description: 'One line that says what it is about.' }),
    severity: option({ options: SEVERITIES, description: 'How much it matters.', default: 'info' })(),
    'reply-to': string({
      helpValue: 'MESSAGE',
      description:
        'The message that it answers, by id or number; without a recipient it goes back where that came from.',
    }),
  };
  static override readonly examples = [
    "lodestar msg send --task T2 'The parser takes fractions now'",
    "lodestar msg send --to worker-1 --task T2 --severity blocker 'main does not build'",
    'lodestar msg send --all --subject Freeze @notes.md',
  ];
  static override readonly contract = {
    result: 'SendResult',
    writes: true,
    needs: 'runtime',
    reads: ['The runtime.', 'With --task, the spec, for whether there is such a task.'],
    changes: ['The runtime: the message.'],
    refuses: ['A text of more than 16 KiB, and an empty one.', 'An actor by a bare name that nobody has.'],
    codes: [
      'TASK_NOT_FOUND',
      'MESSAGE_NOT_FOUND',
      'MESSAGE_TOO_LARGE',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      MsgSend,
      async (context, { args, flags: { 'reply-to': replyTo, ...flags } }) =>
        await sendMessage(context, { ...args, ...flags, replyTo }),
      displaySend,
    );
  }
}
