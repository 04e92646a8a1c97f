import { string as arg } from '@oclif/core/args';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySetting } from '../../cli/displays/display-settings.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { getConfig } from '../../operations/config/get.ts';

export default class ConfigGet extends LodestarCommand {
  static override readonly summary = 'Print the value of one setting.';
  static override readonly args = {
    key: arg({ required: true, description: 'Such as `lease_ttl` or `verify.separate`.' }),
  };
  static override readonly examples = ['lodestar config get lease_ttl'];
  static override readonly contract = {
    result: 'ConfigGetResult',
    writes: false,
    needs: 'folder',
    reads: ['.lodestar/config.yaml, where it is there.'],
    changes: [],
    refuses: ['A config.yaml with errors.'],
    codes: ['CONFIG_KEY_NOT_FOUND', 'CONFIG_INVALID', 'NOT_A_WORKSPACE', 'SPEC_BUSY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      ConfigGet,
      async (context, { args }) => await getConfig(context, { key: args.key }),
      displaySetting,
    );
  }
}
