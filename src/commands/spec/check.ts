import { string as arg } from '@oclif/core/args';
import { option, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { CHECK_FORMATS, showSpecCheck } from '../../cli/displays/display-spec-check.ts';
import { renderReport } from '../../cli/envelope.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { readStdin } from '../../cli/text-input.ts';
import { checkSpec, MAX_TEXT_BYTES } from '../../operations/spec/check.ts';

const STDIN = '-';

export default class SpecCheck extends LodestarCommand {
  static override readonly summary = 'Check a spec and tell all that is wrong with it.';
  static override readonly description =
    'Every problem has a code, `file:line:column`, the line with a caret, and often a suggestion. Errors make it fail; warnings stop nothing. ' +
    'With --base, for a pull request, what the change does is looked at too, by the rules of docs/ci.md, whose severities `check` in ' +
    'config.yaml sets: compared is the commit where HEAD and the base part.';
  static override readonly args = {
    file: arg({ description: "A file, or `-` for standard input; the workspace's spec when left out." }),
  };
  static override readonly flags = {
    base: string({
      helpValue: 'REV',
      description: 'What the change is to be merged into, such as `origin/main`.',
    }),
    format: option({
      options: CHECK_FORMATS,
      char: 'f',
      description: 'How to print it; `github` puts problems beside their lines in a pull request.',
    })({ default: 'text' }),
  };
  static override readonly examples = [
    'lodestar spec check',
    'lodestar spec check --base main',
    'lodestar spec check --base main --format github',
    'lodestar spec check plan.yaml',
    'git show main:.lodestar/spec.yaml | lodestar spec check -',
  ];
  static override readonly contract = {
    result: 'SpecCheckResult',
    writes: false,
    needs: 'folder',
    report: true,
    reads: [
      "The file; for a workspace's own spec also the documents that its tasks were cut from.",
      'With --base: the specs and settings of two commits; the leases of the shared runtime, where there is one and the variable CI is not set.',
    ],
    changes: [],
    refuses: [],
    codes: [
      'SPEC_INVALID',
      'CHANGE_REFUSED',
      'REVISION_NOT_FOUND',
      'CONFIG_INVALID',
      'SPEC_CONFLICTED',
      'FILE_NOT_FOUND',
      'NOT_A_WORKSPACE',
      'SPEC_BUSY',
      'INPUT_INVALID',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    let json = (): string => '';
    await this.perform(
      SpecCheck,
      async (context, { args: { file }, flags: { base } }) => {
        const text = file === STDIN ? await readStdin(MAX_TEXT_BYTES) : undefined;
        const report = await checkSpec(context, { file, text, base });
        json = () => renderReport(report);
        return report;
      },
      (data, ui, { flags: { format } }) => showSpecCheck(data, ui, { format, json }),
    );
  }
}
