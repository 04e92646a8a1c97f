import { custom } from '@oclif/core/args';
import type { CommandContract } from '../cli/contract.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { completionScript } from '../operations/completion/completion.ts';
import { SHELLS, type Shell } from '../operations/completion/scripts.ts';

export default class Completion extends LodestarCommand {
  static override readonly summary = 'Print what makes a shell complete commands, flags and ids.';
  static override readonly description =
    'For bash `eval "$(lodestar completion bash)"` in ~/.bashrc; for zsh write it to a file named `_lodestar` in a folder ' +
    'of $fpath; for fish to ~/.config/fish/completions/lodestar.fish; for PowerShell ' +
    '`lodestar completion pwsh | Out-String | Invoke-Expression` in $PROFILE. Nothing is installed or changed.';
  static override readonly args = {
    shell: custom<Shell>({ options: [...SHELLS], description: `One of ${SHELLS.join(', ')}.` })({
      required: true,
    }),
  };
  static override readonly examples = [
    'eval "$(lodestar completion bash)"',
    'lodestar completion zsh > ~/.zfunc/_lodestar',
    'lodestar completion fish > ~/.config/fish/completions/lodestar.fish',
  ];
  static override readonly contract = {
    result: 'CompletionResult',
    writes: false,
    needs: 'folder',
    reads: ['Nothing but the program itself.'],
    changes: [],
    refuses: [],
    codes: [],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Completion,
      async (context, { args }) => await completionScript(context, { shell: args.shell }),
      (data, ui) => ui.raw(data.script),
    );
  }
}
