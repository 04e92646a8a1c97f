import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayMergeDriver } from '../../cli/displays/display-merge-driver.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { setupAction, setupFlags } from '../../cli/setup-flags.ts';
import { thisProgram } from '../../cli/this-program.ts';
import { setUpMergeDriver } from '../../operations/git-setup/merge-driver.ts';

export default class GitSetupMergeDriver extends LodestarCommand {
  static override readonly summary = 'Have Git merge specs by task and by field in this clone.';
  static override readonly description =
    "Writes `merge.lodestar` into this clone's Git configuration, which its worktrees share; nobody else's is touched. " +
    'Git uses it where `.gitattributes` names it: that line is committed, and added only with --attributes.';
  static override readonly flags = {
    attributes: boolean({
      description: 'Write the line of `.gitattributes` too, or take it out with --remove.',
    }),
    ...setupFlags({
      remove: 'Take it out of the configuration.',
      print: 'Print what would be written, and write nothing.',
    }),
  };
  static override readonly examples = [
    'lodestar git-setup merge-driver',
    'lodestar git-setup merge-driver --attributes',
    'lodestar git-setup merge-driver --check',
  ];
  static override readonly contract = {
    result: 'MergeDriverResult',
    writes: true,
    needs: 'folder',
    report: true,
    reads: ["This clone's Git configuration, and what `.gitattributes` says of the spec."],
    changes: [
      "This clone's Git configuration: `merge.lodestar`.",
      'With --attributes, one line of `.gitattributes` beside `.lodestar`.',
    ],
    refuses: ['A folder without Git.'],
    codes: [
      'SETUP_OUTDATED',
      'NOT_A_WORKSPACE',
      'INPUT_INVALID',
      'LINK_OUTSIDE',
      'FILE_NOT_FOUND',
      'SPEC_BUSY',
      'SPEC_READONLY',
      'RUNTIME_IO',
      'DISK_FULL',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      GitSetupMergeDriver,
      async (context, { flags }) =>
        await setUpMergeDriver(context, {
          action: setupAction(flags),
          attributes: flags.attributes,
          program: thisProgram(),
        }),
      displayMergeDriver,
    );
  }
}
