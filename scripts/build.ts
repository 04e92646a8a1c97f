/**
 * Builds dist/: the program as one CommonJS bundle, which was measured as the fastest to start, what is rarely
 * used in files of its own beside it, the embedding API as ES modules, and its declarations.
 */
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { lazyOclif } from './build/lazy-oclif.ts';
import { PackageSplitter } from './build/split-packages.ts';

const DIST = resolve('dist');
const TYPES = join(DIST, 'types');
const PROGRAM = 'lodestar.cjs';

/** better-sqlite3 is native and loaded from node_modules; oclif asks for typescript, and takes no for an answer, in a source tree. */
const EXTERNAL = ['better-sqlite3', 'typescript'];
const COMMON: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: EXTERNAL,
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
  format: 'cjs',
  // Of a bundled CommonJS file `import()` shows Node no names; `require` does.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
};

type Output = Pick<OutputFile, 'path' | 'contents'>;

async function buildProgram(): Promise<Output[]> {
  const splitter = new PackageSplitter(EXTERNAL);
  const program = await build({
    ...COMMONJS,
    entryPoints: ['src/bin.ts'],
    plugins: [splitter.plugin(), lazyOclif()],
    banner: { js: '#!/usr/bin/env node\n"use strict";' },
  });
  const packages = await splitter.build(COMMONJS);
  return [
    ...(program.outputFiles ?? []).map(({ contents }) => ({ contents, path: join(DIST, PROGRAM) })),
    ...packages.map(({ name, contents }) => ({ contents, path: join(DIST, name) })),
  ];
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
