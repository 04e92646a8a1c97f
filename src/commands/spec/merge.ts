import { string as arg } from '@oclif/core/args';
import { boolean, integer, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySpecMerge } from '../../cli/displays/display-spec-merge.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { labelOf } from '../../cli/merge-label.ts';
import { mergeSpecFiles } from '../../operations/spec/merge.ts';

/** Git's own markers have seven characters, and what looks for conflicts looks for so many. */
const LEAST_MARKER_SIZE = 7;
const MOST_MARKER_SIZE = 200;

export default class SpecMerge extends LodestarCommand {
  static override readonly summary = 'Merge three versions of a spec, by task and by field.';
  static override readonly description =
    'What the sides do not agree on stays between conflict markers, and the exit code is 1 then, as Git expects of a merge driver. Of two tasks that were made under one id the later one gets another; `renamed_from` tells. A version that has no such file is an empty one (/dev/null).';
  static override readonly args = {
    base: arg({ required: true, description: 'The file that both sides come from.' }),
    ours: arg({ required: true, description: 'The file of this side.' }),
    theirs: arg({ required: true, description: 'The file of the other side.' }),
  };
  static override readonly flags = {
    output: string({
      char: 'o',
      helpValue: 'FILE',
      description: 'Write it into this file; else it is printed.',
    }),
    path: string({ helpValue: 'NAME', description: 'How messages name it.' }),
    'marker-size': integer({
      min: LEAST_MARKER_SIZE,
      max: MOST_MARKER_SIZE,
      default: LEAST_MARKER_SIZE,
      description: 'How many characters a conflict marker has.',
    }),
    'base-label': string({ helpValue: 'TEXT', description: 'What stands behind the marker of the base.' }),
    'ours-label': string({ helpValue: 'TEXT', description: 'What stands behind the marker of ours.' }),
    'theirs-label': string({ helpValue: 'TEXT', description: 'What stands behind the marker of theirs.' }),
    diff3: boolean({ description: 'Show what the base has between the sides of each conflict.' }),
  };
  static override readonly examples = [
    'lodestar spec merge base.yaml ours.yaml theirs.yaml',
    'lodestar spec merge base.yaml ours.yaml theirs.yaml --output merged.yaml --diff3',
  ];
  static override readonly contract = {
    result: 'SpecMergeResult',
    writes: true,
    needs: 'folder',
    report: true,
    reads: ['The three files.'],
    changes: ['With --output, one file. Nothing of the workspace.'],
    refuses: ['A file that is no UTF-8 text.'],
    codes: ['MERGE_CONFLICTS', 'FILE_NOT_FOUND', 'SPEC_INVALID', 'SPEC_READONLY', 'RUNTIME_IO', 'DISK_FULL'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      SpecMerge,
      async (context, { args: { base, ours, theirs }, flags }) =>
        await mergeSpecFiles(context, {
          files: { base, ours, theirs },
          output: flags.output,
          shownAs: flags.path,
          markerSize: flags['marker-size'],
          labels: {
            base: labelOf(flags['base-label'], '%S', 'base'),
            ours: labelOf(flags['ours-label'], '%X', 'ours'),
            theirs: labelOf(flags['theirs-label'], '%Y', 'theirs'),
          },
          showBase: flags.diff3,
          print: this.answersJson || flags.output !== undefined ? undefined : await this.printer(),
        }),
      displaySpecMerge,
    );
  }
}
