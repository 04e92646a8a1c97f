import { examine } from '../harness/examine.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { ACK_BEFORE_COMMIT } from '../support/ack-before-commit.ts';
import { isAcknowledged } from '../support/rehearsal.ts';
import {
  beginMixedWork,
  checkPromised,
  hasSaid,
  mixedTasks,
  startMixedWorker,
  type MixedWork,
} from '../support/mixed-work.ts';
import { setTimeout as pauseMs } from 'node:timers/promises';

/** Work on one workspace is checked and begun anew after so many kills, so that a loss is seen near where it happened. */
const KILLS_A_WORKSPACE = 250;
const WORKERS = 4;
/** A worker is killed this long after it said something, and that many times at most it says something before. */
const WORKER_LIVES_MS = 8;
const WORKER_SAYS = 16;
/** More than a worker can do before it is killed. */
const MANY_STEPS = 10_000;
/** Only what waits too long for a lock may be refused. */
const FITTING = /^(?:RUNTIME|SPEC)_BUSY$/u;

/** How long a command takes, which is learnt: a machine that has much to do takes longer. */
class CommandLife {
  ms = 130;

  learn(wasQuicker: boolean): void {
    this.ms *= wasQuicker ? 0.97 : 1.01;
  }
}

async function killWorker(run: RigRun, work: MixedWork, job: { slot: number; life: number }): Promise<void> {
  const worker = startMixedWorker(run, work, { ...job, steps: MANY_STEPS, fitting: FITTING });
  await worker.ready;
  worker.go();
  await Promise.race([worker.ended, hasSaid(worker, run.random.below(WORKER_SAYS))]);
  await pauseMs(run.random.below(WORKER_LIVES_MS));
  worker.kill('SIGKILL');
  const { signal, stderr } = await worker.ended;
  run.check(signal === 'SIGKILL', `a worker ended by itself: ${stderr.slice(0, 500)}`);
  run.count('kills of workers');
}

async function killCommand(
  run: RigRun,
  { workspace, promised }: MixedWork,
  { title, life }: { title: string; life: CommandLife },
): Promise<void> {
  promised.titles.tried.add(title);
  const timeoutMs = 1 + Math.ceil((run.random.below(1000) * life.ms) / 1000);
  const result = await workspace.json(['task', 'create', '--title', title], { as: 'human:ada', timeoutMs });
  if (isAcknowledged(result)) {
    promised.titles.acknowledged.add(title);
    run.count('acknowledgements');
  } else if (result.signal === null) {
    run.fault(`a command failed: ${result.stdout}${result.stderr}`);
  }
  const wasQuicker = result.signal === null;
  life.learn(wasQuicker);
  run.count(wasQuicker ? 'commands that were quicker' : 'kills of commands');
}

async function killInTurn(
  run: RigRun,
  work: MixedWork,
  { slot, kills }: { slot: number; kills: number },
): Promise<void> {
  const life = new CommandLife();
  for (let number = 0; number < kills; number += 1) {
    await (run.random.below(5) === 0
      ? killCommand(run, work, { title: `made by command ${slot}-${number}`, life })
      : killWorker(run, work, { slot, life: number }));
  }
}

async function killOnOneWorkspace(run: RigRun, kills: number): Promise<void> {
  const work = beginMixedWork(run.workspace({ tasks: mixedTasks(WORKERS) }), WORKERS);
  const each = Math.ceil(kills / WORKERS);
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, slot) => await killInTurn(run, work, { slot, kills: each })),
  );
  const { facts, problems } = await examine(work.workspace.root);
  problems.forEach((problem) => run.fault(problem));
  checkPromised(run, work.promised, { facts, where: 'in the end' });
}

rig({
  id: 'G3',
  name: 'kills',
  goal: 'processes that are killed at any time lose nothing that they acknowledged and damage nothing',
  controls: [ACK_BEFORE_COMMIT],
  run: async (run) => {
    const kills = run.times(10_000, 200, 100);
    for (let left = kills; left > 0; left -= KILLS_A_WORKSPACE) {
      await killOnOneWorkspace(run, Math.min(left, KILLS_A_WORKSPACE));
    }
  },
});
