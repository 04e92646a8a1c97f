import { expect, it } from 'vitest';
import { patchedProgram, patchSources, shippedProgram, type Program } from './program.ts';
import { writeReport, type Verdict } from './report.ts';
import { RigRun, type Rig } from './rig-run.ts';
import { rigSize, type RigSize } from './rig-size.ts';

/** Of a full run beside other work. */
const LIMIT_MS = 2 * 3_600_000;

function newSeed(): number {
  return Number(process.env.LODESTAR_SEED ?? Math.floor(Math.random() * 2 ** 31));
}

interface RunOptions {
  readonly size: RigSize;
  readonly program: Program;
  readonly control: string | null;
}

async function runRig(rig: Rig, { size, program, control }: RunOptions): Promise<RigRun> {
  const seed = newSeed();
  console.log(
    `${rig.id} ${rig.name}${control === null ? '' : `, without ${control}`}: LODESTAR_SEED=${seed}`,
  );
  const run = new RigRun(program, { seed, size });
  const started = performance.now();
  const verdict = (): Verdict => (run.faults.length === 0 ? 'held' : 'broken');
  const report = (outcome: Verdict) => {
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    writeReport({ rig, run, seed, control, seconds, verdict: outcome });
  };
  try {
    await rig.run(run);
  } catch (error) {
    run.fault(`the rig stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    report('stopped');
    throw error;
  }
  report(verdict());
  return run;
}

/**
 * Declares a rig: in a full or short run nothing may be found; in a run of the controls each of them must find something.
 * As a part of the suite it only looks whether the controls fit.
 */
export function rig(definition: Rig): void {
  const { id, name, goal, controls } = definition;
  const size = rigSize();
  if (size === undefined) {
    it(`${id} ${name}: what each control removes is in the program`, () => {
      expect(controls).not.toEqual([]);
      controls.forEach(({ patches }) => patchSources(patches));
    });
    return;
  }
  const lacking = definition.lacks?.();
  if (lacking !== undefined) {
    it.skip(`${id} ${name}: ${lacking}`, () => undefined);
    return;
  }
  if (size !== 'control') {
    it(
      `${id} ${name}: ${goal}`,
      async () => {
        const run = await runRig(definition, { size, program: shippedProgram(), control: null });
        expect(run.faults).toEqual([]);
      },
      LIMIT_MS,
    );
    return;
  }
  it.each(controls)(
    `${id} ${name} reports the fault without $removes`,
    async ({ removes, patches }) => {
      const run = await runRig(definition, { size, program: patchedProgram(patches), control: removes });
      expect(run.faults.length, 'the rig sees no fault where there is one').toBeGreaterThan(0);
    },
    LIMIT_MS,
  );
}
