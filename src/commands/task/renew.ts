import type { CommandContract } from '../../cli/contract.ts';
import { displayRenew } from '../../cli/displays/display-renew.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { leaseFlag, taskIdArg, ttlFlag } from '../../cli/task-flags.ts';
import { renewTask } from '../../operations/task/renew.ts';

export default class TaskRenew extends LodestarCommand {
  static override readonly summary = 'Keep a lease for longer.';
  static override readonly description =
    'From now on, for as long as it was granted for or as --ttl says; a renewal never shortens. It works while the ' +
    'spec is broken, and in a checkout without one.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { ttl: ttlFlag, lease: leaseFlag };
  static override readonly examples = ['lodestar task renew T2', 'lodestar task renew T2 --ttl 2h'];
  static override readonly contract = {
    result: 'RenewResult',
    writes: true,
    needs: 'runtime',
    reads: ['The runtime.'],
    changes: ['The runtime: when the lease ends.'],
    refuses: ['Anyone but the live holder of the task; a lapsed lease is not held.'],
    codes: ['LEASE_NOT_HELD', 'INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskRenew,
      async (context, { args, flags }) => await renewTask(context, { id: args.id, ttl: flags.ttl }),
      displayRenew,
    );
  }
}
