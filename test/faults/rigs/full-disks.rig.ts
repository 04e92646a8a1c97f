import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pauseMs } from 'node:timers/promises';
import { examine } from '../harness/examine.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { lacksMounts, SmallDisk } from '../harness/small-disk.ts';
import type { Worker } from '../harness/worker.ts';
import {
  beginMixedWork,
  checkPromised,
  hasSaid,
  mixedTasks,
  startMixedWorker,
  type MixedLine,
  type MixedWork,
} from '../support/mixed-work.ts';
import { SWALLOWED_ERRORS } from '../support/swallowed-errors.ts';

const WORKERS = 2;
const MANY_STEPS = 100_000;
/** The runtime, and as many bytes of WAL as may be before they are brought into it, fit; else the disk is never free. */
const LEAST_BYTES = 8 * 2 ** 20;
const FITTING = /^(?:DISK_FULL|RUNTIME_IO|RUNTIME_BUSY|SPEC_BUSY)$/u;
/** So many things are said by each worker while the disk is full, and while it is not. */
const LINES_A_TURN = 24;

/** What was said of the full disk has arrived by then. */
const HEARD_AFTER_MS = 100;

async function untilAllHaveSaid(workers: readonly Worker<MixedLine>[], lines: number): Promise<void> {
  await Promise.all(
    workers.map(
      async (worker) => await Promise.race([worker.ended, hasSaid(worker, worker.lines.length + lines)]),
    ),
  );
}

function refusals(workers: readonly Worker<MixedLine>[]): number {
  return workers.flatMap((worker) => worker.lines).filter((line) => line.kind === 'failed').length;
}

/** Fills the disk under the workers, lets them go on, frees it, lets them go on, over and over. */
async function fillAndFree(
  run: RigRun,
  disk: SmallDisk,
  workers: readonly Worker<MixedLine>[],
): Promise<void> {
  // Each has opened the workspace, which it does before it begins to try.
  await untilAllHaveSaid(workers, 1);
  for (let turn = 0; turn < run.times(40, 6); turn += 1) {
    await untilAllHaveSaid(workers, run.random.below(LINES_A_TURN));
    await pauseMs(run.random.below(10));
    disk.fill();
    run.count('times that the disk was full');
    await untilAllHaveSaid(workers, LINES_A_TURN);
    disk.free();
    await pauseMs(HEARD_AFTER_MS);
    const before = refusals(workers);
    await untilAllHaveSaid(workers, LINES_A_TURN);
    run.check(refusals(workers) === before, 'there is space again, and still something is refused');
  }
}

async function killAll(workers: readonly Worker<MixedLine>[]): Promise<void> {
  workers.forEach((worker) => worker.kill('SIGKILL'));
  await Promise.all(workers.map(async (worker) => await worker.ended));
}

async function workOnSmallDisk(run: RigRun, disk: SmallDisk): Promise<void> {
  const made = run.workspace({ tasks: mixedTasks(WORKERS) });
  const root = join(disk.path, 'repo');
  cpSync(made.root, root, { recursive: true });
  const work: MixedWork = beginMixedWork(made.at(root), WORKERS);
  const workers = Array.from({ length: WORKERS }, (_, slot) =>
    startMixedWorker(run, work, { slot, life: 0, steps: MANY_STEPS, fitting: FITTING }),
  );
  try {
    await Promise.all(workers.map(async (worker) => await worker.ready));
    workers.forEach((worker) => worker.go());
    await fillAndFree(run, disk, workers);
  } finally {
    await killAll(workers);
  }
  for (const worker of workers) {
    const { signal, stderr } = await worker.ended;
    run.check(signal === 'SIGKILL', `a worker ended by itself: ${stderr.slice(0, 600)}`);
  }
  const { facts, problems } = await examine(root);
  run.check(problems.length === 0, `in the end: ${problems.join('; ')}`);
  checkPromised(run, work.promised, { facts, where: 'in the end' });
}

rig({
  id: 'G5',
  name: 'full-disks',
  goal: 'on a disk that is filled and freed under its users each step is done or refused, and work goes on',
  lacks: lacksMounts,
  controls: [SWALLOWED_ERRORS],
  run: async (run) => {
    for (let round = 0; round < run.times(10, 2); round += 1) {
      const disk = new SmallDisk(LEAST_BYTES + run.random.below(2 ** 20));
      try {
        await workOnSmallDisk(run, disk);
      } finally {
        disk.remove();
      }
    }
  },
});
