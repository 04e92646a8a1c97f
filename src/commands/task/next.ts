import type { CommandContract } from '../../cli/contract.ts';
import { displayNext } from '../../cli/displays/display-next.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { offerFilters, offerFlags } from '../../cli/task-flags.ts';
import { nextTasks } from '../../operations/task/next.ts';
import { integer } from '@oclif/core/flags';

export default class TaskNext extends LodestarCommand {
  static override readonly summary = 'Offer the task to do next, and say why.';
  static override readonly description =
    'A task is offered when it is ready, nobody holds it, all that it depends on is verified, and its locks overlap ' +
    "nobody's; what the default branch has settled is left out. Lower priority numbers go first, then tasks for which more others wait, then natural ids.";
  static override readonly flags = {
    count: integer({ char: 'n', default: 1, min: 1, description: 'How many to offer.' }),
    ...offerFlags,
  };
  static override readonly examples = [
    'lodestar task next',
    'lodestar task next -n 5 --label api',
    'lodestar task next --priority-max high --capability frontend',
  ];
  static override readonly contract = {
    result: 'NextResult',
    writes: false,
    needs: 'workspace',
    reads: [
      "This checkout's spec and the shared runtime.",
      "The default branch's spec, as this clone knows it; nothing is fetched.",
    ],
    changes: [],
    refuses: ['To answer while the runtime cannot be read: what is held is not known then.'],
    codes: ['INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskNext,
      async (context, { flags }) =>
        await nextTasks(context, {
          count: flags.count,
          filters: offerFilters(flags),
          allowUpstream: flags['allow-upstream'],
        }),
      displayNext,
    );
  }
}
