/**
 * Writes what follows from the code: the command table, the manifest, the output schemas, the error catalogue, the
 * README's command list, the rules of docs/ci.md, the tables of docs/RELIABILITY.md and the list of third-party code. `npm run generate -- --check` writes nothing and fails
 * when a file differs.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withCheckRules } from './generate/check-rules.ts';
import { commandTable, findCommandIds, loadCommands } from './generate/commands.ts';
import { errorCatalogue } from './generate/error-catalogue.ts';
import { findingCatalogue } from './generate/finding-catalogue.ts';
import { completionTable } from './generate/completion-table.ts';
import { graphPageScript } from './generate/graph-page-script.ts';
import { buildManifest } from './generate/manifest.ts';
import { commandList, withCommandList } from './generate/readme.ts';
import { withRigTables } from './generate/reliability.ts';
import { buildSchemas } from './generate/schemas.ts';
import { thirdParty } from './generate/third-party.ts';
import { specValidator } from './generate/spec-validator.ts';

const OUTPUT_SCHEMAS = 'schemas/output';

interface PackageFile {
  readonly version: string;
  readonly oclif: { readonly topics: Readonly<Record<string, { readonly description: string }>> };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Every generated file by its path, as it should be. */
async function generate(): Promise<Map<string, string>> {
  const { version, oclif } = JSON.parse(readFileSync('package.json', 'utf8')) as PackageFile;
  const ids = findCommandIds('src/commands');
  const commands = await loadCommands(ids);
  const manifest = await buildManifest(commands, version);
  const files = new Map<string, string>([
    [
      'src/version.generated.ts',
      `/** Of package.json, by \`npm run generate\`. */\nexport const VERSION = ${JSON.stringify(version)};\n`,
    ],
    ['src/command-table.generated.ts', commandTable(ids)],
    ['src/cli/complete/completion-table.generated.ts', completionTable(commands, oclif.topics)],
    ['oclif.manifest.json', json(manifest)],
    ['docs/DOCTOR.md', findingCatalogue()],
    ['docs/ERRORS.md', errorCatalogue()],
    ['src/spec/spec-validator.generated.cjs', await specValidator()],
    ['src/cli/displays/graph-page-script.generated.ts', await graphPageScript()],
    ['THIRD-PARTY.md', await thirdParty()],
  ]);
  for (const [path, schema] of buildSchemas(commands)) {
    files.set(path, json(schema));
  }
  const readme = readIfThere('README.md');
  if (readme !== undefined) {
    files.set('README.md', withCommandList(readme, commandList(commands, oclif.topics)));
  }
  const ci = readIfThere('docs/ci.md');
  if (ci !== undefined) {
    files.set('docs/ci.md', withCheckRules(ci));
  }
  const reliability = readIfThere('docs/RELIABILITY.md');
  if (reliability !== undefined) {
    files.set('docs/RELIABILITY.md', withRigTables(reliability));
  }
  return files;
}

/** Schemas of commands that are no more. */
function findStale(files: ReadonlyMap<string, string>): string[] {
  return readdirSync(OUTPUT_SCHEMAS)
    .map((name) => join(OUTPUT_SCHEMAS, name))
    .filter((path) => path.endsWith('.json') && !files.has(path));
}

function write(files: ReadonlyMap<string, string>, stale: readonly string[]): void {
  for (const [path, text] of files) {
    if (readIfThere(path) !== text) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      console.log(`wrote ${path}`);
    }
  }
  for (const path of stale) {
    rmSync(path);
    console.log(`removed ${path}`);
  }
}

function check(files: ReadonlyMap<string, string>, stale: readonly string[]): void {
  const drifted = [
    ...[...files].filter(([path, text]) => readIfThere(path) !== text).map(([path]) => path),
    ...stale,
  ];
  if (drifted.length > 0) {
    console.error(`out of date, run \`npm run generate\`:\n${drifted.map((path) => `  ${path}`).join('\n')}`);
    process.exitCode = 1;
  }
}

mkdirSync(OUTPUT_SCHEMAS, { recursive: true });
const files = await generate();
const stale = findStale(files);
if (process.argv.includes('--check')) {
  check(files, stale);
} else {
  write(files, stale);
}
