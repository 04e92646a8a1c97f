import type { Plugin } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { buildProgram } from '../../scripts/build/program.ts';
import { childEnvironment } from './child-environment.ts';
import { HOT_AGENT } from './hot-commands.ts';
import { REPOSITORY_ROOT } from './paths.ts';
import { runProcess } from './run-process.ts';
import type { TestWorkspace } from './workspace.ts';

/** What one run of a command came to. */
export interface Ran {
  /** Our modules whose body ran. */
  readonly ran: readonly string[];
  /** Node's own modules that it loaded. */
  readonly loaded: readonly string[];
  /** The calls of SQLite: the name of the database's file, and the SQL. */
  readonly statements: readonly (readonly [database: string, sql: string])[];
}

export interface InstrumentedProgram {
  /** Runs a command with `--json` as an agent that joined. Throws when it fails. */
  run(workspace: TestWorkspace, args: readonly string[]): Promise<Ran>;
  remove(): void;
}

/** Notes each module of ours whose body runs. */
function noteModules(): Plugin {
  return {
    name: 'note-modules',
    setup(building) {
      building.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        contents: `globalThis.noted?.ran.push(${JSON.stringify(relative(REPOSITORY_ROOT, path))});\n${readFileSync(path, 'utf8')}`,
        loader: 'ts',
      }));
    },
  };
}

/** Every call by which the driver is given SQL to run. */
const NOTING_DRIVER = `
const { basename } = require('node:path');
const Database = require(DRIVER);
const note = (database, sql) => globalThis.noted?.statements.push([basename(database.name), sql]);
module.exports = class extends Database {
  prepare(sql) {
    const statement = super.prepare(sql);
    for (const name of ['run', 'get', 'all', 'iterate']) {
      const call = statement[name];
      statement[name] = (...values) => {
        note(this, sql);
        return call.apply(statement, values);
      };
    }
    return statement;
  }
  exec(sql) {
    note(this, sql);
    return super.exec(sql);
  }
};
`;

const NOTING = 'noting-driver';

/** Puts a driver around the driver. */
function noteStatements(): Plugin {
  return {
    name: 'note-statements',
    setup(building) {
      building.onResolve({ filter: /^better-sqlite3$/ }, ({ path, namespace }) =>
        namespace === NOTING ? undefined : { path, namespace: NOTING },
      );
      building.onLoad({ filter: /.*/, namespace: NOTING }, () => ({
        contents: NOTING_DRIVER.replace(
          'DRIVER',
          JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3')),
        ),
        resolveDir: REPOSITORY_ROOT,
        loader: 'js',
      }));
    },
  };
}

/** Runs the launcher, and leaves what was noted in the file that NOTED names. */
const RUNNER = `
const { writeFileSync } = require('node:fs');
globalThis.noted = { ran: [], statements: [] };
const nodesOwn = new Set(process.moduleLoadList);
process.once('exit', () => {
  const loaded = process.moduleLoadList.filter((name) => !nodesOwn.has(name) && /^NativeModule (?!internal)/.test(name));
  writeFileSync(process.env.NOTED, JSON.stringify({ ...globalThis.noted, loaded }));
});
require('./lodestar.cjs');
`;

async function runNoting(path: string, workspace: TestWorkspace, args: readonly string[]): Promise<Ran> {
  const noted = join(workspace.home, 'noted.json');
  const env = childEnvironment(workspace.home, { LODESTAR_AGENT: HOT_AGENT, NOTED: noted });
  const { code, stdout } = await runProcess(process.execPath, [path, ...args, '--json'], {
    cwd: workspace.root,
    env,
  });
  if (code !== 0) {
    throw new Error(`${args.join(' ')} ended with ${String(code)}: ${stdout}`);
  }
  return JSON.parse(readFileSync(noted, 'utf8')) as Ran;
}

/** Builds the program so that it tells what it ran. */
export async function buildInstrumented(): Promise<InstrumentedProgram> {
  // Below the project, so that the driver and the package's files are found.
  const folder = join(REPOSITORY_ROOT, 'node_modules', '.cache', `lodestar-instrumented-${process.pid}`);
  const dist = join(folder, 'dist');
  for (const { path, contents } of await buildProgram({ dist, plugins: [noteModules(), noteStatements()] })) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  const path = join(dist, 'runner.cjs');
  writeFileSync(path, RUNNER);
  return {
    run: async (workspace, args) => await runNoting(path, workspace, args),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
