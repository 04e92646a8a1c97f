import { build, type BuildOptions, type OutputFile, type Plugin } from 'esbuild';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { compiledStatements } from './compiled-statements.ts';
import { lazyOclif } from './lazy-oclif.ts';
import { PackageSplitter } from './split-packages.ts';

const LAUNCHER = 'lodestar.cjs';
const PROGRAM = 'program.cjs';

/** oclif asks for typescript, and takes no for an answer, in a source tree; better-sqlite3 for `bindings`, where its native part is not in its place. */
const EXTERNAL = ['typescript', 'bindings'];

export const COMMON: BuildOptions = {
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
  logLevel: 'warning',
};

const COMMONJS: BuildOptions = {
  ...COMMON,
  external: EXTERNAL,
  format: 'cjs',
  // Of a bundled CommonJS file `import()` shows Node no names; `require` does.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
};

export type Output = Pick<OutputFile, 'path' | 'contents'>;

/** A function of what Node gives to a module, which the launcher compiles; its name changes with its text. */
function wrap(dist: string, name: string, contents: Uint8Array): { name: string; output: Output } {
  const odd = name === PROGRAM ? contents.findIndex((byte) => byte > 0x7f) : -1;
  if (odd !== -1) {
    // The launcher reads it as Latin-1. esbuild escapes all but what stands literally in a tagged template.
    const around = Buffer.from(contents.subarray(Math.max(0, odd - 60), odd + 20)).toString();
    throw new Error(`a tagged template holds more than ASCII, which has to be a value in it: …${around}…`);
  }
  const text = `(function (exports, require, module, __filename, __dirname) {"use strict";${Buffer.from(contents).toString()}\n})`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(dist, name.replace(/\.cjs$/u, `-${hash}.cjs`));
  return { name, output: { path, contents: Buffer.from(text) } };
}

export interface ProgramOptions {
  /** Absolute: where the files will be. */
  readonly dist: string;
  readonly plugins?: readonly Plugin[];
  /** Of the files beside the program as well. */
  readonly everywhere?: readonly Plugin[];
}

/**
 * The program and its rare packages, and last the launcher, which knows them by the names that their imports have.
 * Nothing is written.
 */
export async function buildProgram({
  dist,
  plugins = [],
  everywhere = [],
}: ProgramOptions): Promise<Output[]> {
  const options = { ...COMMONJS, outdir: dist };
  const splitter = new PackageSplitter(EXTERNAL);
  const program = await build({
    ...options,
    entryPoints: ['src/program.ts'],
    plugins: [splitter.plugin(), lazyOclif(), compiledStatements(), ...plugins, ...everywhere],
  });
  const packages = await splitter.build({ ...options, plugins: [...everywhere] });
  const wrapped = [
    ...(program.outputFiles ?? []).map(({ contents }) => wrap(dist, PROGRAM, contents)),
    ...packages.map(({ name, contents }) => wrap(dist, name, contents)),
  ];
  const files = wrapped.map(({ name, output }) => [`./${name}`, relative(dist, output.path)]);
  const launcher = await build({
    ...options,
    entryPoints: ['src/bin.ts'],
    plugins: [...everywhere],
    define: { ...COMMONJS.define, BUILT_FILES: JSON.stringify(Object.fromEntries(files)) },
    banner: { js: '#!/usr/bin/env node\n"use strict";' },
  });
  return [
    ...wrapped.map(({ output }) => output),
    ...(launcher.outputFiles ?? []).map(({ contents }) => ({ contents, path: join(dist, LAUNCHER) })),
  ];
}
