import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { childEnvironment } from '../../support/child-environment.ts';
import { REPOSITORY_ROOT } from '../../support/paths.ts';
import { runProcess } from '../../support/run-process.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import type { WorkerJob } from './worker.ts';

let bundled: Promise<string> | undefined;

async function bundleWorker(): Promise<string> {
  const folder = join(makeTempFolder(), 'worker');
  mkdirSync(folder);
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(folder, 'node_modules'));
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // As in the program: the driver's JavaScript is bundled, and asks for Node's modules by require.
    external: ['bindings'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';const require = makeRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}

/** The worker as one file that Node runs, made once for a test file. */
export async function workerFile(): Promise<string> {
  bundled ??= bundleWorker();
  return await bundled;
}

/** Runs a job in a process of its own and gives what it printed, one JSON value a line. Fails when the process does. */
export async function runWorker<Line>(job: WorkerJob): Promise<Line[]> {
  const file = await workerFile();
  const folder = job.path.slice(0, job.path.lastIndexOf('/'));
  const result = await runProcess(process.execPath, [file, JSON.stringify(job)], {
    cwd: REPOSITORY_ROOT,
    env: childEnvironment(folder),
  });
  if (result.code !== 0) {
    throw new Error(`worker ended with ${String(result.code ?? result.signal)}: ${result.stderr}`);
  }
  return result.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** Runs a job in a process of its own that is killed some time after its first line; the lines that it had printed by then. */
export async function killWorker<Line>(job: WorkerJob, afterMs: number): Promise<Line[]> {
  const file = await workerFile();
  const child = spawn(process.execPath, [file, JSON.stringify(job)], {
    env: childEnvironment('/'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stdout.once('data', () => {
    setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  await once(child, 'close');
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}
