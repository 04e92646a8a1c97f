import { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import { string } from '@oclif/core/flags';
import { expect, test } from 'vitest';
import { slimConfig } from '../../src/cli/slim-config.ts';

/** A command as oclif would run it, with nothing of ours in between. */
class Plain extends Command {
  static override readonly id = 'plain';
  static override readonly flags = { name: string({ aliases: ['title'], deprecateAliases: true }) };

  async run(): Promise<string | undefined> {
    return (await this.parse(Plain)).flags.name;
  }

  async start(): Promise<string | undefined> {
    return await this._run();
  }
}

/** Throws where something is read that the slim Config has not. */
function strict(config: Config): Config {
  return new Proxy(config, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      // Whether it is a promise, and whether it is production, is asked of anything.
      if (value === undefined && typeof key === 'string' && key !== 'then') {
        throw new Error(`oclif reads config.${key}`);
      }
      return value;
    },
  });
}

test('oclif runs a known command with nothing but what the slim Config has', async () => {
  expect(await new Plain(['--name', 'x'], strict(slimConfig('1.0.0'))).start()).toBe('x');
});
