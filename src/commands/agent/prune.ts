import type { CommandContract } from '../../cli/contract.ts';
import { displayPrune } from '../../cli/displays/display-prune.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { pruneAgents } from '../../operations/agent/prune.ts';
import { string } from '@oclif/core/flags';

export default class AgentPrune extends LodestarCommand {
  static override readonly summary = 'Say good-bye for agents that have been silent for long.';
  static override readonly description =
    'Those that hold nothing count as gone until they join again, with `--resume` as who they were. Nothing is lost, so ' +
    'that it asks for nothing.';
  static override readonly flags = {
    'older-than': string({
      helpValue: 'TIME',
      description:
        'How long they have to have been silent, as `7d`; a day unless said, never less than `agents.offline_after`.',
    }),
  };
  static override readonly examples = [
    'lodestar agent prune --dry-run',
    'lodestar agent prune --older-than 7d',
  ];
  static override readonly contract = {
    result: 'PruneResult',
    writes: true,
    needs: 'runtime',
    reads: ['Agents, signs of life and leases in the runtime; the thresholds in config.yaml.'],
    changes: ['The runtime: those agents have left.'],
    refuses: ['To part an agent from what it holds: `lease revoke` does that.'],
    codes: ['INPUT_INVALID', 'CONFIG_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      AgentPrune,
      async (context, { flags }) => await pruneAgents(context, { olderThan: flags['older-than'] }),
      displayPrune,
    );
  }
}
