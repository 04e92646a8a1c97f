import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayAgents } from '../../cli/displays/display-agents.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { listAgents } from '../../operations/agent/list.ts';

export default class AgentList extends LodestarCommand {
  static override readonly summary = 'List agents: who is here, and what each holds.';
  static override readonly description =
    'Active, idle or offline by the last sign of life (`agents.idle_after` and `agents.offline_after` of config.yaml), or left.';
  static override readonly flags = {
    all: boolean({ description: 'Also actors that have acted and never joined.' }),
    quiet: boolean({ char: 'q', description: 'Ids alone, one a line.' }),
  };
  static override readonly examples = ['lodestar agent list', 'lodestar agent list --all --json'];
  static override readonly contract = {
    result: 'AgentListResult',
    writes: false,
    needs: 'runtime',
    reads: ['Agents, signs of life and leases in the runtime; the thresholds in config.yaml.'],
    changes: [],
    refuses: ['A runtime that cannot be read: what is held, and what happened, is then not known.'],
    codes: ['CONFIG_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      AgentList,
      async (context, { flags }) => await listAgents(context, { all: flags.all }),
      (data, ui, { flags }) =>
        flags.quiet ? ui.raw(data.agents.map((each) => each.agent_id).join('\n')) : displayAgents(data, ui),
    );
  }
}
