import { lacksTools } from '../harness/lacks.ts';
import { rig } from '../harness/rig.ts';
import { sampleOfEachKind } from '../harness/sample.ts';
import type { Injection } from '../harness/strace.ts';
import {
  kindOfPoint,
  OURS,
  pointsOfFullRun,
  spoilEach,
  writeScripts,
  type Point,
  type Script,
} from '../support/every-call.ts';
import { fittingErrors, lastingErrors } from '../support/fitting-errors.ts';
import { judgeAnswer, leftovers } from '../support/rehearsal.ts';
import { SWALLOWED_ERRORS } from '../support/swallowed-errors.ts';

/** SQLite takes a page that the disk cannot read for damage, and so it is. */
function isUnreadable({ call, fault }: Injection): boolean {
  return call === 'pread64' && fault === 'error=EIO';
}

function pointsOf(script: Script): Point[] {
  return script.calls
    .filter((call) => OURS.test(call.text))
    .flatMap((call) => {
      const at = { call: call.name, nth: call.nth };
      const once = fittingErrors(call).map((error) => ({ ...at, fault: `error=${error}` }));
      const lasting = lastingErrors(call).map((error) => ({ ...at, fault: `error=${error}`, lasting: true }));
      return [...once, ...lasting].map((injection) => ({ rehearsed: script, call, injection }));
    });
}

rig({
  id: 'G5',
  name: 'syscall-faults',
  goal: 'a command whose system call fails is done or tells its code, and is never half done',
  lacks: () => lacksTools('strace'),
  controls: [SWALLOWED_ERRORS],
  run: async (run) => {
    const points = (await writeScripts(run)).flatMap(pointsOf);
    const kinds = new Set(points.map(kindOfPoint)).size;
    run.measure('points', points.length);
    run.measure('kinds of points', kinds);
    const count = run.times(pointsOfFullRun({ points: points.length, kinds }), 60, 400);
    const chosen = sampleOfEachKind(run.random, points, { count, kindOf: kindOfPoint });
    await spoilEach(run, chosen, async (tried, { injection, hit }) => {
      if (!OURS.test(hit)) {
        run.count('faults that met the loading of the program');
        return;
      }
      run.count('faults injected');
      // A temporary file whose removal is what failed has to stay for now.
      const left = injection.call === 'unlink' ? [] : leftovers(tried.copy.root);
      run.check(left.length === 0, `${tried.where}: left behind ${left.join(', ')}`);
      await judgeAnswer(run, isUnreadable(injection) ? { ...tried, alsoFits: 'RUNTIME_DAMAGED' } : tried);
    });
  },
});
