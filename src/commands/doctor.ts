import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displayDoctor } from '../cli/displays/display-doctor.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { doctor } from '../operations/workspace/doctor.ts';

export default class Doctor extends LodestarCommand {
  static override readonly summary = 'Look for what is wrong, and say what to do about it.';
  static override readonly description =
    'Works while the spec is broken and while the runtime is damaged. Errors make it fail, warnings only with `--strict`, information never. docs/DOCTOR.md lists all that it can find.';
  static override readonly flags = {
    fix: boolean({
      description:
        'Mend what can be mended without losing anything: modes, missing indexes and triggers, lapsed leases that are not recorded, left-over files, `.gitignore`, a log that has grown. `--dry-run` says what it would mend.',
    }),
    strict: boolean({ description: 'Fail for warnings as for errors.' }),
    recover: boolean({
      description:
        'Move a damaged runtime aside, into `local/corrupt-<time>/`, and make a new one of what can be read of its log. No lease outlives it.',
    }),
  };
  static override readonly examples = [
    'lodestar doctor',
    'lodestar doctor --strict',
    'lodestar doctor --fix --dry-run',
    'lodestar doctor --recover',
  ];
  static override readonly contract = {
    result: 'DoctorResult',
    writes: true,
    needs: 'folder',
    report: true,
    reads: ['Both planes, config.yaml, what Git tracks and ignores, modes and file system of the runtime.'],
    changes: [
      'Nothing without --fix and --recover.',
      'With --fix: modes of files, `.lodestar/.gitignore`, left-over files; in the runtime its log of what lapsed, its missing indexes and triggers.',
      'With --recover the runtime, of which the damaged file is kept.',
    ],
    refuses: ['With --recover: a runtime that is not damaged, and a file that is none of ours.'],
    codes: [
      'DOCTOR_FOUND',
      'RUNTIME_HEALTHY',
      'NOT_A_WORKSPACE',
      'RUNTIME_BUSY',
      'RUNTIME_NEWER',
      'RUNTIME_FOREIGN',
      'RUNTIME_READONLY',
      'DISK_FULL',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    const { node } = process.versions;
    await this.perform(
      Doctor,
      async (context, { flags: { recover, fix, strict } }) =>
        await doctor(context, { recover, fix, strict, node }),
      displayDoctor,
    );
  }
}
