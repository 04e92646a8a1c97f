import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { globalFlagsOf } from '../../src/cli/global-flags.ts';
import type { LodestarCommandClass } from '../../src/cli/lodestar-command.ts';
import { importSources } from '../import-sources.ts';

export interface LoadedCommand {
  /** As it is typed: `task claim`. */
  readonly id: string;
  readonly command: LodestarCommandClass;
}

const SOURCE = '.ts';

/** Ids of all commands, from the paths of their files: task/claim.ts is `task claim`. Sorted. */
export function findCommandIds(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(SOURCE))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1, -SOURCE.length)
        .replaceAll(/[\\/]/gu, ' '),
    )
    .sort();
}

function sourceOf(id: string): string {
  return `./commands/${id.replaceAll(' ', '/')}.ts`;
}

/** The module that the front door finds commands in. `import()` with a literal lets esbuild see what to bundle. */
export function commandTable(ids: readonly string[]): string {
  const lines = ids.map((id) => `  ${JSON.stringify(id)}: () => import(${JSON.stringify(sourceOf(id))}),`);
  return [
    '/** Every file of src/commands, by `npm run generate`. */',
    "import type { CommandTable } from './cli/command-table.ts';",
    '',
    'export const COMMAND_TABLE: CommandTable = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

/** Imports the class of every command, from the sources as they stand. */
export async function loadCommands(ids: readonly string[]): Promise<LoadedCommand[]> {
  const exports = ids.map(
    (id, index) => `export { default as command${index} } from ${JSON.stringify(sourceOf(id))};`,
  );
  const loaded = (await importSources(exports.join('\n'), resolve('src'))) as Record<
    string,
    LodestarCommandClass
  >;
  return ids.map((id, index) => ({ id, command: requireCommand(id, loaded[`command${index}`]) }));
}

/** What help, README and --explain are made of must be there, and a global flag means the same everywhere. */
function requireCommand(id: string, command: LodestarCommandClass | undefined): LodestarCommandClass {
  const file = `src/${sourceOf(id)}`;
  if (command?.contract === undefined || command.summary === undefined) {
    throw new Error(`${file}: a command needs a default export with summary and contract`);
  }
  const globals = globalFlagsOf({ ...command.contract, writes: true });
  const chars = new Set(Object.values(globals).map(({ char }) => char));
  for (const [name, { char, description, summary }] of Object.entries(command.flags)) {
    if (Object.hasOwn(globals, name) || (char !== undefined && chars.has(char))) {
      throw new Error(`${file}: --${name} takes the name or the letter of a global flag`);
    }
    if ((summary ?? description ?? '') === '') {
      throw new Error(`${file}: --${name} has no description`);
    }
  }
  return command;
}
