import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pauseMs } from 'node:timers/promises';
import { examine } from '../harness/examine.ts';
import { LoopDisk, lacksLoopMounts } from '../harness/loop-disk.ts';
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
  type MixedWork,
} from '../support/mixed-work.ts';

/** A new disk after so many cuts: its log and spec stay small, and a loss is seen near where it happened. */
const CUTS_A_DISK = 50;
/** More than a worker does on one disk. */
const MANY_STEPS = 10_000;
const FITTING = /^(?:RUNTIME|SPEC)_BUSY$/u;
/** How long a worker goes on after it said something before its disk is cut off in the middle of something. */
const AT_ANY_TIME_MS = 5;

interface Bench {
  readonly disk: LoopDisk;
  readonly work: MixedWork;
}

/**
 * With `alone`, only the spec is on the disk that is cut off, as in a worktree on another disk than the main one: where the
 * runtime is on the same, its syncing takes the spec along.
 */
function makeBench(run: RigRun, alone: boolean): Bench {
  const disk = new LoopDisk();
  const made = run.workspace({ tasks: mixedTasks(1) });
  const root = join(disk.path, 'repo');
  cpSync(made.root, root, { recursive: true });
  disk.settle();
  const env: MixedWork['env'] = alone ? { LODESTAR_RUNTIME: join(made.home, 'runtime.sqlite') } : {};
  return { disk, work: beginMixedWork(made.at(root), 1, env) };
}

/** Looks at the disk as it is after the power came back. `text`: the spec as it was acknowledged. */
async function checkAfterCut(
  run: RigRun,
  { disk, work }: Bench,
  { where, text }: { where: string; text?: string },
): Promise<void> {
  await disk.afterPowerCut(async (mount) => {
    const root = join(mount, 'repo');
    const path = join(root, '.lodestar', 'spec.yaml');
    const found = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const isKept = text === undefined || found === text;
    run.check(
      isKept,
      `${where}: the spec has ${found.length} characters, acknowledged were ${text?.length ?? 0}`,
    );
    const { facts, problems } = await examine(root, work.env);
    run.check(problems.length === 0, `${where}: ${problems.join('; ')}`);
    checkPromised(run, work.promised, { facts, where });
  });
}

async function untilKilled(worker: Worker<MixedLine>, work: () => Promise<void>): Promise<void> {
  try {
    await worker.ready;
    await work();
  } finally {
    worker.kill('SIGKILL');
    await worker.ended;
  }
}

/** The worker waits after each acknowledgement; at that moment all of it must be on the disk. */
async function cutAtAcknowledgements(run: RigRun, bench: Bench, cuts: number): Promise<void> {
  let hasDone: (line: MixedLine) => void = () => undefined;
  const worker = startMixedWorker(run, bench.work, {
    slot: 0,
    life: 0,
    steps: MANY_STEPS,
    pauses: true,
    fitting: FITTING,
    onLine: (line) => (line.kind === 'did' ? hasDone(line) : undefined),
  });
  await untilKilled(worker, async () => {
    for (let cut = 1; cut <= cuts; cut += 1) {
      const line = await new Promise<MixedLine>((resolve) => {
        hasDone = resolve;
        worker.next();
      });
      bench.disk.cutPower();
      run.count('cuts at an acknowledgement');
      const text = bench.work.workspace.readSpec();
      await checkAfterCut(run, bench, { where: JSON.stringify(line), text });
    }
  });
}

/** The worker is stopped in the middle of something: what it had not acknowledged is there whole, or not at all. */
async function cutAtAnyTime(run: RigRun, bench: Bench, cuts: number): Promise<void> {
  const worker = startMixedWorker(run, bench.work, { slot: 0, life: 1, steps: MANY_STEPS, fitting: FITTING });
  await untilKilled(worker, async () => {
    worker.go();
    for (let cut = 1; cut <= cuts; cut += 1) {
      await hasSaid(worker, worker.lines.length + 1 + run.random.below(8));
      await pauseMs(run.random.below(AT_ANY_TIME_MS));
      worker.kill('SIGSTOP');
      await pauseMs(2);
      bench.disk.cutPower();
      run.count('cuts at any time');
      await checkAfterCut(run, bench, { where: `cut ${cut} at any time` });
      worker.kill('SIGCONT');
    }
  });
}

async function cutOneDisk(run: RigRun, { cuts, alone }: { cuts: number; alone: boolean }): Promise<void> {
  const bench = makeBench(run, alone);
  try {
    await cutAtAcknowledgements(run, bench, cuts);
    await cutAtAnyTime(run, bench, Math.ceil(cuts / 5));
  } finally {
    bench.disk.remove();
  }
}

rig({
  id: 'G6',
  name: 'power-cuts',
  goal: 'what was acknowledged is on the disk, in the runtime and in the spec, and nothing is ever torn',
  lacks: lacksLoopMounts,
  controls: [
    {
      removes: 'synchronous=FULL',
      patches: [{ file: 'runtime/pragmas.ts', find: 'synchronous = FULL', replace: 'synchronous = NORMAL' }],
    },
    {
      removes: 'the syncing of the spec',
      patches: [
        { file: 'spec/replace-file.ts', find: '  fsyncSync(descriptor);\n', replace: '' },
        {
          file: 'spec/replace-file.ts',
          find: 'import { fsyncSync, openSync,',
          replace: 'import { openSync,',
        },
        { file: 'spec/rename-for-good.ts', find: '      folder.sync();\n', replace: '' },
      ],
    },
  ],
  run: async (run) => {
    const cuts = run.times(500, 40, 40);
    for (let left = cuts; left > 0; left -= 2 * CUTS_A_DISK) {
      const each = Math.min(Math.ceil(left / 2), CUTS_A_DISK);
      await cutOneDisk(run, { cuts: each, alone: false });
      await cutOneDisk(run, { cuts: each, alone: true });
    }
  },
});
