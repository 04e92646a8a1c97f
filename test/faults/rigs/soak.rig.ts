import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pauseMs } from 'node:timers/promises';
import { examine } from '../harness/examine.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import type { Worker } from '../harness/worker.ts';
import {
  beginMixedWork,
  checkPromised,
  hasSaid,
  mixedTasks,
  startMixedWorker,
  type MixedLine,
} from '../support/mixed-work.ts';
import { percentile } from '../support/percentile.ts';

const WORKERS = 16;
const MANY_STEPS = 100_000_000;
/** Each pauses so long after a step: sixteen at full speed would measure the machine. */
const PAUSE_MS = 20;
const PAGE_BYTES = 4096;
/** Checkpoints are due at 4 MiB; a reader may be in the way for a few pages. */
const WAL_BOUND_BYTES = 4.5 * 2 ** 20;
/**
 * V8 gives what is young more room for minutes, twice what all else takes, and gives none of it back: a process would seem to
 * grow that keeps nothing.
 */
const NODE_OPTIONS = '--max-semi-space-size=1';
/** What a process may have more at the end than in the middle: a tenth, or what a garbage collector leaves. */
const GROWTH = 1.1;
const SLACK_BYTES = 8 * 2 ** 20;

/** What one process holds. */
interface Sample {
  readonly residentBytes: number;
  readonly descriptors: number;
}

function sampleOf(pid: number): Sample {
  const [, resident] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return {
    residentBytes: Number(resident) * PAGE_BYTES,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function mebibytes(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}

/** The middle of a quarter of what was measured, from 0: the first one is the warming up. */
function middle(samples: readonly number[], quarter: number): number {
  const length = Math.floor(samples.length / 4);
  return percentile(samples.slice(quarter * length, (quarter + 1) * length), 0.5);
}

function judgeProcess(run: RigRun, slot: number, samples: readonly Sample[]): void {
  const resident = samples.map(({ residentBytes }) => residentBytes);
  const descriptors = samples.map((sample) => sample.descriptors);
  const [before, after] = [middle(resident, 1), middle(resident, 3)];
  run.check(
    after <= before * GROWTH + SLACK_BYTES,
    `worker ${slot} grew from ${mebibytes(before)} to ${mebibytes(after)} MiB`,
  );
  const [fewer, more] = [middle(descriptors, 1), middle(descriptors, 3)];
  run.check(more <= fewer + 2, `worker ${slot} had ${fewer} descriptors open, and then ${more}`);
}

async function watch(run: RigRun, workers: readonly Worker<MixedLine>[], walPath: string): Promise<void> {
  const samples = workers.map((): Sample[] => []);
  let worstWal = 0;
  const seconds = run.times(600, 16, 24);
  for (let second = 0; second < seconds; second += 1) {
    await pauseMs(1000);
    workers.forEach(({ pid }, slot) => samples[slot]?.push(sampleOf(pid)));
    worstWal = Math.max(worstWal, sizeOf(walPath));
  }
  run.check(worstWal <= WAL_BOUND_BYTES, `the WAL had ${mebibytes(worstWal)} MiB`);
  samples.forEach((each, slot) => judgeProcess(run, slot, each));
  const all = samples.flat();
  run.measure('seconds of work', seconds);
  run.measure('largest WAL, MiB', mebibytes(worstWal));
  run.measure('largest process, MiB', mebibytes(Math.max(...all.map((each) => each.residentBytes))));
  run.measure('most descriptors', Math.max(...all.map((each) => each.descriptors)));
}

rig({
  id: 'G22',
  name: 'soak',
  goal: 'after minutes of work by sixteen agents each process holds what it held before, and the WAL is no larger',
  lacks: () => (process.platform === 'linux' ? undefined : 'what a process holds is read from /proc'),
  controls: [
    {
      removes: 'the checkpoints',
      patches: [
        {
          file: 'runtime/pragmas.ts',
          find: 'PRAGMA wal_autocheckpoint = ${WAL_CHECKPOINT_PAGES}',
          replace: 'PRAGMA wal_autocheckpoint = ${WAL_CHECKPOINT_PAGES * 0}',
        },
      ],
    },
    {
      removes: 'the closing of what was read',
      patches: [
        {
          file: 'spec/stable-read.ts',
          find: '  } finally {\n    closeSync(descriptor);\n  }',
          replace: '  } finally {\n    if (descriptor < 0) closeSync(descriptor);\n  }',
        },
      ],
    },
  ],
  run: async (run) => {
    const work = beginMixedWork(run.workspace({ tasks: mixedTasks(WORKERS) }), WORKERS);
    const job = { life: 0, steps: MANY_STEPS, creates: false, pauseMs: PAUSE_MS };
    const fitting = /^(?:RUNTIME|SPEC)_BUSY$/u;
    const workers = Array.from({ length: WORKERS }, (_, slot) =>
      startMixedWorker(run, work, { ...job, slot, fitting, nodeOptions: NODE_OPTIONS }),
    );
    await Promise.all(workers.map(async (worker) => await worker.ready));
    workers.forEach((worker) => worker.go());
    await Promise.all(workers.map(async (worker) => await hasSaid(worker, 1)));
    await watch(run, workers, `${work.workspace.runtimePath}-wal`);
    workers.forEach((worker) => worker.kill('SIGKILL'));
    for (const worker of workers) {
      const { signal, stderr } = await worker.ended;
      run.check(signal === 'SIGKILL', `a worker ended by itself: ${stderr.slice(-500)}`);
    }
    const { facts, problems } = await examine(work.workspace.root);
    problems.forEach((problem) => run.fault(problem));
    checkPromised(run, work.promised, { facts, where: 'in the end' });
  },
});
