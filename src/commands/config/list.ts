import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySettings } from '../../cli/displays/display-settings.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { listConfig } from '../../operations/config/list.ts';

export default class ConfigList extends LodestarCommand {
  static override readonly summary = 'List every setting with its value.';
  static override readonly flags = {
    'show-origin': boolean({
      description: 'Say where each comes from: a variable, config.yaml, your own file, or the default.',
    }),
  };
  static override readonly examples = ['lodestar config list', 'lodestar config list --show-origin'];
  static override readonly contract = {
    result: 'ConfigListResult',
    writes: false,
    needs: 'folder',
    reads: ['.lodestar/config.yaml and $XDG_CONFIG_HOME/lodestar/config.yaml, where they are there.'],
    changes: [],
    refuses: [],
    codes: ['NOT_A_WORKSPACE', 'SPEC_BUSY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      ConfigList,
      async (context) => await listConfig(context),
      (data, ui, { flags }) => displaySettings(data, ui, { showOrigin: flags['show-origin'] }),
    );
  }
}
