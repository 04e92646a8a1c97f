import type { CommandContract } from '../../cli/contract.ts';
import { displayLeave } from '../../cli/displays/display-leave.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { textFlag } from '../../cli/text-flag.ts';
import { leaveAs } from '../../operations/agent/leave.ts';

export default class AgentLeave extends LodestarCommand {
  static override readonly summary = 'Leave, and give back every lease.';
  static override readonly flags = {
    reason: textFlag({ description: 'Why; whoever takes the tasks next reads it.' }),
  };
  static override readonly examples = [
    'lodestar agent leave',
    'lodestar agent leave --reason "out of budget"',
  ];
  static override readonly contract = {
    result: 'LeaveResult',
    writes: true,
    needs: 'runtime',
    reads: ['What the caller holds.'],
    changes: ["The runtime: the caller's leases end, and it counts as gone until it joins again."],
    refuses: [],
    codes: ['RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      AgentLeave,
      async (context, { flags }) => await leaveAs(context, { reason: flags.reason }),
      displayLeave,
    );
  }
}
