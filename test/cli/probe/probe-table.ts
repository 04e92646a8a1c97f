import type { CommandTable } from '../../../src/cli/command-table.ts';
import { Ask, Echo, End, Ids, Inspect, Need } from './probe-commands.ts';

/** Topics and commands as the real ones are shaped; `status` is what runs when nothing is asked for. */
export const PROBE_TABLE: CommandTable = {
  ask: async () => Promise.resolve({ default: Ask }),
  end: async () => Promise.resolve({ default: End }),
  ids: async () => Promise.resolve({ default: Ids }),
  inspect: async () => Promise.resolve({ default: Inspect }),
  status: async () => Promise.resolve({ default: Echo }),
  'task claim': async () => Promise.resolve({ default: Echo }),
  'task show': async () => Promise.resolve({ default: Need }),
  version: async () => await import('../../../src/commands/version.ts'),
};
