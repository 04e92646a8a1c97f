import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from '@oclif/core/command';
import { globalFlagsOf } from '../../src/cli/global-flags.ts';
import type { LoadedCommand } from './commands.ts';

type CacheCommand = (command: object) => Promise<Command.Cached>;

/** oclif's own function, which its package does not export; @oclif/core is pinned exactly. */
function oclifCacheCommand(): CacheCommand {
  const require = createRequire(import.meta.url);
  const core = dirname(require.resolve('@oclif/core/package.json'));
  const { cacheCommand } = require(join(core, 'lib', 'util', 'cache-command.js')) as {
    cacheCommand: CacheCommand;
  };
  return cacheCommand;
}

/** oclif.manifest.json in oclif's format, every flag included; our contract is a further field of each command. */
export async function buildManifest(commands: readonly LoadedCommand[], version: string): Promise<object> {
  const cacheCommand = oclifCacheCommand();
  const entries = commands.map(async ({ id, command }) => {
    const manifestId = id.replaceAll(' ', ':');
    const { args, flags, summary, description, examples, strict, contract } = command;
    const cached = await cacheCommand({
      id: manifestId,
      aliases: [],
      hiddenAliases: [],
      args,
      flags: { ...flags, ...globalFlagsOf(contract) },
      summary,
      description,
      examples,
      strict,
      contract,
    });
    return [manifestId, cached] as const;
  });
  return { commands: Object.fromEntries(await Promise.all(entries)), version };
}
