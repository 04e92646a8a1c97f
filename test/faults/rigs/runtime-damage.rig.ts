import Database from 'better-sqlite3';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import { EVENT_SCOPE } from '../../../src/model/event.ts';
import type { DoctorResult } from '../../../src/operations/workspace/doctor.ts';
import { envelopeOf, type Envelope } from '../../support/envelope.ts';
import { inParallel } from '../../support/in-parallel.ts';
import { randomFrom } from '../../support/random.ts';
import { readyTasks } from '../../support/spec-text.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { DAMAGES, MOST_FLIPS, type Damage } from '../harness/damage.ts';
import { examine, type Facts } from '../harness/examine.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { Template } from '../harness/template.ts';
import { Worker } from '../harness/worker.ts';

const TASKS = 30;
const HANGS_AFTER_MS = 20_000;
const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/mu;
/** What can be said of a file that is no sound runtime. */
const UNSOUND = new Set<string | undefined>([
  'RUNTIME_DAMAGED',
  'RUNTIME_FOREIGN',
  'RUNTIME_NEWER',
  'RUNTIME_IO',
  'RUNTIME_READONLY',
] satisfies ErrorCode[]);
/** Held by ai:worker throughout. */
const HELD = 'T1';

interface Stage {
  readonly template: Template;
  readonly facts: Facts;
}

/** One damaged workspace. */
interface Case {
  readonly copy: TestWorkspace;
  readonly damage: Damage;
  readonly where: string;
}

/** A runtime of many pages. */
async function makeStage(run: RigRun): Promise<Stage> {
  const workspace = run.workspace({ tasks: readyTasks(TASKS) });
  const by = ['--as', 'ai:worker'];
  await workspace.data(['agent', 'join', '--name', 'worker']);
  for (let number = 4; number <= TASKS; number += 1) {
    await workspace.data(['task', 'claim', `T${number}`, ...by]);
    await workspace.data(['task', 'done', `T${number}`, '--note', 'It works. '.repeat(60), ...by]);
  }
  await workspace.data(['task', 'claim', HELD, '--ttl', '8h', ...by]);
  const { facts } = await examine(workspace.root);
  return { template: new Template({ workspace }), facts };
}

/** Runs a command; what it answers is one value without a trace of the program's inside, in time, or a fault. */
async function ask(
  run: RigRun,
  { copy, where }: Case,
  args: readonly string[],
): Promise<Envelope | undefined> {
  const began = performance.now();
  const result = await copy.json(args, { timeoutMs: HANGS_AFTER_MS });
  run.count('commands');
  const said = `${where}: ${args.join(' ')}: ${result.signal ?? ''}${result.stdout.slice(0, 500)}${result.stderr.slice(0, 800)}`;
  run.check(performance.now() - began < HANGS_AFTER_MS, `it hangs: ${said}`);
  run.check(!STACK_TRACE.test(result.stderr), `a stack trace: ${said}`);
  try {
    const envelope = envelopeOf(result);
    run.check(envelope.error?.code !== 'INTERNAL', `no code that helps: ${said}`);
    const isNamed =
      envelope.error?.code !== 'RUNTIME_DAMAGED' || envelope.error.hint.includes('doctor --recover');
    run.check(isNamed, `the way out is not named: ${said}`);
    return envelope;
  } catch {
    run.fault(`not one JSON value: ${said}`);
    return undefined;
  }
}

interface PatientLine {
  readonly call: string;
  readonly code: string;
}

/** Damages the files under a process that has them open, and lets it go on. */
async function damageUnderPatient(
  run: RigRun,
  { copy, damage, where }: Case,
  apply: () => void,
): Promise<void> {
  const job = { as: 'ai:patient', task: 'T2', other: 'T3' };
  const patient = new Worker<PatientLine>(run.program, { file: 'patient.mjs', workspace: copy, job });
  await patient.ready;
  apply();
  patient.go();
  const { code, signal, stderr } = await patient.ended;
  run.count('damages under a process');
  run.check(
    code === 0,
    `${where}: a process that has it open ended with ${signal ?? String(code)}: ${stderr.slice(0, 800)}`,
  );
  for (const line of patient.lines) {
    const isRight = line.code === 'ok' || line.code === 'LEASE_NOT_HELD' || UNSOUND.has(line.code);
    run.check(isRight, `${where}: under a process, ${line.call}: ${line.code}`);
    const isKept = damage.aftermath !== 'reset' || line.call !== 'renew' || line.code !== 'ok';
    run.check(isKept, `${where}: a lease that is in no runtime was renewed`);
  }
}

/** Differences that no look at the log can find: when a lease ends is written nowhere else. */
function isOfTime(key: string, found: Facts, expected: Facts): boolean {
  const states = new Set([found[key], expected[key]]);
  return key.endsWith(' lease') || (states.has('claimed') && states.has('claimable'));
}

function lostFacts(found: Facts, expected: Facts): string[] {
  return Object.keys(expected).filter(
    (key) => found[key] !== expected[key] && !isOfTime(key, found, expected) && !/^T[23] /u.test(key),
  );
}

/** The events that can be read one by one. One whose text breaks off in zeros is none any more, nor is a row of another table. */
function readableEvents(path: string): number {
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const read = database.prepare('SELECT type, data FROM event WHERE seq = ?');
      const isReadable = (seq: number): boolean => {
        try {
          const row = read.get(seq) as { readonly type: string | null; readonly data: string } | undefined;
          return (
            Object.hasOwn(EVENT_SCOPE, row?.type ?? '') && typeof JSON.parse(row?.data ?? '') === 'object'
          );
        } catch {
          return false;
        }
      };
      return Array.from({ length: 200 }, (_, index) => index + 1).filter(isReadable).length;
    } finally {
      database.close();
    }
  } catch {
    return 0;
  }
}

function keptFolders(copy: TestWorkspace): string[] {
  return readdirSync(join(copy.root, '.lodestar', 'local')).filter((name) => name.startsWith('corrupt-'));
}

/** What doctor offers is done, and then everything works. */
async function recover(run: RigRun, kase: Case): Promise<void> {
  const { copy, where } = kase;
  const isFile = existsSync(copy.runtimePath) && statSync(copy.runtimePath).isFile();
  const readable = isFile ? readableEvents(copy.runtimePath) : 0;
  const answer = await ask(run, kase, ['doctor', '--recover']);
  const code = answer?.error?.code;
  run.count(`recovery: ${code ?? 'ok'}`);
  if (code === 'RUNTIME_FOREIGN' || code === 'RUNTIME_NEWER') {
    return;
  }
  run.check(answer?.ok === true, `${where}: doctor --recover: ${JSON.stringify(answer?.error)}`);
  const { recovered } = (answer?.data ?? {}) as Partial<DoctorResult>;
  const saved = recovered?.saved_events ?? 0;
  // A bit of an event can be changed so that it can be read and is no event any more.
  const isSaved = saved >= (kase.damage.name.startsWith('bits') ? readable - MOST_FLIPS : readable);
  run.check(isSaved, `${where}: ${readable} events can be read, and ${saved} were saved`);
  run.count('events saved', saved);
  run.check(keptFolders(copy).length > 0, `${where}: the damaged file is not kept`);
  const { problems } = await examine(copy.root);
  run.check(problems.length === 0, `${where}: after the recovery: ${problems.join('; ')}`);
  const claim = await ask(run, kase, ['task', 'claim', 'T2', '--as', 'ai:other']);
  run.check(claim?.ok === true, `${where}: after the recovery: ${JSON.stringify(claim?.error)}`);
}

/** A runtime that doctor finds sound holds what it held, and whose lease it was is asked like on any day. */
async function checkSound(run: RigRun, stage: Stage, kase: Case): Promise<void> {
  const { copy, damage, where } = kase;
  if (damage.aftermath === 'blurred') {
    rmSync(join(copy.root, '.lodestar', 'local', 'cache.sqlite'), { force: true });
  }
  const { facts, problems } = await examine(copy.root);
  run.check(problems.length === 0, `${where}: doctor found nothing, and then ${problems.join('; ')}`);
  if (damage.aftermath !== 'reset') {
    const lost = lostFacts(facts, stage.facts);
    run.check(lost.length === 0, `${where}: doctor found nothing, and these are others: ${lost.join(', ')}`);
  }
  const thief = await ask(run, kase, ['task', 'claim', HELD, '--as', 'ai:thief']);
  const isFree = facts[`${HELD} state`] === 'claimable';
  run.check(
    (thief?.ok === true) === isFree,
    `${where}: ${JSON.stringify(thief?.error ?? thief?.data).slice(0, 300)}`,
  );
  const isRight = damage.aftermath === 'damaged' || isFree === (damage.aftermath === 'reset');
  run.check(isRight, `${where}: ${HELD} is ${isFree ? 'free' : 'held'}`);
}

async function judge(run: RigRun, stage: Stage, kase: Case): Promise<void> {
  const { where } = kase;
  const list = await ask(run, kase, ['task', 'list']);
  const isAnswered = list === undefined || list.ok || UNSOUND.has(list.error?.code);
  run.check(isAnswered, `${where}: task list: ${JSON.stringify(list?.error)}`);
  const doctor = await ask(run, kase, ['doctor']);
  if (doctor?.ok === true) {
    run.count('sound');
    await checkSound(run, stage, kase);
    return;
  }
  const code = doctor?.error?.code;
  run.check(
    code === 'DOCTOR_FOUND' || UNSOUND.has(code),
    `${where}: doctor: ${JSON.stringify(doctor?.error)}`,
  );
  run.check(kase.damage.aftermath === 'damaged', `${where}: doctor: ${JSON.stringify(doctor?.error)}`);
  run.count('unsound');
  await recover(run, kase);
}

interface Plan {
  readonly damage: Damage;
  readonly seed: number;
  readonly underProcess: boolean;
}

async function tryOne(run: RigRun, stage: Stage, { damage, seed, underProcess }: Plan): Promise<void> {
  await stage.template.inCopy(async (copy) => {
    const where = `${damage.name}, ${seed}${underProcess ? ', under a process' : ''}`;
    const kase: Case = { copy, damage, where };
    const apply = (): void => {
      damage.apply(copy, randomFrom(seed));
    };
    if (underProcess) {
      await damageUnderPatient(run, kase, apply);
    } else {
      apply();
    }
    await judge(run, stage, kase);
  });
}

function plan(run: RigRun, index: number): Plan {
  const damage = DAMAGES[index % DAMAGES.length] ?? run.random.pick(DAMAGES);
  const underProcess = damage.unmaps !== true && run.random.below(2) === 0;
  return { damage, seed: run.random.below(2 ** 31), underProcess };
}

rig({
  id: 'G12',
  name: 'runtime-damage',
  goal: 'a runtime that is deleted, replaced or damaged is told as such, never misread, and what is readable is saved',
  controls: [
    {
      removes: 'the look whether the file is still the same',
      patches: [
        {
          file: 'runtime/database-place.ts',
          find: 'return this.main !== undefined && isFileAt(this.#path, this.main) && this.#isWalKept();',
          replace: 'return this.main !== undefined;',
        },
      ],
    },
    {
      removes: 'the reading of damage as damage',
      patches: [
        {
          file: 'runtime/sqlite-error.ts',
          find: "return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';",
          replace: "return code === 'SQLITE_NONE';",
        },
      ],
    },
  ],
  run: async (run) => {
    const stage = await makeStage(run);
    const plans = Array.from({ length: run.times(2000, 38, 60) }, (_, index) => plan(run, index));
    await inParallel(plans, async (each) => await tryOne(run, stage, each));
  },
});
