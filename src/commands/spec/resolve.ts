import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayResolve } from '../../cli/displays/display-resolve.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { resolveSpec } from '../../operations/spec/resolve.ts';

export default class SpecResolve extends LodestarCommand {
  static override readonly summary = 'Merge a conflicted spec of the work tree by task and by field.';
  static override readonly description =
    "For a merge, rebase, cherry-pick or stash that stopped at the spec: takes the versions in Git's index, merges them as `spec merge` does, and writes the work tree's file. What was there is kept in .lodestar/local.";
  static override readonly flags = {
    add: boolean({ description: "Mark it as merged in Git's index (`git add`) where no conflict is left." }),
    force: boolean({
      description: 'Also where no markers are left, because somebody has edited it by hand.',
    }),
    diff3: boolean({ description: 'Show what the base has between the sides of each conflict.' }),
  };
  static override readonly examples = ['lodestar spec resolve', 'lodestar spec resolve --add'];
  static override readonly contract = {
    result: 'SpecResolveResult',
    writes: true,
    needs: 'folder',
    report: true,
    reads: ["The spec's versions in Git's index, and the file in the work tree."],
    changes: ['spec.yaml in the work tree.', "With --add, Git's index."],
    refuses: ['A spec that one side took out, and one whose markers somebody has taken out, unless --force.'],
    codes: [
      'MERGE_CONFLICTS',
      'SPEC_CONFLICTED',
      'SPEC_INVALID',
      'NOT_A_WORKSPACE',
      'INPUT_INVALID',
      'SPEC_BUSY',
      'SPEC_READONLY',
      'FILE_NOT_FOUND',
      'RUNTIME_IO',
      'DISK_FULL',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      SpecResolve,
      async (context, { flags: { add, force, diff3 } }) =>
        await resolveSpec(context, { add, force, showBase: diff3 }),
      displayResolve,
    );
  }
}
