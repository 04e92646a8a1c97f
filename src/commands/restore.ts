import { string as arg } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displayRestore, displayRestorePreview } from '../cli/displays/display-restore.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { undoDetails } from '../operations/workspace/reset-outcome.ts';
import { previewRestore, restore } from '../operations/workspace/restore.ts';
import { isUndoLossy } from '../operations/workspace/undo-reset.ts';

export default class Restore extends LodestarCommand {
  static override readonly summary = 'Make a backup the runtime; the present one is kept aside.';
  static override readonly description =
    'Verifies the file first. Lists what the present runtime holds, where that is not settled or held, and asks; without a terminal it then needs `--yes`. No lease is live in what is restored, and no token of before holds: agents claim again. Commands that are under way go on in the restored runtime.';
  static override readonly args = {
    file: arg({ required: true, description: 'A file that `lodestar backup` made, or another runtime.' }),
  };
  static override readonly flags = {
    yes: boolean({ char: 'y', description: 'Do not ask.' }),
  };
  static override readonly examples = [
    'lodestar restore .lodestar/local/backups/runtime-2026-11-21T08-50-27-274Z.sqlite --dry-run',
    'lodestar restore /mnt/backups/lodestar.sqlite --yes',
  ];
  static override readonly contract = {
    result: 'RestoreResult',
    writes: true,
    needs: 'folder',
    reads: ["The backup; the present runtime and this checkout's spec to tell what is put aside."],
    changes: [
      'Renames the present runtime to `local/before-restore-<time>.sqlite`; `lodestar restore` of that file undoes it.',
      'Puts a copy of the backup in its place, under an epoch of its own. The backup and the spec are not touched.',
    ],
    refuses: [
      "A file that is damaged, another program's, or of a newer Lodestar.",
      'To act unasked where there is no terminal and no `--yes`, and the present runtime holds what is not settled or leases.',
    ],
    codes: [
      'BACKUP_INVALID',
      'CONFIRMATION_REQUIRED',
      'FILE_NOT_FOUND',
      'INPUT_INVALID',
      'NOT_A_WORKSPACE',
      'SPEC_INVALID',
      'RUNTIME_BUSY',
      'RUNTIME_FOREIGN',
      'RUNTIME_FOREIGN_OWNER',
      'RUNTIME_IO',
      'RUNTIME_NETWORK_FS',
      'RUNTIME_NEWER',
      'RUNTIME_READONLY',
      'DISK_FULL',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Restore,
      async (context, { args, flags }) => {
        const preview = await previewRestore(context);
        await this.confirm('Restore the backup in place of the present runtime?', {
          yes: flags.yes || context.dryRun || !isUndoLossy(preview),
          details: undoDetails(preview),
          preview: (ui) => displayRestorePreview(preview, ui),
        });
        return await restore(context, { file: args.file, preview });
      },
      displayRestore,
    );
  }
}
