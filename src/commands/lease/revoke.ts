import type { CommandContract } from '../../cli/contract.ts';
import { displayRevoke } from '../../cli/displays/display-revoke.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { reasonFlag, taskIdArg } from '../../cli/task-flags.ts';
import { revoke } from '../../operations/lease/revoke.ts';

export default class LeaseRevoke extends LodestarCommand {
  static override readonly summary = "End somebody's lease by authority.";
  static override readonly description =
    'For people only. The holder gets the reason as a message, and what it then tries with the lease is refused.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = { reason: reasonFlag };
  static override readonly examples = ['lodestar lease revoke T2 --reason "stuck since this morning"'];
  static override readonly contract = {
    result: 'RevokeResult',
    writes: true,
    needs: 'runtime',
    reads: ['The lease of the task.'],
    changes: ['The runtime: the lease ends, and its holder gets a message.'],
    refuses: ['An actor that is no person.', 'A task without a live lease.'],
    codes: ['ACTOR_KIND_REFUSED', 'LEASE_NOT_FOUND', 'INPUT_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      LeaseRevoke,
      async (context, { args, flags }) => await revoke(context, { id: args.id, reason: flags.reason }),
      displayRevoke,
    );
  }
}
