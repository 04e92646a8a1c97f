import { string as arg } from '@oclif/core/args';
import type { CommandContract } from '../../cli/contract.ts';
import { displaySetSetting } from '../../cli/displays/display-settings.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { setConfig } from '../../operations/config/set.ts';

export default class ConfigSet extends LodestarCommand {
  static override readonly summary = 'Change one setting.';
  static override readonly description =
    'Writes it into `.lodestar/config.yaml`, which is made where it is missing. Comments and order stay. Commit it: it holds for everybody.';
  static override readonly args = {
    key: arg({ required: true, description: 'Such as `lease_ttl` or `verify.separate`.' }),
    value: arg({ required: true, description: 'Such as `30m` or `true`.' }),
  };
  static override readonly examples = [
    'lodestar config set lease_ttl 30m',
    'lodestar config set settle on-verify',
  ];
  static override readonly contract = {
    result: 'ConfigSetResult',
    writes: true,
    needs: 'folder',
    reads: ['.lodestar/config.yaml, where it is there.'],
    changes: ['The line of that setting in config.yaml.'],
    refuses: ['An unknown key, a value that breaks its rule, a config.yaml with errors.'],
    codes: [
      'CONFIG_KEY_NOT_FOUND',
      'INPUT_INVALID',
      'CONFIG_INVALID',
      'NOT_A_WORKSPACE',
      'SPEC_BUSY',
      'SPEC_READONLY',
      'DISK_FULL',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      ConfigSet,
      async (context, { args }) => await setConfig(context, { key: args.key, value: args.value }),
      displaySetSetting,
    );
  }
}
