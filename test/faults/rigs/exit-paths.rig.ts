import { inParallel } from '../../support/in-parallel.ts';
import type { ProcessResult } from '../../support/run-process.ts';
import { differenceOf, examine } from '../harness/examine.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { LOST_STREAMS, signalAfter, type Ending } from '../support/endings.ts';
import { isSame, rehearse, repeat, type Rehearsed } from '../support/rehearsal.ts';
import { ACTS, makeStages, type Act } from '../support/task-life.ts';

/** Those that only look, and one that fails: they end as those that write do. */
const READS: readonly Act[] = [
  ['status'],
  ['task', 'list'],
  ['task', 'show', 'HELD'],
  ['log'],
  ['doctor'],
  ['task', 'graph'],
  ['task', 'show', 'MISSING'],
].map((args) => ({ name: args.join(' '), args, on: 'workspace' }));

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const SIGNAL_EXITS: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };
const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/mu;
/** Beyond this share of what a command takes on a quiet machine it has ended. */
const LATEST = 1.5;

interface Prepared {
  readonly rehearsed: Rehearsed;
  readonly tookMs: number;
  /** How it ends when nothing happens to it. */
  readonly code: number | null;
}

interface Case {
  readonly prepared: Prepared;
  readonly ending: Ending;
  /** Says what was tried, before what was wrong. */
  readonly where: string;
}

async function prepare(run: RigRun): Promise<Prepared[]> {
  const stages = await makeStages(run);
  const prepared: Prepared[] = [];
  for (const act of [...ACTS, ...READS]) {
    const seen = { tookMs: 0, code: 0 as number | null };
    const rehearsed = await rehearse(act, stages[act.on], async (copy) => {
      const startedMs = performance.now();
      seen.code = (await copy.json(act.args)).code;
      seen.tookMs = performance.now() - startedMs;
    });
    prepared.push({ rehearsed, ...seen });
  }
  return prepared;
}

function casesOf(run: RigRun, prepared: Prepared): Case[] {
  const signals = SIGNALS.flatMap((signal) => {
    // Nobody answers a hangup: a few will do.
    const points = signal === 'SIGHUP' ? run.times(3, 1) : run.times(20, 1);
    return Array.from({ length: points }, (_, point) => {
      const share = (point + run.random.below(1000) / 1000) / points;
      return signalAfter(signal, share * LATEST * prepared.tookMs);
    });
  });
  return [...signals, ...LOST_STREAMS].map((ending) => ({
    prepared,
    ending,
    where: `${prepared.rehearsed.act.name}, ${ending.name}`,
  }));
}

/** `undefined` when it is neither nothing nor one value. */
function answerIn(
  stdout: string,
): { readonly ok: boolean; readonly error?: { readonly code: string } } | null | undefined {
  if (stdout === '') {
    return null;
  }
  try {
    return JSON.parse(stdout) as { ok: boolean; error?: { code: string } };
  } catch {
    return undefined;
  }
}

/** Whether it ended in a way that callers know. */
function endsRightly(result: ProcessResult, { prepared, ending }: Case): boolean {
  const { code, signal } = result;
  if (signal !== null) {
    return ending.name.startsWith(signal);
  }
  const interrupted = SIGNALS.find((each) => ending.name.startsWith(each));
  const isInterrupted = interrupted !== undefined && SIGNAL_EXITS[interrupted] === code;
  const couldNotPrint = ending.name.startsWith('a full disk behind stdout') && code === 1;
  return code === prepared.code || isInterrupted || couldNotPrint;
}

function judgeOutput(run: RigRun, result: ProcessResult, each: Case): boolean {
  const { ending, where } = each;
  const said = `${result.signal ?? `exit ${String(result.code)}`}: ${result.stdout.slice(0, 300)}${result.stderr.slice(0, 500)}`;
  run.check(endsRightly(result, each), `${where}: it ended with ${said}`);
  run.check(!STACK_TRACE.test(result.stderr), `${where}: a stack trace: ${said}`);
  run.check(!ending.isQuiet || result.stderr === '', `${where}: it complains: ${said}`);
  const answer = answerIn(result.stdout);
  run.check(answer !== undefined, `${where}: neither nothing nor one value: ${said}`);
  const isTrue = answer === null || answer?.ok === (result.code === 0) || result.signal !== null;
  run.check(isTrue, `${where}: the exit code contradicts the answer: ${said}`);
  const isLost = answer === null && ending.hearsAnswer && result.signal === null;
  run.check(!isLost, `${where}: it ended by itself without an answer: ${said}`);
  run.count(answer === null ? 'no answer heard' : answer?.ok === true ? 'done' : 'refused');
  return answer?.ok === true;
}

async function tryCase(run: RigRun, each: Case): Promise<void> {
  const { prepared, ending, where } = each;
  const { rehearsed } = prepared;
  const { act, stage, before, after } = rehearsed;
  await stage.inCopy(async (copy) => {
    const result = await ending.run(copy, [...act.args, '--json']);
    run.count('endings');
    const isDone = judgeOutput(run, result, each);
    const { facts, problems } = await examine(copy.root);
    run.check(problems.length === 0, `${where}: ${problems.join('; ')}`);
    const isWhole = isSame(facts, after) || (!isDone && isSame(facts, before));
    run.check(isWhole, `${where}: ${isDone ? 'done' : 'half done'}, and ${differenceOf(facts, after)}`);
    if (prepared.code === 0) {
      await repeat(run, { rehearsed, result, copy, where }, facts);
    }
  });
}

rig({
  id: 'I26',
  name: 'exit-paths',
  goal: 'however a command ends, it prints one JSON value or nothing, and what it did is whole',
  controls: [
    {
      removes: 'the ear for a reader that is gone',
      patches: [
        {
          file: 'cli/write-out.ts',
          find: "if (code === 'EPIPE' || code === 'ECONNRESET') {",
          replace: "if (code === 'ECONNRESET') {",
        },
      ],
    },
    {
      removes: 'the answer to a signal',
      patches: [
        {
          file: 'cli/main.ts',
          find: "failureAnswer(new LodestarError('INTERRUPTED', `interrupted by ${signal}`)),\n          exitCode,",
          replace:
            "failureAnswer(new LodestarError('INTERRUPTED', `interrupted by ${signal}`)),\n          0,",
        },
      ],
    },
  ],
  run: async (run) => {
    const cases = (await prepare(run)).flatMap((each) => casesOf(run, each));
    const chosen = run.size === 'short' ? cases.filter(() => run.random.below(3) === 0) : cases;
    await inParallel(chosen, async (each) => await tryCase(run, each));
  },
});
