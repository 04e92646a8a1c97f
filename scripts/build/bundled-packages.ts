import type { Plugin } from 'esbuild';
import { resolve } from 'node:path';
import { buildApi } from './api.ts';
import { buildPageScript, GRAPH_PAGE } from './page-script.ts';
import { buildProgram } from './program.ts';

const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/u;

/** Notes the folder of each package of which something is in what is built. */
function notePackages(folders: Set<string>): Plugin {
  return {
    name: 'note-packages',
    setup: (building) => {
      building.initialOptions.metafile = true;
      building.onEnd(({ metafile }) => {
        for (const { inputs } of Object.values(metafile?.outputs ?? {})) {
          for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
            const folder = PACKAGE_FOLDER.exec(resolve(path))?.[0];
            if (folder !== undefined && bytesInOutput > 0) {
              folders.add(folder);
            }
          }
        }
      });
    },
  };
}

/** The folders of the packages that dist/ holds code of. Nothing is written. */
export async function findBundledPackages(): Promise<string[]> {
  const folders = new Set<string>();
  const dist = resolve('dist');
  await buildProgram({ dist, everywhere: [notePackages(folders)] });
  await buildApi(dist, [notePackages(folders)]);
  await buildPageScript(GRAPH_PAGE, [notePackages(folders)]);
  return [...folders];
}
