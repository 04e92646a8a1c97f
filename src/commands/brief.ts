import {
  BRIEF_DESCRIPTION,
  briefContract,
  briefFlags,
  briefInput,
  displayBrief,
} from '../cli/brief-command.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { briefOf } from '../operations/brief/brief.ts';

export default class Brief extends LodestarCommand {
  static override readonly summary = 'Print what an agent has to be told before it works here.';
  static override readonly description = BRIEF_DESCRIPTION;
  static override readonly flags = briefFlags;
  static override readonly examples = [
    'lodestar brief',
    'lodestar brief --task T2 --budget 2000 --format claude',
  ];
  static override readonly contract = briefContract;

  async run(): Promise<void> {
    await this.perform(
      Brief,
      async (context, { flags }) => await briefOf(context, briefInput(flags)),
      displayBrief,
    );
  }
}
