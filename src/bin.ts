import { main } from './cli/main.ts';
import { COMMAND_TABLE } from './command-table.generated.ts';
import { VERSION } from './version.generated.ts';

void main({ argv: process.argv.slice(2), table: COMMAND_TABLE, version: VERSION });
