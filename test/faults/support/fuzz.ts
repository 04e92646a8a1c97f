import { availableParallelism } from 'node:os';
import { bundleWorker, runWatched } from '../harness/bundled-worker.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import type { RigRun } from '../harness/rig-run.ts';

/** What a fuzzing worker prints. */
export type FuzzLine =
  /** It was loaded: what goes wrong from now on is what it tries. */
  | { readonly kind: 'begun' }
  /** So many inputs more were tried, of these kinds. */
  | { readonly kind: 'tried'; readonly counts: Readonly<Record<string, number>>; readonly slowestMs: number }
  | { readonly kind: 'fault'; readonly what: string };

export interface FuzzJob {
  readonly seed: number;
  readonly inputs: number;
}

export interface FuzzOptions {
  /** Below `test/faults/workers/`. */
  readonly worker: string;
  readonly inputs: number;
  /** Those of one process. */
  readonly inputsAWorker?: number;
  /** Where the folders lie that the workers run in. */
  readonly parent?: string;
}

/** Far longer than an input takes on a loaded machine. */
const SILENT_MS = 60_000;
/** A worker that lives for long shows what adds up, and one that is killed loses little. */
const INPUTS_A_WORKER = 50_000;

/** Tries inputs in as many processes as there are cores. A process that ends before its time, or is silent, is a fault. */
export async function fuzz(
  run: RigRun,
  { worker, inputs, parent, inputsAWorker = INPUTS_A_WORKER }: FuzzOptions,
): Promise<void> {
  const path = await bundleWorker(run.program, worker);
  const jobs: FuzzJob[] = [];
  const cores = availableParallelism();
  const each = Math.min(inputsAWorker, Math.ceil(inputs / cores));
  for (let left = inputs; left > 0; left -= each) {
    jobs.push({ seed: run.random.below(2 ** 31), inputs: Math.min(left, each) });
  }
  let slowestMs = 0;
  const queue = jobs.values();
  const work = async (): Promise<void> => {
    for (const job of queue) {
      const progress = { hasBegun: false };
      const { code, signal, hangs, stderr } = await runWatched<FuzzLine>({
        path,
        job,
        cwd: makeTempFolder(parent),
        silentMs: SILENT_MS,
        onLine: (line) => {
          switch (line.kind) {
            case 'begun':
              progress.hasBegun = true;
              return;
            case 'fault':
              run.fault(line.what);
              return;
            case 'tried':
              Object.entries(line.counts).forEach(([what, count]) => run.count(what, count));
              slowestMs = Math.max(slowestMs, line.slowestMs);
          }
        },
      });
      if (!progress.hasBegun) {
        throw new Error(`the worker did not begin: ${stderr}`);
      }
      const end = hangs ? 'hangs' : (signal ?? `ended with ${String(code)}`);
      run.check(code === 0, `a worker with ${JSON.stringify(job)} ${end}: ${stderr.slice(-600)}`);
    }
  };
  await Promise.all(Array.from({ length: cores }, work));
  run.measure('slowest input, ms of processor time', Math.round(slowestMs));
}
