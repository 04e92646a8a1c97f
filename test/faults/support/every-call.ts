import { dataOf } from '../../support/envelope.ts';
import { inParallel } from '../../support/in-parallel.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { runStraced, type Injection, type Straced, type SystemCall } from '../harness/strace.ts';
import type { Template } from '../harness/template.ts';
import { rehearse, type Rehearsed, type Tried } from './rehearsal.ts';
import { ACTS, makeStages, type Act } from './task-life.ts';

/** A command whose every system call is going to be spoilt. */
export interface Script extends Rehearsed {
  /** Its calls on the workspace's files, and those with which it answers. */
  readonly calls: readonly SystemCall[];
}

/** One fault at one call of a command. */
export interface Point {
  readonly rehearsed: Script;
  readonly call: SystemCall;
  readonly injection: Injection;
}

/** Where a fault was met. */
export interface Hit {
  readonly injection: Injection;
  /** The line of the call that failed. */
  readonly hit: string;
  /** All calls of that name that were made, and every `fsync`. */
  readonly calls: readonly SystemCall[];
}

const HANGS_AFTER_MS = 30_000;

/** A line that names a file of the workspace's, or of Git's. */
export const OURS = /\/\.(?:lodestar|git)/u;

/** What a kill between the answer and the end of the process meets as well. */
const ANSWER = /^\d+ +(?:write\([12]<|exit_group)/u;

async function perform(
  act: Act,
  place: { copy: TestWorkspace; scratch: string },
  injection?: Injection,
): Promise<Straced> {
  const { copy, scratch } = place;
  const args = [...act.args, '--json'];
  const command = { bundle: copy.bundle, args, cwd: copy.root, home: copy.home, scratch };
  return await runStraced({ ...command, timeoutMs: HANGS_AFTER_MS }, injection);
}

/** Calls on the files of Lodestar and of Git, of which a linked worktree has some elsewhere. */
function isOf(scratch: string): (call: SystemCall) => boolean {
  return ({ text }) => (text.includes(scratch) && OURS.test(text)) || ANSWER.test(text);
}

export async function writeScript(act: Act, stage: Template): Promise<Script> {
  let calls: readonly SystemCall[] = [];
  const rehearsed = await rehearse(act, stage, async (copy, scratch) => {
    const straced = await perform(act, { copy, scratch });
    dataOf(straced.result);
    calls = straced.calls.filter(isOf(scratch));
  });
  return { ...rehearsed, calls };
}

/** Runs each of the main commands as it should go, and notes what it does. */
export async function writeScripts(run: RigRun): Promise<Script[]> {
  const stages = await makeStages(run);
  const scripts: Script[] = [];
  for (const act of ACTS) {
    const script = await writeScript(act, stages[act.on]);
    run.measure(`calls of ${act.name}`, script.calls.length);
    scripts.push(script);
  }
  return scripts;
}

const FILE = /\/\.(?:lodestar|git)\/?(?<name>[^">]*)/u;
/** Temporary files have names of their own each time. */
const RANDOM_PART = /\d+-[\da-f]{12}|\d{5,}/gu;

/** Points of one kind are the same call of the same command on the same file. */
export function kindOfPoint({ rehearsed, call, injection }: Point): string {
  const file = FILE.exec(call.text)?.groups?.name?.replaceAll(RANDOM_PART, '*') ?? 'answer';
  return `${rehearsed.act.name} ${call.name} ${file} ${injection.fault}`;
}

/** Later than any call of a command; as late as strace can count. */
const NEVER = 65_535;

/** The calls of one name that a command makes, and every `fsync`, where it is watched as it is when one of them fails. */
export async function traceCalls({ act, stage }: Script, call: string): Promise<readonly SystemCall[]> {
  const never = { call, nth: NEVER, fault: 'error=EIO' };
  return await stage.inCopy(async (copy, scratch) => (await perform(act, { copy, scratch }, never)).calls);
}

/** Runs a command that meets a fault, and gives what came of it to `judge`; to no one where it did not meet it. */
export async function spoil(
  { rehearsed, injection }: Pick<Point, 'rehearsed' | 'injection'>,
  judge: (tried: Tried, where: Hit) => Promise<void>,
): Promise<boolean> {
  const { act, stage } = rehearsed;
  return await stage.inCopy(async (copy, scratch) => {
    const { hit, result, calls } = await perform(act, { copy, scratch }, injection);
    const [first] = hit;
    if (first === undefined) {
      return false;
    }
    const { call, nth, fault } = injection;
    const where = `${act.name}, ${fault} at ${call} ${nth}, ${first.slice(0, 160)}`;
    await judge({ rehearsed, result, copy, where }, { injection, hit: first, calls });
    return true;
  });
}

/** LODESTAR_EVERY_CALL=1: all points, which takes hours; else a full run takes one of each kind, another one each time. */
export function pointsOfFullRun({ points, kinds }: { points: number; kinds: number }): number {
  return process.env.LODESTAR_EVERY_CALL === '1' ? points : kinds;
}

/** Spoils a command once for each point, a few at a time. */
export async function spoilEach(
  run: RigRun,
  points: readonly Point[],
  judge: (tried: Tried, where: Hit) => Promise<void>,
): Promise<void> {
  await inParallel(points, async (point) => {
    if (!(await spoil(point, judge))) {
      run.count('calls not reached');
    }
  });
}
