import { build, type Plugin } from 'esbuild';

export const GRAPH_PAGE = 'src/page/graph-page.ts';

/** What a browser has to be at least: the versions of 2023. */
const TARGET = ['chrome112', 'firefox115', 'safari16.4'];

/** The script of a page of its own, as one text of ASCII. Nothing is written. */
export async function buildPageScript(entry: string, plugins: readonly Plugin[] = []): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    plugins: [...plugins],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: TARGET,
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    write: false,
  });
  return (outputFiles[0]?.text ?? '').trim();
}
