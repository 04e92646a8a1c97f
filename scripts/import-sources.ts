import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Below node_modules, so that the bundle resolves the same packages as its sources would. */
const FOLDER = 'node_modules/.cache/lodestar-scripts';

let imported = 0;

/**
 * Imports TypeScript modules of the project as they stand; Node 20 cannot strip types, so they are bundled first.
 * `contents` is a module that exports what is wanted of them, its imports relative to `resolveDir`.
 */
export async function importSources(contents: string, resolveDir: string): Promise<unknown> {
  imported += 1;
  const outfile = resolve(FOLDER, `sources-${process.pid}-${imported}.mjs`);
  await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  try {
    return (await import(pathToFileURL(outfile).href)) as unknown;
  } finally {
    rmSync(outfile, { force: true });
  }
}
