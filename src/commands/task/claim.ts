import type { CommandContract } from '../../cli/contract.ts';
import { displayClaim, type ContextDisplay } from '../../cli/displays/display-claim.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { maxCharsOptions, offerFilters, offerFlags, ttlFlag } from '../../cli/task-flags.ts';
import { claimTask } from '../../operations/task/claim.ts';
import { string as stringArg } from '@oclif/core/args';
import { boolean, integer } from '@oclif/core/flags';

export default class TaskClaim extends LodestarCommand {
  static override readonly summary = 'Take a task under a lease.';
  static override readonly description =
    'Without an id it takes the first that `task next` with the same filters would offer; racing claims take different ' +
    'tasks. Claiming what one holds renews the lease. The token that it prints is for LODESTAR_LEASE or `--lease`.';
  static override readonly args = {
    id: stringArg({ description: 'Id of the task; the next one when left out.' }),
  };
  static override readonly flags = {
    ttl: ttlFlag,
    ...offerFlags,
    'allow-overlap': boolean({
      description: 'Also where its locks overlap those of a task that another holds.',
    }),
    context: boolean({ description: 'Print what `task context` says of it as well.' }),
    'max-chars': integer({ ...maxCharsOptions, dependsOn: ['context'] }),
  };
  static override readonly examples = [
    'lodestar task claim',
    'lodestar task claim T2 --ttl 1h',
    'lodestar task claim --label storage --as ai:worker-1',
    'lodestar task claim --context --max-chars 4000',
  ];
  static override readonly contract = {
    result: 'ClaimResult',
    writes: true,
    needs: 'workspace',
    reads: [
      "This checkout's spec, the default branch's as this clone knows it, and the shared runtime.",
      'The newest note of an earlier holder; with --context also what `task context` reads.',
    ],
    changes: ['The runtime: the lease, for the caller.'],
    refuses: [
      'A task that another holds, that is not ready, or that waits for a dependency.',
      'A task that is verified or cancelled in the default branch, unless --allow-upstream.',
      'A task whose locks overlap those of a task that another holds, unless --allow-overlap.',
    ],
    codes: [
      'TASK_NOT_FOUND',
      'LEASE_HELD',
      'NOT_CLAIMABLE',
      'LOCK_OVERLAP',
      'NOTHING_TO_CLAIM',
      'INPUT_INVALID',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    let contextDisplay: ContextDisplay | undefined;
    await this.perform(
      TaskClaim,
      async (context, { args, flags }) => {
        contextDisplay = flags.context
          ? (await import('../../cli/displays/display-context.ts')).displayContext
          : undefined;
        return await claimTask(context, {
          id: args.id,
          ttl: flags.ttl,
          filters: offerFilters(flags),
          allowOverlap: flags['allow-overlap'],
          allowUpstream: flags['allow-upstream'],
          context: flags.context ? { maxChars: flags['max-chars'] } : undefined,
        });
      },
      (data, ui) => displayClaim(data, ui, contextDisplay),
    );
  }
}
