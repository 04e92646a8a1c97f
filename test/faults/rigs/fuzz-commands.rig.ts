import { inParallel } from '../../support/in-parallel.ts';
import { MANIFEST } from '../../support/manifest.ts';
import { randomFrom } from '../../support/random.ts';
import { readyTasks } from '../../support/spec-text.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { drawCommandLine } from '../support/command-lines.ts';
import { fuzz } from '../support/fuzz.ts';

const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/mu;
const KNOWN_EXITS = new Set<number | null>([0, 2, 3, 4, 5, 6, 7, 8]);
const HANGS_AFTER_MS = 30_000;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function tryAsProcess(run: RigRun, workspace: TestWorkspace, seed: number): Promise<void> {
  const argv = drawCommandLine(randomFrom(seed), MANIFEST, { passed: true });
  const { code, signal, stdout, stderr } = await workspace.run(argv, { timeoutMs: HANGS_AFTER_MS });
  run.count('command lines as processes');
  const said = `${JSON.stringify(argv).slice(0, 1000)}: ${signal ?? String(code)}: ${stdout.slice(0, 300)}${stderr.slice(0, 600)}`;
  run.check(KNOWN_EXITS.has(code), `an exit that is none: ${said}`);
  run.check(!STACK_TRACE.test(stderr), `a stack trace: ${said}`);
  run.check(!stdout.startsWith('{') || isJson(stdout), `not one JSON value: ${said}`);
}

rig({
  id: 'G8',
  name: 'fuzz-commands',
  goal: 'no command line makes the program crash or dawdle, and every refusal has a code',
  controls: [
    {
      removes: 'the translation of usage errors',
      patches: [
        {
          file: 'cli/translate-parse-error.ts',
          find: '  if (thrown instanceof LodestarError) {\n    return ownError(thrown);',
          replace:
            '  if (!(thrown instanceof LodestarError)) {\n    throw thrown;\n  }\n  if (thrown instanceof LodestarError) {\n    return ownError(thrown);',
        },
      ],
    },
  ],
  run: async (run) => {
    await fuzz(run, { worker: 'fuzz-commands-worker.ts', inputs: run.times(20_000, 2000) });
    const workspace = run.workspace({ tasks: readyTasks(5) });
    const seeds = Array.from({ length: run.times(3000, 60) }, () => run.random.below(2 ** 31));
    await inParallel(seeds, async (seed) => await tryAsProcess(run, workspace, seed));
  },
});
