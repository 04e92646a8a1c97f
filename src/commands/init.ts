import { string as arg } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displayInit } from '../cli/displays/display-init.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { initWorkspace } from '../operations/workspace/init.ts';

export default class Init extends LodestarCommand {
  static override readonly summary = 'Make a workspace here, or complete one.';
  static override readonly description =
    'Writes `.lodestar/spec.yaml`, `.lodestar/config.yaml` and `.lodestar/.gitignore`, each only where it is missing, and nothing else. Commit all three.';
  static override readonly args = {
    path: arg({ description: 'Folder to make a workspace of; this one when left out.' }),
  };
  static override readonly flags = {
    name: string({ description: "Name of the project; the folder's name when left out." }),
    example: boolean({ description: 'Begin with a small graph of tasks.' }),
  };
  static override readonly examples = [
    'lodestar init',
    'lodestar init --example',
    'lodestar init packages/web --name web',
  ];
  static override readonly contract = {
    result: 'InitResult',
    writes: true,
    needs: 'folder',
    reads: ['Which of the three files are there, and the branch that is checked out.'],
    changes: ['The files of `.lodestar/` that are missing. A file that is there stays as it is.'],
    refuses: ['A folder that cannot be written.'],
    codes: ['SPEC_READONLY', 'DISK_FULL', 'FILE_NOT_FOUND'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Init,
      async (context, { args, flags }) =>
        await initWorkspace(context, { path: args.path, name: flags.name, example: flags.example }),
      displayInit,
    );
  }
}
