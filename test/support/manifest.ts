import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContract } from '../../src/cli/contract.ts';
import type { Manifest } from '../../src/cli/manifest.ts';
import { REPOSITORY_ROOT } from './paths.ts';

/** What is committed of every command, as oclif.manifest.json has it. */
export const MANIFEST = JSON.parse(
  readFileSync(join(REPOSITORY_ROOT, 'oclif.manifest.json'), 'utf8'),
) as Manifest;

const CONTRACTS = new Map(
  Object.entries(MANIFEST.commands).map(([id, { contract }]) => [id.replaceAll(':', ' '), contract]),
);

/** The contract of the command that a command line calls, wherever its global flags stand. */
export function contractOf(args: readonly string[]): CommandContract {
  for (const index of args.keys()) {
    for (const length of [2, 1]) {
      const contract = CONTRACTS.get(args.slice(index, index + length).join(' '));
      if (contract !== undefined) {
        return contract;
      }
    }
  }
  throw new Error(`no command in ${args.join(' ')}`);
}
