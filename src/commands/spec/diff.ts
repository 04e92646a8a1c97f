import { string as arg } from '@oclif/core/args';
import { boolean, option } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { DIFF_FORMATS, showSpecDiff } from '../../cli/displays/show-spec-diff.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { readStdin } from '../../cli/text-input.ts';
import { MAX_TEXT_BYTES } from '../../operations/spec/check.ts';
import { diffSpecs } from '../../operations/spec/diff.ts';

const STDIN = '-';

const VERSION =
  'A commit (`main`, `HEAD~3`, `main:plans/spec.yaml`), `:index`, `:worktree`, a file (`./plan.yaml`), or `-` for standard input';

export default class SpecDiff extends LodestarCommand {
  static override readonly summary = 'Show what changed in the plan, for a reviewer.';
  static override readonly description =
    'Task by task and field by field, with what follows: what can be begun now, what no longer, the critical path, locks that ' +
    'overlap. As with `git diff`, nothing is HEAD against the work tree, one version is that against the work tree, two are ' +
    'the one against the other, `A..B` is the same, and `A...B` begins where both branched. A version without a plan is empty. ' +
    '`md` fits a comment on a pull request.';
  static override readonly args = {
    base: arg({ description: `${VERSION}; HEAD when left out.` }),
    head: arg({ description: 'The same; the work tree when left out.' }),
  };
  static override readonly flags = {
    staged: boolean({ aliases: ['cached'], description: 'The index in place of the work tree.' }),
    'merge-base': boolean({ description: 'Begin at the commit that both versions go back to.' }),
    format: option({ options: DIFF_FORMATS, char: 'f', description: 'How to print it.' })({
      default: 'text',
    }),
  };
  static override readonly examples = [
    'lodestar spec diff',
    'lodestar spec diff --staged',
    'lodestar spec diff main',
    'lodestar spec diff main...HEAD --format md',
    'lodestar spec diff HEAD plan.yaml',
  ];
  static override readonly contract = {
    result: 'SpecDiffResult',
    writes: false,
    needs: 'folder',
    reads: [
      'Two versions of the spec, from Git, from the work tree or from files.',
      'The leases of the shared runtime, where there is one and the variable CI is not set.',
    ],
    changes: [],
    refuses: [],
    codes: [
      'REVISION_NOT_FOUND',
      'FILE_NOT_FOUND',
      'SPEC_INVALID',
      'SPEC_CONFLICTED',
      'SPEC_BUSY',
      'NOT_A_WORKSPACE',
      'INPUT_INVALID',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      SpecDiff,
      async (context, { args: { base, head }, flags }) => {
        const usesStdin = base === STDIN || head === STDIN;
        const stdin = usesStdin ? await readStdin(MAX_TEXT_BYTES) : undefined;
        return await diffSpecs(context, {
          base,
          head,
          stdin,
          staged: flags.staged,
          mergeBase: flags['merge-base'],
        });
      },
      (data, ui, { flags: { format } }) => showSpecDiff(data, ui, format),
    );
  }
}
