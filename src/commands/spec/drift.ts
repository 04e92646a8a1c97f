import type { CommandContract } from '../../cli/contract.ts';
import { displayDrift } from '../../cli/displays/display-drift.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { wordsFlag } from '../../cli/task-flags.ts';
import { driftOf } from '../../operations/spec/drift.ts';

export default class SpecDrift extends LodestarCommand {
  static override readonly summary = 'Show what has changed in the documents that tasks were cut from.';
  static override readonly description =
    'Each section that is not as it was frozen, with a diff where the plan keeps a copy of it; and what is missing. ' +
    'With --update the sections of those tasks are accepted as they are now.';
  static override readonly flags = {
    update: wordsFlag({ description: 'Tasks that still fit: their sections are frozen anew.' }),
  };
  static override readonly examples = ['lodestar spec drift', 'lodestar spec drift --update T2,T3'];
  static override readonly contract = {
    result: 'DriftResult',
    writes: true,
    needs: 'workspace',
    reads: [
      "This checkout's spec and the shared runtime.",
      'The documents that unsettled tasks were cut from, each once.',
    ],
    changes: [
      'With --update: spec.yaml, the lines of `prd` of those tasks.',
      'The runtime: an event a task, with the values before and after.',
    ],
    refuses: ['To accept a document or a section that is not there.'],
    codes: ['TASK_NOT_FOUND', 'INPUT_INVALID', 'SPEC_CONFLICTED', 'SPEC_READONLY', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(SpecDrift, async (context, { flags }) => await driftOf(context, flags), displayDrift);
  }
}
