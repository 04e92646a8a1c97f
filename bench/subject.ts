import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Subject } from './place.ts';

const PROGRAM = join('dist', 'lodestar.cjs');
const DRIVER = ['better-sqlite3', 'bindings', 'file-uri-to-path'];
const SHIPPED = ['dist', 'package.json', 'oclif.manifest.json', 'schemas'];

function modulesVersion(node: string): string {
  return execFileSync(node, ['-p', 'process.versions.modules'], { encoding: 'utf8' }).trim();
}

/** With the headers beside the Node, which its distribution holds, and the node-gyp that npm brings. */
function buildDriver(folder: string, node: string): void {
  const globals = execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim();
  const nodeGyp = join(globals, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const nodedir = resolve(dirname(node), '..');
  // npm hands its settings on, and headers that are set there would win over these.
  const { npm_config_nodedir: _nodedir, ...env } = process.env;
  execFileSync(node, [nodeGyp, 'rebuild', '--release', `--nodedir=${nodedir}`], {
    cwd: join(folder, 'node_modules', 'better-sqlite3'),
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The built command of this project; for a Node of another ABI a copy, with a driver that was built for it. */
export function subjectFor(node: string): Subject {
  if (modulesVersion(node) === process.versions.modules) {
    return { node, program: resolve(PROGRAM) };
  }
  const folder = resolve('node_modules/.cache/lodestar-bench', modulesVersion(node));
  const modules = join(folder, 'node_modules');
  const addon = join(modules, 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');
  if (!existsSync(addon)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(modules, { recursive: true });
    for (const name of DRIVER) {
      cpSync(join('node_modules', name), join(modules, name), { recursive: true });
    }
    rmSync(join(modules, 'better-sqlite3', 'build'), { recursive: true, force: true });
    buildDriver(folder, node);
  }
  for (const name of SHIPPED) {
    rmSync(join(folder, name), { recursive: true, force: true });
    cpSync(name, join(folder, name), { recursive: true });
  }
  return { node, program: join(folder, PROGRAM) };
}
