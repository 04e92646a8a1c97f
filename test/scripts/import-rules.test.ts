import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

const DEPCRUISE = join(REPOSITORY_ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** A file that may not be, what it imports, and the rule that says so. */
const VIOLATIONS = [
  ['src/model/reads-a-file.ts', 'node:fs', 'model-is-pure'],
  ['src/model/calls-outwards.ts', '../spec/inner.ts', 'model-is-pure'],
  ['src/errors.ts', './model/inner.ts', 'errors-import-nothing'],
  ['src/spec/knows-runtime.ts', '../runtime/inner.ts', 'spec-imports-inward'],
  ['src/runtime/knows-git.ts', '../git/inner.ts', 'runtime-imports-inward'],
  ['src/git/knows-workspace.ts', '../workspace/inner.ts', 'git-imports-inward'],
  ['src/workspace/knows-operations.ts', '../operations/inner.ts', 'workspace-imports-inward'],
  ['src/operations/knows-cli.ts', '../cli/inner.ts', 'operations-imports-inward'],
  ['src/operations/runs-a-process.ts', 'node:child_process', 'operations-know-no-process'],
  ['src/util/knows-model.ts', '../model/inner.ts', 'util-imports-inward'],
  ['src/secrets/knows-model.ts', '../model/inner.ts', 'secrets-imports-inward'],
  ['src/commands/opens-a-workspace.ts', '../workspace/inner.ts', 'commands-call-operations'],
  ['src/cli/knows-commands.ts', '../commands/inner.ts', 'front-end-cli-stands-alone'],
  ['src/mcp/knows-cli.ts', '../cli/inner.ts', 'front-end-mcp-stands-alone'],
  ['src/http/knows-mcp.ts', '../mcp/inner.ts', 'front-end-http-stands-alone'],
  ['src/workspace/knows-the-api.ts', '../index.ts', 'nothing-imports-the-embedding-api'],
  ['src/workspace/knows-a-barrel.ts', '../spec/index.ts', 'no-index'],
  ['src/workspace/parses-yaml.ts', 'yaml', 'home-of-yaml'],
  ['src/runtime/validates.ts', 'ajv', 'home-of-ajv'],
  ['src/workspace/opens-a-database.ts', 'better-sqlite3', 'home-of-better-sqlite3'],
  ['src/workspace/builds-sql.ts', 'kysely', 'home-of-kysely'],
  ['src/workspace/runs-git.ts', 'simple-git', 'home-of-simple-git'],
  ['src/operations/knows-oclif.ts', '@oclif/core', 'home-of-oclifcore'],
  ['src/spec/knows-a-test.ts', '../../test/inner.ts', 'source-stands-alone'],
  ['src/spec/imports-nothing-there.ts', './missing.ts', 'resolvable'],
] as const;

const FOLDERS = [
  'model',
  'spec',
  'runtime',
  'git',
  'workspace',
  'operations',
  'commands',
  'cli',
  'mcp',
  'http',
];

function write(root: string, path: string, text: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function makeTree(): string {
  const root = makeTempFolder();
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    copyFileSync(join(REPOSITORY_ROOT, name), join(root, name));
  }
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const inner of [
    ...FOLDERS.map((folder) => `src/${folder}/inner.ts`),
    'src/index.ts',
    'src/spec/index.ts',
    'test/inner.ts',
  ]) {
    write(root, inner, 'export {};\n');
  }
  return root;
}

function cruise(root: string): Report {
  const run = spawnSync(process.execPath, [DEPCRUISE, 'src', 'test', '--output-type', 'json'], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(run.stdout) as Report;
}

it('refuses each import that the layout forbids, and by the rule meant for it', () => {
  const root = makeTree();
  for (const [path, imported] of VIOLATIONS) {
    write(root, path, `import '${imported}';\n`);
  }
  write(root, 'src/workspace/one.ts', "import './two.ts';\n");
  write(root, 'src/workspace/two.ts', "import './one.ts';\n");
  const found = cruise(root).summary.violations.map((each) => `${each.from} ${each.rule.name}`);
  for (const [path, , rule] of VIOLATIONS) {
    expect(found).toContain(`${path} ${rule}`);
  }
  expect(found).toContain('src/workspace/one.ts no-cycle');
});

it('allows the imports that the layout is made of', () => {
  const root = makeTree();
  const allowed = [
    ['src/commands/allowed.ts', '../operations/inner.ts', '../cli/inner.ts', '@oclif/core'],
    ['src/operations/allowed.ts', '../workspace/inner.ts', '../runtime/inner.ts', '../model/inner.ts'],
    ['src/workspace/allowed.ts', '../spec/inner.ts', '../runtime/inner.ts', '../git/inner.ts'],
    ['src/spec/allowed.ts', '../model/inner.ts', 'yaml', 'ajv', 'node:fs'],
    ['src/runtime/allowed.ts', '../model/inner.ts', 'better-sqlite3', 'kysely'],
    ['src/git/allowed.ts', 'simple-git', '../model/inner.ts'],
  ] as const;
  for (const [path, ...imported] of allowed) {
    write(root, path, imported.map((each) => `import '${each}';\n`).join(''));
  }
  expect(cruise(root).summary.violations).toEqual([]);
});
