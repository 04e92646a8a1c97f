import type { CommandContract } from '../../cli/contract.ts';
import { displayAgent } from '../../cli/displays/display-agent.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { showAgent } from '../../operations/agent/show.ts';
import { string as stringArg } from '@oclif/core/args';

export default class AgentShow extends LodestarCommand {
  static override readonly summary = 'Show one agent: who it is, what it holds and has done.';
  static override readonly args = {
    agent: stringArg({ description: 'The agent, `kind:name` or its name; the caller when left out.' }),
  };
  static override readonly examples = ['lodestar agent show', 'lodestar agent show ai:worker-1 --json'];
  static override readonly contract = {
    result: 'AgentShowResult',
    writes: false,
    needs: 'runtime',
    reads: ['Agents, signs of life, leases and the log in the runtime; the thresholds in config.yaml.'],
    changes: [],
    refuses: ['A runtime that cannot be read: what is held, and what happened, is then not known.'],
    codes: ['ACTOR_NOT_FOUND', 'CONFIG_INVALID', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(AgentShow, async (context, { args }) => await showAgent(context, args), displayAgent);
  }
}
