/**
 * Builds dist/: the program as one CommonJS bundle, which was measured as the fastest to start, what is rarely
 * used in files of its own beside it, the embedding API as ES modules, and its declarations.
 */
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { compiledStatements } from './build/compiled-statements.ts';
import { lazyOclif } from './build/lazy-oclif.ts';
import { PackageSplitter } from './build/split-packages.ts';

const DIST = resolve('dist');
const TYPES = join(DIST, 'types');
const LAUNCHER = 'lodestar.cjs';
const PROGRAM = 'program.cjs';

/** oclif asks for typescript, and takes no for an answer, in a source tree; better-sqlite3 for `bindings`, where its native part is not in its place. */
const PROGRAM_EXTERNAL = ['typescript', 'bindings'];
/** It is native, and an embedding program may have it as well. */
const API_EXTERNAL = ['better-sqlite3'];
const COMMON: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Its build for Node prints tokens to stdout where LOG_TOKENS or LOG_STREAM is set.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  // Where a character above ASCII stays, V8 keeps the whole source in two bytes a character.
  charset: 'ascii',
  write: false,
  outdir: DIST,
  logLevel: 'warning',
};

const COMMONJS: BuildOptions = {
  ...COMMON,
  external: PROGRAM_EXTERNAL,
  format: 'cjs',
  // Of a bundled CommonJS file `import()` shows Node no names; `require` does.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
};

type Output = Pick<OutputFile, 'path' | 'contents'>;

/** A function of what Node gives to a module, which the launcher compiles; its name changes with its text. */
function wrap(name: string, contents: Uint8Array): { name: string; output: Output } {
  const text = `(function (exports, require, module, __filename, __dirname) {"use strict";${Buffer.from(contents).toString()}\n})`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(DIST, name.replace(/\.cjs$/u, `-${hash}.cjs`));
  return { name, output: { path, contents: Buffer.from(text) } };
}

/** The program and its rare packages, and the launcher, which knows them by the names that their imports have. */
async function buildProgram(): Promise<Output[]> {
  const splitter = new PackageSplitter(PROGRAM_EXTERNAL);
  const program = await build({
    ...COMMONJS,
    entryPoints: ['src/program.ts'],
    plugins: [splitter.plugin(), lazyOclif(), compiledStatements()],
  });
  const packages = await splitter.build(COMMONJS);
  const wrapped = [
    ...(program.outputFiles ?? []).map(({ contents }) => wrap(PROGRAM, contents)),
    ...packages.map(({ name, contents }) => wrap(name, contents)),
  ];
  const files = wrapped.map(({ name, output }) => [`./${name}`, relative(DIST, output.path)]);
  const launcher = await build({
    ...COMMONJS,
    entryPoints: ['src/bin.ts'],
    define: { ...COMMONJS.define, BUILT_FILES: JSON.stringify(Object.fromEntries(files)) },
    banner: { js: '#!/usr/bin/env node\n"use strict";' },
  });
  return [
    ...wrapped.map(({ output }) => output),
    ...(launcher.outputFiles ?? []).map(({ contents }) => ({ contents, path: join(DIST, LAUNCHER) })),
  ];
}

async function buildApi(): Promise<Output[]> {
  const api = await build({
    ...COMMON,
    external: API_EXTERNAL,
    plugins: [compiledStatements()],
    format: 'esm',
    splitting: true,
    entryPoints: ['src/index.ts'],
    chunkNames: 'chunks/[name]-[hash]',
    // Bundled CommonJS packages ask for Node's modules by require.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';const require = makeRequire(import.meta.url);",
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
chmodSync(join(DIST, LAUNCHER), 0o755);
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
