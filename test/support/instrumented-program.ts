import type { Plugin } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buildProgram } from '../../scripts/build/program.ts';
import { REPOSITORY_ROOT } from './paths.ts';

/** Notes each module of ours whose body runs. */
function noteModules(): Plugin {
  return {
    name: 'note-modules',
    setup(building) {
      building.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        contents: `globalThis.ranModules?.push(${JSON.stringify(relative(REPOSITORY_ROOT, path))});\n${readFileSync(path, 'utf8')}`,
        loader: 'ts',
      }));
    },
  };
}

/** Runs the launcher, and leaves what ran in the file that RAN_MODULES names: our modules, and Node's own. */
const RUNNER = `
const { writeFileSync } = require('node:fs');
globalThis.ranModules = [];
const nodesOwn = new Set(process.moduleLoadList);
process.once('exit', () => {
  const loaded = process.moduleLoadList.filter((name) => !nodesOwn.has(name) && /^NativeModule (?!internal)/.test(name));
  writeFileSync(process.env.RAN_MODULES, JSON.stringify({ ran: globalThis.ranModules, loaded }));
});
require('./lodestar.cjs');
`;

/** Builds the program so that it tells which modules ran; the path of what runs it. */
export async function buildInstrumented(): Promise<{ path: string; remove: () => void }> {
  // Below the project, so that the driver and the package's files are found.
  const folder = join(REPOSITORY_ROOT, 'node_modules', '.cache', `lodestar-instrumented-${process.pid}`);
  const dist = join(folder, 'dist');
  for (const { path, contents } of await buildProgram({ dist, plugins: [noteModules()] })) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  const path = join(dist, 'runner.cjs');
  writeFileSync(path, RUNNER);
  return {
    path,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
