/** Every file of src/commands, by `npm run generate`. */
import type { CommandTable } from './cli/command-table.ts';

export const COMMAND_TABLE: CommandTable = {
  "version": () => import("./commands/version.ts"),
};
