import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../support/child-environment.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import type { Program } from './program.ts';

const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module';const require = makeRequire(import.meta.url);";

/** What a worker looks for in the project that it is of. */
const PROJECT_FILES = [
  'node_modules',
  'package.json',
  'oclif.manifest.json',
  'schemas',
  'test',
  '.lodestar-example',
];

/**
 * One of the workers in `test/faults/workers` that calls the program's own functions, as a file that Node runs: made of the
 * sources under test, which in a control are the patched ones. It lies in a folder that looks like their project.
 */
export async function bundleWorker(program: Program, file: string): Promise<string> {
  const project = makeTempFolder();
  for (const name of PROJECT_FILES) {
    symlinkSync(join(program.root, name), join(project, name));
  }
  const outfile = join(project, 'dist', 'workers', file.replace(/\.ts$/u, '.mjs'));
  await build({
    entryPoints: [join(program.root, 'test', 'faults', 'workers', file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['bindings'],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  return outfile;
}

export interface WatchedJob<Line> {
  /** What `bundleWorker` made. */
  readonly path: string;
  readonly job: object;
  readonly cwd: string;
  /** One that is silent for longer hangs. */
  readonly silentMs: number;
  readonly onLine: (line: Line) => void;
}

export interface WatchedEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly hangs: boolean;
  readonly stderr: string;
}

/** Runs a worker under the eye of a watchdog: it prints JSON lines, or is killed. */
export async function runWatched<Line>({
  path,
  job,
  cwd,
  silentMs,
  onLine,
}: WatchedJob<Line>): Promise<WatchedEnd> {
  const child: ChildProcess = spawn(process.execPath, [path, JSON.stringify(job)], {
    cwd,
    env: childEnvironment(cwd),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let hangs = false;
  const bite = (): void => {
    hangs = true;
    child.kill('SIGKILL');
  };
  let watchdog = setTimeout(bite, silentMs);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  if (child.stdout !== null) {
    createInterface(child.stdout).on('line', (line) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(bite, silentMs);
      // What a killed worker printed last may be cut off.
      if (!hangs) {
        onLine(JSON.parse(line) as Line);
      }
    });
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(watchdog);
  return { code, signal, hangs, stderr };
}
