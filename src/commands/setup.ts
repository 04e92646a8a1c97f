import type { CommandContract } from '../cli/contract.ts';
import { displaySetup } from '../cli/displays/display-setup.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { registeredCommands } from '../cli/registered-commands.ts';
import { setupAction, setupFlags } from '../cli/setup-flags.ts';
import { setUp } from '../operations/setup/setup.ts';
import { SETUP_TARGETS, type SetupTarget } from '../operations/setup/targets.ts';
import { string as stringArg } from '@oclif/core/args';

export default class Setup extends LodestarCommand {
  static override readonly summary = 'Tell a coding tool of Lodestar, in the file that it reads.';
  static override readonly description =
    'One block between markers, at the end of AGENTS.md (agents-md, codex), CLAUDE.md, .cursor/rules/lodestar.mdc or ' +
    '.github/copilot-instructions.md. It says to run `lodestar brief`, which says the rest. Every other byte stays.';
  static override readonly args = {
    target: stringArg({
      options: [...SETUP_TARGETS],
      required: true,
      description: `The tool: ${SETUP_TARGETS.join(', ')}.`,
    }),
  };
  static override readonly flags = {
    ...setupFlags({
      remove: 'Take it out; the file is then as it was before.',
      print: 'Print what it says, and write nothing.',
    }),
  };
  static override readonly examples = [
    'lodestar setup agents-md',
    'lodestar setup claude --print',
    'lodestar setup copilot --check',
  ];
  static override readonly contract = {
    result: 'SetupResult',
    writes: true,
    needs: 'folder',
    report: true,
    reads: ['The file of that tool, and the registry of commands.'],
    changes: ['That file: the block, and nothing else. A file that was made for it goes with it.'],
    refuses: ['A file that a link leads to outside of the repository, or whose markers do not fit together.'],
    codes: [
      'SETUP_OUTDATED',
      'NOT_A_WORKSPACE',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'SPEC_BUSY',
      'SPEC_READONLY',
      'RUNTIME_IO',
      'DISK_FULL',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Setup,
      async (context, { args, flags }) => {
        const action = setupAction(flags);
        // The parser lets no other word through.
        const target = args.target as SetupTarget;
        return await setUp(context, { target, action, commands: registeredCommands() });
      },
      displaySetup,
    );
  }
}
