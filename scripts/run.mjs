/**
 * Runs a TypeScript script of this folder: `node scripts/run.mjs scripts/build.ts [args]`. Node 20 cannot strip types, so
 * esbuild bundles the script first; packages stay outside the bundle. The script runs in the root of the project.
 */
import { build } from 'esbuild';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  console.error('usage: node scripts/run.mjs SCRIPT.ts [args]');
  process.exit(2);
}

// Below node_modules, so that the bundle resolves the same packages as its source would.
const folder = join(root, 'node_modules', '.cache', 'lodestar-scripts');
const outfile = join(folder, `${basename(script, '.ts')}-${process.pid}.mjs`);
await mkdir(folder, { recursive: true });
await build({
  entryPoints: [resolve(script)],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});

process.chdir(root);
process.argv = [process.argv[0], resolve(root, script), ...rest];
try {
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(outfile, { force: true });
}
