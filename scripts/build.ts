/**
 * Builds dist/: the program as one CommonJS bundle (measured as the fastest to start; see docs/PERFORMANCE.md), what is rarely
 * used in files of its own beside it, the embedding API as ES modules, and its declarations.
 */
import { build, type BuildOptions, type OutputFile, type Plugin } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const DIST = resolve('dist');
const TYPES = join(DIST, 'types');
const PROGRAM = 'lodestar.cjs';
const HELP = 'help.cjs';

/** better-sqlite3 is native and loaded from node_modules; oclif asks for typescript, and takes no for an answer, in a source tree. */
const EXTERNAL = ['better-sqlite3', 'typescript'];
/** Heavy, and unused by hot commands: each in its own file, read when the first module that imports it runs. */
// esbuild reads it as a Go expression, which has no `u` flag.
const SPLIT_PACKAGES = /^(?:yaml|ajv|simple-git|chokidar)(?:\/|$)/;
const HELP_SOURCE = resolve('src/cli/help.ts');

const COMMON: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: EXTERNAL,
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  // Where a character above ASCII stays, V8 keeps the whole source in two bytes a character.
  charset: 'ascii',
  write: false,
  outdir: DIST,
  logLevel: 'warning',
};

const COMMONJS: BuildOptions = { ...COMMON, format: 'cjs', define: { 'import.meta.dirname': '__dirname' } };

function splitFile(specifier: string): string {
  return `${specifier.replace(/\.js$/u, '').replaceAll(/[^A-Za-z0-9]+/gu, '-')}.cjs`;
}

/** Turns imports of what is split off into requires of the file beside the program, and notes which there were. */
function splitting(found: Set<string>): Plugin {
  return {
    name: 'split-off',
    setup(building) {
      building.onResolve({ filter: SPLIT_PACKAGES }, ({ path, kind }) => {
        if (kind === 'entry-point') {
          return undefined;
        }
        found.add(path);
        return { path: `./${splitFile(path)}`, external: true };
      });
      building.onResolve({ filter: /\/help\.ts$/ }, ({ path, resolveDir, kind }) =>
        kind !== 'entry-point' && resolve(resolveDir, path) === HELP_SOURCE
          ? { path: `./${HELP}`, external: true }
          : undefined,
      );
    },
  };
}

type Output = Pick<OutputFile, 'path' | 'contents'>;

function named(files: readonly OutputFile[] | undefined, name: string): Output[] {
  return (files ?? []).map(({ contents }) => ({ contents, path: join(DIST, name) }));
}

async function buildProgram(): Promise<Output[]> {
  const found = new Set<string>();
  const program = await build({
    ...COMMONJS,
    entryPoints: ['src/bin.ts'],
    plugins: [splitting(found)],
    banner: { js: '#!/usr/bin/env node\n"use strict";' },
  });
  const help = await build({ ...COMMONJS, entryPoints: [HELP_SOURCE] });
  const outputs = [...named(program.outputFiles, PROGRAM), ...named(help.outputFiles, HELP)];
  for (const specifier of [...found].sort()) {
    const contents = `module.exports = require(${JSON.stringify(specifier)});`;
    const split = await build({ ...COMMONJS, stdin: { contents, resolveDir: process.cwd() } });
    outputs.push(...named(split.outputFiles, splitFile(specifier)));
  }
  return outputs;
}

async function buildApi(): Promise<Output[]> {
  const api = await build({
    ...COMMON,
    format: 'esm',
    splitting: true,
    entryPoints: ['src/index.ts'],
    chunkNames: 'chunks/[name]-[hash]',
    // Bundled CommonJS packages ask for Node's modules by require.
    banner: {
      js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
    },
  });
  return api.outputFiles ?? [];
}

function buildTypes(): string[] {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
  return listFiles(TYPES);
}

function listFiles(dir: string): string[] {
  if (!existsSync(dir)) {
    return [];
  }
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Replaces a file in one step, so that a program that is running never reads half of one. */
function replaceFile(path: string, contents: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

const outputs = [...(await buildProgram()), ...(await buildApi())];
for (const { path, contents } of outputs) {
  replaceFile(path, contents);
}
chmodSync(join(DIST, PROGRAM), 0o755);
const kept = new Set([
  ...outputs.map(({ path }) => path),
  ...(process.argv.includes('--no-types') ? listFiles(TYPES) : buildTypes()),
]);
for (const path of listFiles(DIST)) {
  if (!kept.has(path) && !path.endsWith('.tmp')) {
    rmSync(path);
  }
}
for (const { path, contents } of outputs) {
  console.log(
    `${String(Math.ceil(contents.length / 1024)).padStart(6)} KiB  ${relative(process.cwd(), path)}`,
  );
}
