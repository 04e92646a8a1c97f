import { build } from 'esbuild';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '../../support/paths.ts';

/** Bundles the probe program as the real one is bundled, into a folder of the caller's; returns its path. */
export async function buildProbe(folder: string): Promise<string> {
  const outfile = join(folder, 'probe.cjs');
  await build({
    entryPoints: [join(REPOSITORY_ROOT, 'test/cli/probe/probe-program.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The probes need a folder alone: both planes stay outside, and are never asked for.
    external: ['better-sqlite3', 'typescript', '*/open-context.ts'],
    define: { 'import.meta.dirname': '__dirname' },
    logLevel: 'error',
  });
  return outfile;
}
