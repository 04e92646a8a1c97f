import { build, type Plugin } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lazyOclif } from '../../../scripts/build/lazy-oclif.ts';

/** Bundles the probe program as the real one is bundled, into a folder of the caller's; returns its path. */
export async function buildProbe(folder: string, plugins: Plugin[] = [lazyOclif()]): Promise<string> {
  const outfile = join(folder, 'probe.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./probe-program.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The probes need a folder alone: both planes stay outside, and are never asked for.
    external: ['better-sqlite3', 'typescript', '*/open-context.ts'],
    define: { 'import.meta.dirname': '__dirname' },
    plugins,
    logLevel: 'error',
  });
  return outfile;
}
