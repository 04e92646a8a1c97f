import { childEnvironment } from '../../support/child-environment.ts';
import { inParallel } from '../../support/in-parallel.ts';
import { runProcess, type ProcessResult } from '../../support/run-process.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { examine } from '../harness/examine.ts';
import { lacksTools } from '../harness/lacks.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { sampleOfEachKind } from '../harness/sample.ts';
import { isSame, judgeAnswer, rehearseAll, repeat, type Rehearsed } from '../support/rehearsal.ts';

const HANGS_AFTER_MS = 30_000;
const PAGE = 4096;
/** Pages of a WAL come with a header each; a database, its shared memory and the spec end at other sizes. */
const FILE_SIZES = [
  ...[0, 1, 31, 32, 33, 100, 256, 400, 512, 600, 1024, PAGE - 1, PAGE, PAGE + 31, PAGE + 56],
  ...[2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 19, 20, 21, 22, 24, 28].map((pages) => pages * PAGE),
  ...[8, 9, 12, 16].map((pages) => pages * (PAGE + 24) + 32),
];
/** Node itself needs about twenty descriptors to start. */
const MOST_DESCRIPTORS = 44;

interface Limit {
  readonly rehearsed: Rehearsed;
  readonly kind: 'fsize' | 'nofile';
  readonly value: number;
}

/** A shell that lets too large a write fail rather than be killed for it, as many of them do. */
const IGNORE_SIGNAL = `trap '' XFSZ; exec "$@"`;

async function runLimited(
  copy: TestWorkspace,
  args: readonly string[],
  limit: string,
): Promise<ProcessResult> {
  const command = ['prlimit', limit, process.execPath, copy.bundle, ...args, '--json'];
  return await runProcess('sh', ['-c', IGNORE_SIGNAL, 'sh', ...command], {
    cwd: copy.root,
    env: childEnvironment(copy.home),
    timeoutMs: HANGS_AFTER_MS,
  });
}

/** Below that Node cannot even start, which is not ours to explain. */
async function fewestDescriptors(copy: TestWorkspace): Promise<number> {
  for (let count = 10; count < MOST_DESCRIPTORS; count += 1) {
    if ((await runLimited(copy, ['version'], `--nofile=${count}`)).code === 0) {
      return count;
    }
  }
  throw new Error(`Node does not start with ${MOST_DESCRIPTORS} descriptors`);
}

function limitsOf(rehearsed: Rehearsed, fewest: number): Limit[] {
  const counts = Array.from({ length: MOST_DESCRIPTORS - fewest }, (_, index) => fewest + index);
  return [
    ...FILE_SIZES.map((value): Limit => ({ rehearsed, kind: 'fsize', value })),
    ...counts.map((value): Limit => ({ rehearsed, kind: 'nofile', value })),
  ];
}

async function tryLimited(run: RigRun, { rehearsed, kind, value }: Limit): Promise<void> {
  const { act, stage, before, after } = rehearsed;
  await stage.inCopy(async (copy) => {
    run.count(`runs under a limit of ${kind}`);
    const result = await runLimited(copy, act.args, `--${kind}=${value}`);
    const where = `${act.name}, with ${kind} ${value}`;
    const tried = { rehearsed, result, copy, where };
    if (result.signal === null && result.stdout !== '') {
      await judgeAnswer(run, tried);
      return;
    }
    // Node gives up by itself where it cannot make a thread or a pipe.
    run.count('runs that Node itself ended');
    const { facts, problems } = await examine(copy.root);
    run.check(problems.length === 0, `${where}: ${problems.join('; ')}`);
    run.check(isSame(facts, before) || isSame(facts, after), `${where}: half done`);
    await repeat(run, tried, facts);
  });
}

rig({
  id: 'G5',
  name: 'process-limits',
  goal: 'a command that may write only so much, or open only so many files, is done or tells its code',
  lacks: () => lacksTools('prlimit'),
  controls: [
    {
      removes: 'the reasons of failures',
      patches: [
        {
          file: 'runtime/sqlite-error.ts',
          find: 'if (error instanceof LodestarError || code === undefined) {',
          replace:
            "if (error instanceof LodestarError || code === undefined || code.startsWith('SQLITE_')) {",
        },
      ],
    },
  ],
  run: async (run) => {
    const rehearsed = await rehearseAll(run);
    const [any] = rehearsed;
    const fewest = (await any?.stage.inCopy(async (copy) => await fewestDescriptors(copy))) ?? 0;
    run.measure('descriptors that Node needs', fewest);
    const limits = rehearsed.flatMap((each) => limitsOf(each, fewest));
    const count = run.times(limits.length, 50);
    const kindOf = ({ rehearsed: { act }, kind }: Limit): string => `${act.name} ${kind}`;
    await inParallel(sampleOfEachKind(run.random, limits, { count, kindOf }), async (limit) => {
      await tryLimited(run, limit);
    });
  },
});
