import { string as arg } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displayBackup } from '../cli/displays/display-backup.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { backup } from '../operations/workspace/backup.ts';

export default class Backup extends LodestarCommand {
  static override readonly summary = 'Copy the runtime into a file of its own, while others work.';
  static override readonly description =
    'The copy holds all that was acknowledged before the command began. It is synced and read whole, and its tables are held against its log, before it gets its name; only its owner can read it. The spec is not in it: Git has that.';
  static override readonly args = {
    file: arg({
      description: 'Where to; a file named for the time in `.lodestar/local/backups/` when left out.',
    }),
  };
  static override readonly flags = {
    overwrite: boolean({ description: 'Replace the file when it is there.' }),
  };
  static override readonly examples = [
    'lodestar backup',
    'lodestar backup /mnt/backups/lodestar.sqlite --overwrite',
  ];
  static override readonly contract = {
    result: 'BackupResult',
    writes: true,
    needs: 'folder',
    reads: ['The runtime, in one snapshot.'],
    changes: ['Makes one file. Of the runtime nothing changes.'],
    refuses: [
      'To replace a file without `--overwrite`, and the runtime itself in any case.',
      'A runtime that is damaged, or whose tables are not what its log folds to.',
    ],
    codes: [
      'FILE_EXISTS',
      'FILE_NOT_FOUND',
      'FILE_READONLY',
      'NOT_A_WORKSPACE',
      'RUNTIME_BUSY',
      'RUNTIME_DAMAGED',
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
      Backup,
      async (context, { args, flags }) =>
        await backup(context, { file: args.file, overwrite: flags.overwrite }),
      displayBackup,
    );
  }
}
