import { readyTasks } from '../../support/spec-text.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { Facts } from '../harness/examine.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { Worker } from '../harness/worker.ts';

/** What a task is in both planes, as its worker sees it. */
export type Mark = Readonly<Record<'state' | 'spec' | 'priority', string | number>>;

/** What `workers/mixed-worker.mjs` prints. */
export type MixedLine =
  | { readonly kind: 'will' | 'did' | 'is'; readonly task: string; readonly mark: Mark }
  | { readonly kind: 'will' | 'did' | 'undone'; readonly title: string }
  | { readonly kind: 'lost'; readonly task: string; readonly mark: Mark; readonly allowed: readonly Mark[] }
  | { readonly kind: 'failed'; readonly code: string };

/** What must be there, kept outside of the processes that do the work. */
export interface Promised {
  /** One mark a task; two while a step is under way, or when its worker ended in it. */
  readonly allowed: Map<string, readonly Mark[]>;
  readonly titles: { readonly tried: Set<string>; readonly acknowledged: Set<string> };
}

/** Several workers on one workspace, each with tasks of its own. */
export interface MixedWork {
  readonly workspace: TestWorkspace;
  readonly promised: Promised;
  /** What Lodestar reads of its environment: where the runtime is, when it is not with the workspace. */
  readonly env: Readonly<Record<string, string>>;
}

export interface MixedJob {
  /** From 0: which worker it is. */
  readonly slot: number;
  /** Names what it makes: no other has had it before. */
  readonly life: number;
  readonly steps: number;
  /** Waits after each acknowledgement until it is told to go on. */
  readonly pauses?: boolean;
  /** Whether it makes tasks too, so that the plan grows; true unless said otherwise. */
  readonly creates?: boolean;
  /** So long it sleeps after each step. */
  readonly pauseMs?: number;
}

const TASKS_A_WORKER = 3;
const FRESH: Mark = { state: 'claimable', spec: 'ready', priority: 100 };

export function mixedTasks(workers: number): ReturnType<typeof readyTasks> {
  return readyTasks(workers * TASKS_A_WORKER);
}

export function beginMixedWork(
  workspace: TestWorkspace,
  workers: number,
  env: MixedWork['env'] = {},
): MixedWork {
  const allowed = new Map(mixedTasks(workers).map(({ id }) => [id, [FRESH]]));
  const promised = { allowed, titles: { tried: new Set<string>(), acknowledged: new Set<string>() } };
  return { workspace, promised, env };
}

function hear(run: RigRun, promised: Promised, line: MixedLine): void {
  if (line.kind === 'failed') {
    run.count(`refused with ${line.code}`);
  } else if (line.kind === 'lost') {
    run.fault(`${line.task} is ${JSON.stringify(line.mark)}, and may be ${JSON.stringify(line.allowed)}`);
  } else if (line.kind === 'undone') {
    promised.titles.tried.delete(line.title);
  } else if ('title' in line) {
    promised.titles[line.kind === 'did' ? 'acknowledged' : 'tried'].add(line.title);
  } else if (line.kind === 'will') {
    const [before] = promised.allowed.get(line.task) ?? [];
    promised.allowed.set(line.task, before === undefined ? [line.mark] : [before, line.mark]);
  } else {
    promised.allowed.set(line.task, [line.mark]);
  }
}

export interface MixedOptions {
  /** Refusals that the circumstances explain; any other is a fault. */
  readonly fitting: RegExp;
  readonly onLine?: (line: MixedLine) => void;
  /** Given to Node itself. */
  readonly nodeOptions?: string;
}

/** Starts one of the workers; it begins with a look whether its tasks are what they were left as. */
export function startMixedWorker(
  run: RigRun,
  { workspace, promised, env }: MixedWork,
  {
    slot,
    life,
    steps,
    pauses = false,
    creates = true,
    pauseMs = 0,
    fitting,
    onLine,
    nodeOptions,
  }: MixedJob & MixedOptions,
): Worker<MixedLine> {
  const first = slot * TASKS_A_WORKER;
  const tasks = Array.from({ length: TASKS_A_WORKER }, (_, index) => `T${first + index + 1}`);
  const allowed = Object.fromEntries(tasks.map((id) => [id, promised.allowed.get(id)]));
  const seed = run.random.below(2 ** 31);
  return new Worker<MixedLine>(run.program, {
    file: 'mixed-worker.mjs',
    workspace,
    job: { as: `ai:worker-${slot}`, tasks, allowed, seed, life, steps, pauses, creates, pauseMs, env },
    ...(nodeOptions === undefined ? {} : { env: { NODE_OPTIONS: nodeOptions } }),
    onLine: (line) => {
      hear(run, promised, line);
      run.count('acknowledgements', line.kind === 'did' ? 1 : 0);
      run.check(line.kind !== 'failed' || fitting.test(line.code), `a worker: ${JSON.stringify(line)}`);
      onLine?.(line);
    },
  });
}

/** Resolves when the worker has printed so many lines. */
export async function hasSaid(worker: Worker<MixedLine>, count: number): Promise<void> {
  await worker.until((lines) => lines.length >= count);
}

function isMark(facts: Facts, id: string, mark: Mark): boolean {
  return Object.entries(mark).every(([what, value]) => facts[`${id} ${what}`] === String(value));
}

/** Everything that was acknowledged is there, nothing is there twice, and nothing that nobody asked for. */
export function checkPromised(
  run: RigRun,
  promised: Promised,
  { facts, where }: { facts: Facts; where: string },
): void {
  for (const [id, allowed] of promised.allowed) {
    const isKept = allowed.some((mark) => isMark(facts, id, mark));
    const found = ['state', 'spec', 'priority'].map((what) => facts[`${id} ${what}`]).join(', ');
    run.check(isKept, `${where}: ${id} is ${found}, and may be ${JSON.stringify(allowed)}`);
  }
  const titles = Object.entries(facts).flatMap(([key, title]) =>
    key.endsWith(' title') && !title.startsWith('Task ') ? [title] : [],
  );
  const once = new Set(titles);
  run.check(once.size === titles.length, `${where}: tasks were made twice: ${titles.join(', ')}`);
  for (const title of promised.titles.acknowledged) {
    run.check(once.has(title), `${where}: lost: the task "${title}"`);
  }
  for (const title of once) {
    run.check(promised.titles.tried.has(title), `${where}: nobody made the task "${title}"`);
  }
}
