import { build, type Plugin } from 'esbuild';
import { compiledStatements } from './compiled-statements.ts';
import { COMMON, type Output } from './program.ts';

/** It is native, and an embedding program may have it as well. */
const EXTERNAL = ['better-sqlite3'];

/** The embedding API as ES modules. Nothing is written. */
export async function buildApi(dist: string, plugins: readonly Plugin[] = []): Promise<Output[]> {
  const api = await build({
    ...COMMON,
    outdir: dist,
    external: EXTERNAL,
    plugins: [compiledStatements(), ...plugins],
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
