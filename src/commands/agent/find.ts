import type { CommandContract } from '../../cli/contract.ts';
import { displayAgents } from '../../cli/displays/display-agents.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { wordsFlag } from '../../cli/task-flags.ts';
import { findAgents } from '../../operations/agent/find.ts';
import { LIVENESS } from '../../operations/agent/liveness.ts';
import { boolean, option, string } from '@oclif/core/flags';

export default class AgentFind extends LodestarCommand {
  static override readonly summary = 'Find agents by role, capability and whether they are here and free.';
  static override readonly description =
    'All that is asked for has to fit. A role or a capability that no agent has is an error that names those there are.';
  static override readonly flags = {
    role: string({ helpValue: 'ROLE', description: 'Of this role.' }),
    capability: wordsFlag({ description: 'With all of these capabilities.' }),
    status: option({
      options: LIVENESS,
      multiple: true,
      delimiter: ',',
      helpValue: 'STATUS,…',
      description: `By the last sign of life: ${LIVENESS.join(', ')}.`,
    })(),
    free: boolean({ description: 'Holding nothing.', exclusive: ['busy'] }),
    busy: boolean({ description: 'Holding something.' }),
  };
  static override readonly examples = [
    'lodestar agent find --free --status active',
    'lodestar agent find --status active,idle --json',
  ];
  static override readonly contract = {
    result: 'AgentFindResult',
    writes: false,
    needs: 'runtime',
    reads: ['Agents, signs of life and leases in the runtime; the thresholds in config.yaml.'],
    changes: [],
    refuses: ['A runtime that cannot be read: what is held, and what happened, is then not known.'],
    codes: ['INPUT_INVALID', 'CONFIG_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      AgentFind,
      async (context, { flags: { role, capability, status, free, busy } }) => {
        const wanted = free ? false : busy ? true : undefined;
        return await findAgents(context, { role, capabilities: capability, status, busy: wanted });
      },
      displayAgents,
    );
  }
}
