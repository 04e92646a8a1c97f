import { string as stringArg } from '@oclif/core/args';
import { integer, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySearch } from '../../cli/displays/display-messages.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { limitFlag, severityFlag, sinceFlag } from '../../cli/msg-flags.ts';
import { searchMessages } from '../../operations/msg/search.ts';

export default class MsgSearch extends LodestarCommand {
  static override readonly summary = 'Search all messages.';
  static override readonly description =
    'Those of all threads and inboxes, newest first. The text is looked for as it stands, case aside: `%`, `_` and `*` mean themselves.';
  static override readonly args = {
    text: stringArg({ description: 'Contained in the subject or the text.' }),
  };
  static override readonly flags = {
    task: string({ helpValue: 'ID', description: 'On the thread of this task or about it.' }),
    from: string({ helpValue: 'ACTOR', description: 'By this actor, `kind:name` or the name alone.' }),
    to: string({ helpValue: 'ACTOR', description: 'To this actor, or `all` for what went to everybody.' }),
    severity: severityFlag(),
    since: sinceFlag,
    until: string({ helpValue: 'TIME', description: 'Not after this time, written as that of --since.' }),
    limit: limitFlag,
    before: integer({
      min: 0,
      helpValue: 'SEQ',
      description: 'What came before this message: `next_cursor` of the answer before.',
    }),
  };
  static override readonly examples = [
    'lodestar msg search fractions',
    "lodestar msg search '100%' --from worker-1 --since 2026-11-21T08:00+01:00",
    'lodestar msg search --to all --severity blocker',
  ];
  static override readonly contract = {
    result: 'SearchResult',
    writes: false,
    needs: 'runtime',
    reads: ['The messages of the runtime.'],
    changes: [],
    refuses: ['A runtime that cannot be read.'],
    codes: ['INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      MsgSearch,
      async (context, { args, flags }) => await searchMessages(context, { ...args, ...flags }),
      displaySearch,
    );
  }
}
