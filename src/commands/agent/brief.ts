import {
  BRIEF_DESCRIPTION,
  briefContract,
  briefFlags,
  briefInput,
  displayBrief,
} from '../../cli/brief-command.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { briefOf } from '../../operations/brief/brief.ts';

export default class AgentBrief extends LodestarCommand {
  static override readonly summary = 'The same as `lodestar brief`.';
  static override readonly description = BRIEF_DESCRIPTION;
  static override readonly flags = briefFlags;
  static override readonly examples = [
    'lodestar agent brief',
    'lodestar agent brief --task T2 --budget 2000 --format claude',
  ];
  static override readonly contract = briefContract;

  async run(): Promise<void> {
    await this.perform(
      AgentBrief,
      async (context, { flags }) => await briefOf(context, briefInput(flags)),
      displayBrief,
    );
  }
}
