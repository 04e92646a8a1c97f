import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import { envelopeOf, type Envelope } from '../../support/envelope.ts';
import type { ProcessResult } from '../../support/run-process.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { differenceOf, examine, type Facts } from '../harness/examine.ts';
import type { RigRun } from '../harness/rig-run.ts';
import type { Template } from '../harness/template.ts';
import { ACTS, makeStages, type Act } from './task-life.ts';

/** A command that is going to meet faults, and what it does without them. */
export interface Rehearsed {
  readonly act: Act;
  readonly stage: Template;
  readonly before: Facts;
  readonly after: Facts;
}

/** A command that met a fault, on a workspace that can be looked at. */
export interface Tried {
  readonly rehearsed: Rehearsed;
  readonly result: ProcessResult;
  readonly copy: TestWorkspace;
  /** Says where it happened, before what was wrong. */
  readonly where: string;
  /** A code that is right for this fault, and would mislead for others. */
  readonly alsoFits?: ErrorCode;
}

/** What can be said of a file that cannot be read or written. Any other code would mislead. */
const FITTING_CODES = new Set<ErrorCode | undefined>([
  'DISK_FULL',
  'FILE_NOT_FOUND',
  'RUNTIME_BUSY',
  'RUNTIME_FOREIGN_OWNER',
  'RUNTIME_IO',
  'RUNTIME_READONLY',
  'SPEC_BUSY',
  'SPEC_READONLY',
]);

const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/mu;

/** Runs a command as it should go. `perform` fails when it does not succeed. */
export async function rehearse(
  act: Act,
  stage: Template,
  perform: (copy: TestWorkspace, scratch: string) => Promise<void>,
): Promise<Rehearsed> {
  const before = await stage.inCopy(async (copy) => await examine(copy.root));
  return await stage.inCopy(async (copy, scratch) => {
    await perform(copy, scratch);
    const after = await examine(copy.root);
    const problems = [...before.problems, ...after.problems];
    if (problems.length > 0) {
      throw new Error(`${act.name} fails without any fault: ${problems.join('; ')}`);
    }
    return { act, stage, before: before.facts, after: after.facts };
  });
}

export async function rehearseAll(run: RigRun): Promise<Rehearsed[]> {
  const stages = await makeStages(run);
  const rehearsed: Rehearsed[] = [];
  for (const act of ACTS) {
    const perform = async (copy: TestWorkspace): Promise<void> => {
      await copy.data(act.args);
    };
    rehearsed.push(await rehearse(act, stages[act.on], perform));
  }
  return rehearsed;
}

export function isSame(facts: Facts, expected: Facts): boolean {
  return differenceOf(facts, expected) === '';
}

/** Whether it told that it was done: what was printed counts, also when the process died of something afterwards. */
export function isAcknowledged({ code, stdout }: ProcessResult): boolean {
  if (code === 0) {
    return true;
  }
  try {
    return (JSON.parse(stdout) as { readonly ok: boolean }).ok;
  } catch {
    return false;
  }
}

function countCreated(facts: Facts): number {
  return Object.values(facts).filter((fact) => fact === 'Created' || fact.startsWith('task:HELD read by'))
    .length;
}

/** The same command once more, as its caller would: it succeeds, and then it was done once. */
export async function repeat(run: RigRun, tried: Tried, found: Facts): Promise<void> {
  const { rehearsed, copy, where } = tried;
  const { act, after } = rehearsed;
  const again = await copy.json(act.args);
  if (again.code !== 0) {
    run.fault(`${where}: repeated, it says ${again.stdout.slice(0, 300)}${again.stderr.slice(0, 300)}`);
    return;
  }
  envelopeOf(again);
  const { facts, problems } = await examine(copy.root);
  run.check(problems.length === 0, `${where}: after a repetition ${problems.join('; ')}`);
  const isRight = act.adds === true ? countCreated(facts) === countCreated(found) + 1 : isSame(facts, after);
  run.check(isRight, `${where}: after a repetition ${differenceOf(facts, after)}`);
}

/** What it answered, when that is what callers are promised: one value, no trace, and a code that says what is wrong. */
function answerOf(run: RigRun, { result, where, alsoFits }: Tried): Envelope | undefined {
  const said = `${result.signal ?? `exit ${String(result.code)}`}: ${result.stdout.slice(0, 400)}${result.stderr.slice(0, 600)}`;
  run.check(!STACK_TRACE.test(result.stderr), `${where}: a stack trace: ${said}`);
  try {
    const envelope = envelopeOf(result);
    const code = envelope.error?.code;
    const helps = envelope.ok || FITTING_CODES.has(code) || code === alsoFits;
    run.check(helps, `${where}: no code that helps: ${said}`);
    return envelope;
  } catch {
    run.fault(`${where}: not one JSON value: ${said}`);
    return undefined;
  }
}

/** Temporary files of the spec that a command which ended by itself should have taken away. */
export function leftovers(root: string): string[] {
  const folder = join(root, '.lodestar');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.filter((name) => name.endsWith('.tmp'));
}

/** It was done, and says so; or it was not, says why, and nothing of it is there; and the next try succeeds. */
export async function judgeAnswer(run: RigRun, tried: Tried): Promise<void> {
  const { rehearsed, copy, where } = tried;
  const { before, after } = rehearsed;
  const answer = answerOf(run, tried);
  const { facts, problems } = await examine(copy.root);
  run.check(problems.length === 0, `${where}: ${problems.join('; ')}`);
  if (answer?.ok === true) {
    run.count('done all the same');
    run.check(isSame(facts, after), `${where}: ok, and ${differenceOf(facts, after)}`);
  } else if (answer !== undefined) {
    run.count(`refused with ${answer.error?.code ?? 'nothing'}`);
    const said = JSON.stringify(answer.error);
    run.check(isSame(facts, before), `${where}: ${said}, and ${differenceOf(facts, before)}`);
  }
  await repeat(run, tried, facts);
}
