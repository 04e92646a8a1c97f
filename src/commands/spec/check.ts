import { string as arg } from '@oclif/core/args';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySpecCheck } from '../../cli/displays/display-spec-check.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { readStdin } from '../../cli/text-input.ts';
import { checkSpec, MAX_TEXT_BYTES } from '../../operations/spec/check.ts';

const STDIN = '-';

export default class SpecCheck extends LodestarCommand {
  static override readonly summary = 'Check a spec and tell all that is wrong with it.';
  static override readonly description =
    'Every problem has a code, `file:line:column`, the line with a caret, and often a suggestion. Errors make it fail; warnings stop nothing.';
  static override readonly args = {
    file: arg({ description: "A file, or `-` for standard input; the workspace's spec when left out." }),
  };
  static override readonly examples = [
    'lodestar spec check',
    'lodestar spec check plan.yaml',
    'git show main:.lodestar/spec.yaml | lodestar spec check -',
  ];
  static override readonly contract = {
    result: 'SpecCheckResult',
    writes: false,
    needs: 'folder',
    report: true,
    reads: ["The file; for a workspace's own spec also the documents that its tasks were cut from."],
    changes: [],
    refuses: [],
    codes: [
      'SPEC_INVALID',
      'SPEC_CONFLICTED',
      'FILE_NOT_FOUND',
      'NOT_A_WORKSPACE',
      'SPEC_BUSY',
      'INPUT_INVALID',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      SpecCheck,
      async (context, { args: { file } }) => {
        const text = file === STDIN ? await readStdin(MAX_TEXT_BYTES) : undefined;
        return await checkSpec(context, { file, text });
      },
      displaySpecCheck,
    );
  }
}
