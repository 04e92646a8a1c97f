import { main } from './cli/main.ts';
import { markTime } from './cli/timing.ts';
import { COMMAND_TABLE } from './command-table.generated.ts';
import { VERSION } from './version.generated.ts';

/**
 * Runs a command line from beginning to end: it ends the process. `onCommand` hears which command it is, and how it
 * prints. The launcher, bin.ts, calls it.
 */
export function start(argv: readonly string[], onCommand: (kind: string) => void): void {
  markTime('Node started, program loaded');
  void main({ argv, table: COMMAND_TABLE, version: VERSION, onCommand });
}
