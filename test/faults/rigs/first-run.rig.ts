import type { ClaimResult } from '../../../src/operations/task/claim.ts';
import { dataOf, verdictOf } from '../../support/envelope.ts';
import { readyTasks } from '../../support/spec-text.ts';
import { agents } from '../../support/workspace.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';

const PROCESSES = 64;

async function openAtOnce(run: RigRun, round: number): Promise<void> {
  const workspace = run.workspace({ tasks: readyTasks(PROCESSES) });
  const results = await Promise.all(
    agents(PROCESSES).map(async (as) => await workspace.json(['task', 'claim'], { as })),
  );
  const claimed = new Set<string>();
  for (const result of results) {
    run.count('first commands');
    if (verdictOf(result) === 'ok') {
      claimed.add(dataOf<ClaimResult>(result).task_id);
    } else {
      run.fault(`round ${round}: ${verdictOf(result)}: ${result.stderr.slice(0, 300)}`);
    }
  }
  run.check(claimed.size === PROCESSES, `round ${round}: ${claimed.size} different tasks were given`);
}

rig({
  id: 'G14',
  name: 'first-run',
  goal: 'sixty-four first commands at the same instant all succeed',
  controls: [
    {
      removes: 'the lock under which a runtime is made, aside',
      patches: [
        {
          file: 'runtime/create-runtime.ts',
          find: 'await withRuntimeLock(runtime.location, async (mutex) => {',
          replace:
            'await (async (_location, make) => await make({ isHeld: () => true }))(runtime.location, async (mutex) => {',
        },
        {
          file: 'runtime/place-runtime.ts',
          find: 'join(folder, `${temporaryPrefix(location)}${process.pid}`)',
          replace: 'location.path',
        },
        {
          file: 'runtime/place-runtime.ts',
          find: 'rmSync(temporary, { force: true });\n  }\n  syncFolder',
          replace: '}\n  syncFolder',
        },
      ],
    },
  ],
  run: async (run) => {
    const rounds = run.times(50, 4);
    for (let round = 1; round <= rounds; round += 1) {
      await openAtOnce(run, round);
    }
  },
});
