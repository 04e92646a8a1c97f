import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { childEnvironment, type Variables } from '../../support/child-environment.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { Program } from './program.ts';
import type { RigRun } from './rig-run.ts';

const WORKERS = join(import.meta.dirname, '..', 'workers');

/** Far above what any worker takes on a loaded machine: one that runs for longer hangs. */
const HANGS_AFTER_MS = 15 * 60_000;

export interface WorkerOptions<Line> {
  /** Below `test/faults/workers/`. */
  readonly file: string;
  readonly workspace: TestWorkspace;
  /** What the worker is to do; it is given as JSON. */
  readonly job: object;
  readonly env?: Variables;
  /** Hears each line as it arrives. */
  readonly onLine?: (line: Line) => void;
}

export interface WorkerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** What the worker prints when it waits for `go`. */
const READY = '"ready"';

/**
 * A process of its own that works through the embedding API. What it prints is an acknowledgement that this process keeps:
 * a line is there once the operation was done, also when the worker was killed since.
 */
export class Worker<Line> {
  readonly ended: Promise<WorkerEnd>;
  /** Resolves when the worker has loaded the API and waits for `go`, and when it ended before that. */
  readonly ready: Promise<void>;
  readonly lines: Line[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #onLine: ((line: Line) => void) | undefined;
  #isReady = (): void => undefined;
  #onLines = (): void => undefined;

  constructor(program: Program, { file, workspace, job, env, onLine }: WorkerOptions<Line>) {
    const args = [join(WORKERS, file), pathToFileURL(program.api).href, JSON.stringify(job)];
    this.#onLine = onLine;
    this.#child = spawn(process.execPath, args, {
      cwd: workspace.root,
      env: childEnvironment(workspace.home, env),
      stdio: 'pipe',
      timeout: HANGS_AFTER_MS,
      killSignal: 'SIGKILL',
    });
    // A worker that was killed does not read its input any more.
    this.#child.stdin.on('error', () => undefined);
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
    this.ended = this.#follow();
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) {
      throw new Error('the worker did not start');
    }
    return pid;
  }

  /** Resolves when the lines that were printed are what is waited for; fails when the worker ends before that. */
  async until(holds: (lines: readonly Line[]) => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#onLines = () => {
        if (holds(this.lines)) {
          resolve();
        }
      };
      this.#onLines();
      const tell = ({ code, stderr }: WorkerEnd) =>
        reject(new Error(`the worker ended, ${String(code)}: ${stderr}`));
      this.ended.then(tell, reject);
    });
  }

  /** Begins the work, and ends the worker's input. */
  go(): void {
    this.#child.stdin.end('\n');
  }

  /** Begins the work, or lets it go on, and leaves the worker's input open for more. */
  next(): void {
    this.#child.stdin.write('\n');
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async #follow(): Promise<WorkerEnd> {
    const child = this.#child;
    let stderr = '';
    let rest = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      // A line that was not printed to its end acknowledges nothing.
      rest = lines.pop() ?? '';
      lines.forEach((line) => this.#receive(line));
    });
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => {
        this.#isReady();
        resolve({ code, signal, stderr });
      });
    });
  }

  #receive(text: string): void {
    if (text === READY) {
      this.#isReady();
      return;
    }
    const line = JSON.parse(text) as Line;
    this.lines.push(line);
    this.#onLine?.(line);
    this.#onLines();
  }
}

/** Lets workers begin at the same instant, and waits for their end; one that fails is told as a fault of the run. */
export async function runTogether<Line>(run: RigRun, workers: readonly Worker<Line>[]): Promise<Line[]> {
  await Promise.all(workers.map(async (worker) => await worker.ready));
  workers.forEach((worker) => worker.go());
  const ends = await Promise.all(workers.map(async (worker) => await worker.ended));
  for (const { code, signal, stderr } of ends) {
    run.check(code === 0, `a worker ended with ${signal ?? `exit ${String(code)}`}: ${stderr.slice(0, 500)}`);
  }
  return workers.flatMap((worker) => worker.lines);
}
