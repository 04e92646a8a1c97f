import { boolean, string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayJoin } from '../../cli/displays/display-join.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { wordsFlag } from '../../cli/task-flags.ts';
import { joinAs } from '../../operations/agent/join.ts';

export default class AgentJoin extends LodestarCommand {
  static override readonly summary = 'Join as an agent.';
  static override readonly description =
    'Makes an agent known to the others, and prints the line that makes it the actor of what follows in a shell. Its id is its actor, such as `ai:worker-1`; without a name it is given one.';
  static override readonly flags = {
    name: string({ description: '`worker-1`, or with a kind `ci:main`; made up when left out.' }),
    role: string({ description: 'What it is for, such as `builder`.' }),
    capability: wordsFlag({ description: 'What it can do; may be repeated.' }),
    model: string({ description: 'Model that it runs on.' }),
    tool: string({ description: 'Program that it runs in.' }),
    resume: boolean({ description: 'The caller is the agent of that name, come back.' }),
    quiet: boolean({ char: 'q', description: 'Print the id alone.' }),
  };
  static override readonly examples = [
    'lodestar agent join --name worker-1 --role builder --capability typescript',
    'export LODESTAR_AGENT=$(lodestar agent join --quiet)',
    'lodestar agent join --name worker-1 --resume',
  ];
  static override readonly contract = {
    result: 'JoinResult',
    writes: true,
    joins: true,
    needs: 'runtime',
    reads: ['The agents of the runtime.'],
    changes: ['The runtime: the agent, and its first sign of life.'],
    refuses: ['The name of a live agent, unless --resume.'],
    codes: ['AGENT_NAME_IN_USE', 'RUNTIME_READONLY', 'CONFIG_INVALID'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      AgentJoin,
      async (context, { flags }) => await joinAs(context, { ...flags, capabilities: flags.capability ?? [] }),
      (data, ui, { flags }) => (flags.quiet ? ui.raw(data.agent_id) : displayJoin(data, ui)),
    );
  }
}
