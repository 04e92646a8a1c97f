import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verdictOf } from '../../support/envelope.ts';
import { inParallel } from '../../support/in-parallel.ts';
import { lapseLease } from '../../support/runtime-rows.ts';
import { readyTasks } from '../../support/spec-text.ts';
import { rig } from '../harness/rig.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { runTogether, Worker } from '../harness/worker.ts';
import { ACTORS, LeaseModel, planSteps, type StepLine } from '../support/lease-model.ts';
import { playTheft } from '../support/theft-scripts.ts';

/** What `lease-keeper.mjs` prints. */
type KeeperLine =
  | { readonly kind: 'renewed'; readonly atNs: number }
  | { readonly kind: 'tried'; readonly verb: string; readonly code: string };

const RENEWALS_BEFORE = 3;

/** Random steps of several agents on a clock that jumps, each held to the rules. */
async function followModel(run: RigRun): Promise<void> {
  const scripts = run.times(400, 30);
  const steps = 40;
  const model = new LeaseModel();
  const planned = Array.from({ length: scripts }, (_, script) =>
    planSteps(run.random, { script, steps, model, from: script * steps }),
  ).flat();
  const workspace = run.workspace({ tasks: readyTasks(2 * scripts) });
  const stepsFile = join(run.folder(), 'steps.json');
  writeFileSync(stepsFile, JSON.stringify(planned.map(({ step }) => step)));
  const job = { actors: ACTORS, stepsFile };
  const worker = new Worker<StepLine>(run.program, { file: 'lease-steps.mjs', workspace, job });
  const lines = await runTogether(run, [worker]);
  run.count('steps', lines.length);
  run.check(lines.length === planned.length, `${lines.length} of ${planned.length} steps were made`);
  for (const { index, code, changed } of lines) {
    const { step, verdicts = [] } = planned[index] ?? {};
    const verdict = code === 'ok' && !changed ? 'same' : code;
    if (!verdicts.includes(verdict)) {
      run.fault(`step ${index}: ${verdict}, not ${verdicts.join(' or ')}: ${JSON.stringify(step)}`);
      // After one step that ends otherwise the others do so too.
      return;
    }
  }
}

/** A holder stands still until its lease has lapsed and another has the task, and goes on as if nothing had been. */
async function stopAndGoOn(run: RigRun, round: number): Promise<void> {
  const workspace = run.workspace({ tasks: readyTasks(1) });
  const job = { as: 'ai:former', id: 'T1' };
  const keeper: Worker<KeeperLine> = new Worker<KeeperLine>(run.program, {
    file: 'lease-keeper.mjs',
    workspace,
    job,
  });
  await keeper.ready;
  const renewed = keeper.until(({ length }) => length >= RENEWALS_BEFORE);
  keeper.go();
  await renewed;
  keeper.kill('SIGSTOP');
  lapseLease(workspace.runtimePath, 'T1');
  const taken = await workspace.json(['task', 'claim', 'T1'], { as: 'ai:present' });
  const takenAtNs = Number(process.hrtime.bigint());
  run.check(verdictOf(taken) === 'ok', `round ${round}: the next claim: ${verdictOf(taken)}`);
  keeper.kill('SIGCONT');
  await keeper.ended;
  run.count('holders stopped');
  for (const line of keeper.lines) {
    if (line.kind === 'renewed') {
      run.check(line.atNs < takenAtNs, `round ${round}: renewed after another took the task`);
    } else {
      run.check(line.code === 'LEASE_NOT_HELD', `round ${round}: ${line.verb} after the stop: ${line.code}`);
    }
  }
}

rig({
  id: 'G16',
  name: 'stolen-leases',
  goal: 'who does not hold a lease any more is refused, whatever it tries and however it lost it',
  controls: [
    {
      removes: 'the comparison of the tokens',
      patches: [
        {
          file: 'runtime/lease-holder.ts',
          find: 'if (question.token !== undefined && question.token !== lease.token) {',
          replace: 'if (question.token === null) {',
        },
      ],
    },
    {
      removes: 'the comparison of the holders',
      patches: [
        {
          file: 'runtime/lease-holder.ts',
          find: 'if (lease.holder !== question.actor) {',
          replace: 'if (lease.holder === null) {',
        },
      ],
    },
    {
      removes: 'the epoch of a copied runtime',
      patches: [
        {
          file: 'runtime/epoch.ts',
          find: 'return meta.inode === String(identity.ino) && meta.birth_ns === String(identity.birthNs);',
          replace: 'return meta.inode !== identity;',
        },
      ],
    },
  ],
  run: async (run) => {
    await followModel(run);
    const scripts = Array.from({ length: run.times(50, 8) }, (_, script) => script);
    const tries = run.times(20, 5, 20);
    await inParallel(scripts, async (script) => await playTheft(run, { script, tries }));
    const rounds = run.times(30, 3, 1);
    for (let round = 1; round <= rounds; round += 1) {
      await stopAndGoOn(run, round);
    }
  },
});
