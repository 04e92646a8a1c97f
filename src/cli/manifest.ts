import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '@oclif/core/command';
import type { CommandContract } from './contract.ts';
import { packageRoot } from './package-root.ts';

/** A command as oclif.manifest.json holds it: oclif's own fields, and our contract. Ids have colons. */
export interface ManifestCommand extends Command.Cached {
  readonly contract: CommandContract;
}

export interface Manifest {
  readonly version: string;
  readonly commands: Readonly<Record<string, ManifestCommand>>;
}

/** Reads what `npm run generate` wrote of every command: all that help and explanations need, without a command's module. */
export function readManifest(): Manifest {
  const text = readFileSync(join(packageRoot(), 'oclif.manifest.json')).toString('utf8');
  return JSON.parse(text) as Manifest;
}

/** The manifest's id of a command: `task claim` is `task:claim`. */
export function manifestId(words: readonly string[]): string {
  return words.join(':');
}
