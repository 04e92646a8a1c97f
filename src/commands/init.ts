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
    adopt: boolean({
      description:
        "Keep a Python lodestar's runtime as `.lodestar/local/runtime.python.sqlite`, and take over its agents, live leases and messages.",
    }),
  };
  static override readonly examples = [
    'lodestar init',
    'lodestar init --example',
    'lodestar init packages/web --name web',
    'lodestar init --adopt',
  ];
  static override readonly contract = {
    result: 'InitResult',
    writes: true,
    needs: 'folder',
    reads: [
      'Which of the three files are there, and the branch that is checked out.',
      "With --adopt, a Python lodestar's runtime.",
    ],
    changes: [
      'The files of `.lodestar/` that are missing. A file that is there stays as it is.',
      "With --adopt, a Python lodestar's runtime gets another name, and the runtime what it held.",
    ],
    refuses: [
      'A folder that cannot be written.',
      "Git's own folder, and a bare repository: a plan is kept in a checkout.",
      "A Python lodestar's runtime that is damaged, or of a version that is not known: it stays as it is.",
    ],
    codes: [
      'INPUT_INVALID',
      'SPEC_READONLY',
      'DISK_FULL',
      'FILE_NOT_FOUND',
      'FILE_EXISTS',
      'SPEC_INVALID',
      'SPEC_CONFLICTED',
      'SPEC_BUSY',
      'CONFIG_INVALID',
      'RUNTIME_FOREIGN',
      'RUNTIME_DAMAGED',
      'RUNTIME_READONLY',
      'RUNTIME_BUSY',
      'RUNTIME_NEWER',
      'RUNTIME_IO',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Init,
      async (context, { args, flags }) => await initWorkspace(context, { path: args.path, ...flags }),
      displayInit,
    );
  }
}
