import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PrintOptions } from './print-options.ts';
import type { Links } from './ui/text.ts';
import { describeTerminal, streamOf, type Terminal } from './ui/terminal.ts';

/** The places that an answer is printed to. */
export interface Places {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

/** The nearest folder upwards with a spec: links of files start there. */
function findRoot(dir: string): string | undefined {
  if (existsSync(join(dir, '.lodestar', 'spec.yaml'))) {
    return dir;
  }
  const parent = dirname(dir);
  return parent === dir ? undefined : findRoot(parent);
}

async function linksOf(stream: NodeJS.WriteStream, options: PrintOptions): Promise<Links | undefined> {
  const { TERM: term, FORCE_HYPERLINK: forced } = options.env;
  if (!streamOf(stream).isTTY || term === 'dumb' || forced === '0') {
    return undefined;
  }
  const { createSupportsHyperlinks } = await import('supports-hyperlinks');
  if (!createSupportsHyperlinks(stream)) {
    return undefined;
  }
  const { linksFrom } = await import('./ui/link.ts');
  return linksFrom(findRoot(options.dir ?? process.cwd()));
}

/** Standard output and standard error as they are now. */
export async function describePlaces(options: PrintOptions): Promise<Places> {
  const [stdout, stderr] = await Promise.all(
    [process.stdout, process.stderr].map(async (stream) => ({
      ...describeTerminal(options.env, streamOf(stream), options),
      links: await linksOf(stream, options),
    })),
  );
  return { stdout, stderr } as Places;
}
