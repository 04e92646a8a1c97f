import { differenceOf, examine } from '../harness/examine.ts';
import { lacksTools } from '../harness/lacks.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { sampleOfEachKind } from '../harness/sample.ts';
import { kindOfPoint, pointsOfFullRun, spoilEach, writeScripts } from '../support/every-call.ts';
import { isAcknowledged, isSame, repeat, type Tried } from '../support/rehearsal.ts';

/** Nothing acknowledged is lost, nothing is half done, and the next command works. */
async function judge(run: RigRun, tried: Tried): Promise<void> {
  const { rehearsed, result, copy, where } = tried;
  const { before, after } = rehearsed;
  run.count('kills');
  const { facts, problems } = await examine(copy.root);
  run.check(problems.length === 0, `${where}: ${problems.join('; ')}`);
  if (isAcknowledged(result)) {
    run.count('kills after the acknowledgement');
    run.check(isSame(facts, after), `${where}: acknowledged, and ${differenceOf(facts, after)}`);
  } else {
    const isWhole = isSame(facts, before) || isSame(facts, after);
    run.check(isWhole, `${where}: half done: ${differenceOf(facts, before)}`);
  }
  await repeat(run, tried, facts);
}

rig({
  id: 'G4',
  name: 'syscall-kills',
  goal: 'a command that is killed at any of its system calls loses nothing and leaves nothing half done',
  lacks: () => lacksTools('strace'),
  controls: [
    {
      removes: 'the temporary file of the spec',
      patches: [
        {
          file: 'spec/replace-file.ts',
          find: 'const temporary = join(dirname(path), temporaryName(name));',
          replace: 'const temporary = path;',
        },
        { file: 'spec/replace-file.ts', find: "      'wx',", replace: "      'w'," },
        {
          file: 'spec/replace-file.ts',
          find: 'if (!isUnmoved()) {',
          replace: 'if (isUnmoved === undefined) {',
        },
      ],
    },
  ],
  run: async (run) => {
    const points = (await writeScripts(run)).flatMap((script) =>
      script.calls.map((call) => ({
        rehearsed: script,
        call,
        injection: { call: call.name, nth: call.nth, fault: 'signal=KILL' },
      })),
    );
    const kinds = new Set(points.map(kindOfPoint)).size;
    run.measure('points', points.length);
    run.measure('kinds of points', kinds);
    const count = run.times(pointsOfFullRun({ points: points.length, kinds }), 60, kinds);
    const chosen = sampleOfEachKind(run.random, points, { count, kindOf: kindOfPoint });
    await spoilEach(run, chosen, async (tried) => await judge(run, tried));
  },
});
