import { main } from '../../../src/cli/main.ts';
import { PROBE_TABLE } from './probe-table.ts';

void main({ argv: process.argv.slice(2), table: PROBE_TABLE, version: '0.0.0-probe' });
