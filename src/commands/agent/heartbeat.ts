import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayHeartbeat } from '../../cli/displays/display-heartbeat.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { heartbeat } from '../../operations/agent/heartbeat.ts';

export default class AgentHeartbeat extends LodestarCommand {
  static override readonly summary = 'Give a sign of life.';
  static override readonly description =
    'Every writing command is one too, and a reading one at most once a minute. It renews no lease unless asked to.';
  static override readonly flags = {
    renew: boolean({ description: 'Also renew every lease that the caller holds, by its own TTL.' }),
  };
  static override readonly examples = ['lodestar agent heartbeat', 'lodestar agent heartbeat --renew'];
  static override readonly contract = {
    result: 'HeartbeatResult',
    writes: true,
    needs: 'runtime',
    reads: ['What the caller holds, with --renew.'],
    changes: ["The runtime: the caller's last sign of life, and with --renew the ends of its leases."],
    refuses: [],
    codes: ['RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      AgentHeartbeat,
      async (context, { flags }) => await heartbeat(context, { renew: flags.renew }),
      displayHeartbeat,
    );
  }
}
