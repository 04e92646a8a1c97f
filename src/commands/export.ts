import { string as stringArg } from '@oclif/core/args';
import { boolean, option, string } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displayExport } from '../cli/displays/display-export.ts';
import { TABLE_NAMES } from '../cli/exports/plain-rows.ts';
import { EXPORT_FORMATS, writerOf } from '../cli/exports/writer-of.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { exportWorkspace } from '../operations/export/export.ts';

export default class Export extends LodestarCommand {
  static override readonly summary = 'Write both planes as JSON, CSV, Markdown or a snapshot.';
  static override readonly description =
    '`json`: tasks with all that belongs to them, agents, leases, messages. `csv`: a row a task, lists as JSON; a cell that a spreadsheet would take for a formula begins with an apostrophe. `md`: a section a task, for a pull request. `snapshot`: all of both planes, the log included, as schemas/snapshot.schema.json says. To standard output as it is made, or into a file; under --json without a file the text is `content`.';
  static override readonly args = {
    format: stringArg({ required: true, options: [...EXPORT_FORMATS], description: 'What to write.' }),
  };
  static override readonly flags = {
    output: string({
      char: 'o',
      helpValue: 'FILE',
      description: 'Write into this file, which gets its name when it is whole.',
    }),
    force: boolean({ description: 'Replace the file when it is there.', dependsOn: ['output'] }),
    table: option({
      options: ['tasks', ...TABLE_NAMES] as const,
      description: 'With csv: which table.',
    })({ default: 'tasks' }),
  };
  static override readonly examples = [
    'lodestar export md',
    'lodestar export csv --output tasks.csv --force',
    'lodestar export snapshot > snapshot.json',
  ];
  static override readonly contract = {
    result: 'ExportResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime, in one snapshot."],
    changes: ['With --output, one file. Nothing of the workspace.'],
    refuses: ['To replace a file without --force.'],
    codes: ['FILE_EXISTS', 'FILE_NOT_FOUND', 'FILE_READONLY', 'RUNTIME_READONLY', 'DISK_FULL'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Export,
      async (context, { args: { format }, flags: { output: file, force, table } }) =>
        await exportWorkspace(context, {
          format,
          file,
          force,
          writer: await writerOf(format, table),
          print: this.answersJson || file !== undefined ? undefined : await this.printer(),
        }),
      displayExport,
    );
  }
}
