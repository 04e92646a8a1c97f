import { string as arg } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displaySettle } from '../cli/displays/display-settle.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { settle } from '../operations/settle/settle.ts';

export default class Settle extends LodestarCommand {
  static override readonly summary = "Write what the runtime decided into this checkout's spec.";
  static override readonly description =
    'Verified, cancelled, blocked and reopened tasks, one small edit each, so that the pull request that carries the work carries its outcome. What is done and nobody verified is never written. Without ids: the tasks decided on the current branch, and those whose commit evidence is in its history.';
  static override readonly args = {
    ids: arg({ multiple: true, description: 'Tasks to settle, wherever they were decided.' }),
  };
  static override readonly flags = {
    all: boolean({ description: 'Also what other branches decided.' }),
    since: string({
      helpValue: 'REV',
      exclusive: ['all'],
      description:
        'Only what the commits since then, such as those of a pull request, have as evidence or were decided on.',
    }),
  };
  static override readonly examples = [
    'lodestar settle',
    'lodestar settle T2',
    'lodestar settle --all --dry-run',
    'lodestar settle --since main',
  ];
  static override readonly contract = {
    result: 'SettleResult',
    writes: true,
    needs: 'workspace',
    reads: ["The runtime, this checkout's spec, and which commits are in the history of HEAD."],
    changes: [
      'Status, dates and names of the settled tasks in spec.yaml; every other byte stays.',
      'The log: one record for each settled task.',
    ],
    refuses: ['A spec with errors, with conflict markers, or unmerged.'],
    codes: ['TASK_NOT_FOUND', 'REVISION_NOT_FOUND', 'SPEC_CONFLICTED', 'SPEC_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Settle,
      async (context, { args, flags }) =>
        await settle(context, { ids: args.ids ?? [], all: flags.all, since: flags.since }),
      displaySettle,
    );
  }
}
