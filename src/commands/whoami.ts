import type { CommandContract } from '../cli/contract.ts';
import { displayWhoami } from '../cli/displays/display-whoami.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { whoami } from '../operations/workspace/whoami.ts';

export default class Whoami extends LodestarCommand {
  static override readonly summary = 'Say who acts here, where that comes from, and what is held.';
  static override readonly description =
    "The actor is `--as`, else LODESTAR_AGENT, else Git's user.name as a person, else the user of the system.";
  static override readonly examples = ['lodestar whoami', 'lodestar whoami --as ai:worker-1 --json'];
  static override readonly contract = {
    result: 'WhoamiResult',
    writes: false,
    needs: 'runtime',
    reads: ['The runtime, the environment, and the user name that Git knows.'],
    changes: [],
    refuses: [],
    codes: [],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(Whoami, whoami, displayWhoami);
  }
}
