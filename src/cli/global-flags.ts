import { boolean, string } from '@oclif/core/flags';
import type { CommandContract } from './contract.ts';

const GLOBAL = 'GLOBAL';

/** oclif's definitions of what GLOBAL_FLAG_NAMES lists. The environment is read by the context, which also says where a name came from. */
export const globalFlags = {
  json: boolean({ description: 'Print one JSON value.', helpGroup: GLOBAL }),
  as: string({
    char: 'a',
    aliases: ['agent'],
    helpValue: 'ACTOR',
    description: 'Act as this actor, `kind:name` (env: LODESTAR_AGENT).',
    helpGroup: GLOBAL,
  }),
  dir: string({
    char: 'C',
    helpValue: 'DIR',
    description: 'Run as if started in this folder.',
    helpGroup: GLOBAL,
  }),
  'no-color': boolean({ description: 'Print without colour.', helpGroup: GLOBAL }),
  'no-pager': boolean({ description: 'Print long output as it is.', helpGroup: GLOBAL }),
  'no-input': boolean({ description: 'Never ask; fail instead.', helpGroup: GLOBAL }),
  help: boolean({ char: 'h', description: 'Show this help.', helpGroup: GLOBAL }),
  schema: boolean({ description: 'Print the JSON Schema of the result.', helpGroup: GLOBAL }),
  explain: boolean({ description: 'Say what the command reads, changes and refuses.', helpGroup: GLOBAL }),
};

const dryRunFlag = {
  'dry-run': boolean({ description: 'Do everything but keep nothing.', helpGroup: GLOBAL }),
};

export type GlobalFlagDefinitions = typeof globalFlags & Partial<typeof dryRunFlag>;

/** The flags that a command has without declaring them. */
export function globalFlagsOf(contract: CommandContract): GlobalFlagDefinitions {
  return contract.writes ? { ...globalFlags, ...dryRunFlag } : globalFlags;
}
