import { string as arg } from '@oclif/core/args';
import { integer } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySpecLog } from '../../cli/displays/display-spec-log.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { logSpec } from '../../operations/spec/log.ts';

export default class SpecLog extends LodestarCommand {
  static override readonly summary = 'Show which commits changed the plan, or one task, and how.';
  static override readonly description =
    'The newest first, through renames of the file and of the task. Commits whose messages name the task in a trailer ' +
    '`Lodestar-Task: ID` are listed too.';
  static override readonly args = {
    id: arg({ description: 'Only what became of this task.' }),
  };
  static override readonly flags = {
    limit: integer({ min: 1, default: 20, helpValue: 'N', description: 'The most commits to list.' }),
  };
  static override readonly examples = ['lodestar spec log', 'lodestar spec log T2 --limit 5'];
  static override readonly contract = {
    result: 'SpecLogResult',
    writes: false,
    needs: 'folder',
    reads: ['The history of HEAD: versions of the spec, and the trailers of messages.'],
    changes: [],
    refuses: [],
    codes: ['FILE_NOT_FOUND', 'REVISION_NOT_FOUND', 'TASK_NOT_FOUND'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      SpecLog,
      async (context, { args, flags }) => await logSpec(context, { id: args.id, limit: flags.limit }),
      displaySpecLog,
    );
  }
}
