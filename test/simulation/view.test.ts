import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compareNatural } from '../../src/model/natural-order.ts';
import type { Now } from '../../src/model/now.ts';
import { reconcileTask, specOutcome } from '../../src/model/reconcile.ts';
import type { TransitionStatus } from '../../src/model/status.ts';
import { listTransitions } from '../../src/runtime/tables/transition.ts';
import type { ReadTx } from '../../src/runtime/transaction.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { requireWorkspace } from '../../src/workspace/require-workspace.ts';
import { openWorkspace, openWorkspaceAt } from '../../src/workspace/open.ts';
import { listTasks } from '../../src/workspace/view/rows.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { codeOfFailure } from '../runtime/support/code-of-failure.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { dumpView } from './dump-view.ts';

const SPEC_STATUSES = [
  'todo',
  'ready',
  'ready',
  'ready',
  'blocked',
  'done',
  'verified',
  'cancelled',
  'deleted',
] as const;
const RUNTIME_STATUSES: readonly TransitionStatus[] = [
  'ready',
  'blocked',
  'done',
  'verified',
  'verified',
  'cancelled',
];
const DATE_KEYS = ['blocked_at', 'completed_at', 'verified_at', 'cancelled_at', 'reopened_at'] as const;
const FIRST_MS = Date.UTC(2026, 0, 1);
const SPAN_MS = 1_000_000_000;

interface DraftTask {
  readonly number: number;
  readonly status: string;
  readonly priority: number;
  readonly date: string;
  readonly dependencies: readonly number[];
}

interface History {
  readonly random: Random;
  readonly root: string;
  /** Without anything to warn of, so that changes alone are taken in. */
  readonly plain: boolean;
  tasks: DraftTask[];
  nextNumber: number;
  /** What the file holds. */
  text: string;
}

function createdAt(number: number): string {
  return new Date(FIRST_MS + number).toISOString();
}

function drawTask({ random, plain }: History, number: number): DraftTask {
  const dependencies = [...Array(number).keys()].filter(() => random.below(100) < 15);
  if (plain) {
    return { number, status: 'ready', priority: random.below(4) * 50, date: '', dependencies };
  }
  const at = new Date(FIRST_MS + random.below(SPAN_MS)).toISOString();
  const date = random.below(100) < 50 ? `    ${random.pick(DATE_KEYS)}: '${at}'\n` : '';
  return { number, status: random.pick(SPEC_STATUSES), priority: random.below(4) * 50, date, dependencies };
}

function taskText(task: DraftTask, present: ReadonlySet<number>): string {
  const dependencies = task.dependencies.filter((each) => present.has(each)).map((each) => `T${each}`);
  return `  T${task.number}:
    title: Task ${task.number}
    depends_on: [${dependencies.join(', ')}]
    priority: ${task.priority}
    status: ${task.status}
    created_at: '${createdAt(task.number)}'
${task.date}`;
}

function specTextOf(tasks: readonly DraftTask[]): string {
  const present = new Set(tasks.map((task) => task.number));
  const body = tasks.length === 0 ? '  {}\n' : tasks.map((task) => taskText(task, present)).join('');
  return `project:\n  name: view\ntasks:\n${body}`;
}

function specPathOf(history: History): string {
  return path.join(history.root, '.lodestar', 'spec.yaml');
}

/** Writes the file in place, as some editors do, or puts a new one there, as others and Git do. */
function writeSpec(history: History, text: string): void {
  const target = specPathOf(history);
  history.text = text;
  if (history.random.below(2) === 0) {
    writeFileSync(target, text);
    return;
  }
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
}

function changeTasks(history: History): void {
  const { random, tasks } = history;
  const index = random.below(Math.max(1, tasks.length));
  const old = tasks[index];
  const kind = random.below(4);
  if (kind === 0 || old === undefined) {
    tasks.splice(index, 0, drawTask(history, history.nextNumber));
    history.nextNumber += 1;
  } else if (kind === 1 && !history.plain) {
    tasks.splice(index, 1);
  } else {
    tasks[index] = drawTask(history, old.number);
  }
}

async function appendTransition(workspace: Workspace, history: History): Promise<void> {
  const { random } = history;
  const number = random.below(history.nextNumber + 2);
  const status = random.pick(RUNTIME_STATUSES);
  const created = random.below(100) < 90 ? createdAt(number) : '2020-01-01T00:00:00.000Z';
  const stamp = FIRST_MS + random.below(SPAN_MS);
  await workspace.runtime.transact(async (tx) => {
    await tx.append({
      type: 'task.blocked',
      actor: 'ai:worker',
      taskId: `T${number}`,
      data: {
        created_at: created,
        from: 'ready',
        status,
        stamp,
        reason: null,
        branch: null,
        head: null,
        completed_by: null,
        completed_at: null,
      },
    });
  });
}

function removeRuntime(root: string): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(path.join(root, '.lodestar', `runtime.sqlite${end}`), { force: true });
  }
}

interface PlainRow {
  readonly id: string;
  readonly status: string;
  readonly from: string;
  readonly dependents: number;
  readonly unmet: number;
}

/** What the rows must say, by looking at everything. */
async function plainRows(tx: ReadTx, text: string): Promise<PlainRow[]> {
  const tasks = parseSpec(text, { file: 'spec' }).tasks.map((each) => each.task);
  const transitions = new Map((await listTransitions(tx)).map((each) => [each.taskId, each]));
  const joined = new Map(
    tasks.map((task) => [task.id, reconcileTask(specOutcome(task), transitions.get(task.id))]),
  );
  const rows = tasks.map((task) => {
    const own = joined.get(task.id);
    const dependents = tasks.filter(
      (each) => each.status !== 'deleted' && each.depends_on.includes(task.id),
    ).length;
    const unmet = task.depends_on.filter((id) => joined.get(id)?.status !== 'verified').length;
    const priority = task.priority;
    return {
      id: task.id,
      status: own?.status ?? '',
      from: own?.statusFrom ?? '',
      dependents,
      unmet,
      priority,
    };
  });
  rows.sort((a, b) => a.priority - b.priority || compareNatural(a.id, b.id));
  return rows.map(({ priority: _, ...row }) => row);
}

async function shownRows(tx: ReadTx): Promise<PlainRow[]> {
  const views = await listTasks(tx);
  return views.map(({ task, status, statusFrom, dependents, unmet }) => ({
    id: task.id,
    status,
    from: statusFrom,
    dependents,
    unmet,
  }));
}

const now = (): Now => ({ wallMs: Date.now(), bootId: 'boot', monotonicMs: Math.round(performance.now()) });

/** The view as it is made from nothing, beside a cache of its own. */
async function dumpAnew(root: string): Promise<unknown> {
  const localDir = path.join(root, 'anew');
  const workspace = await openWorkspaceAt({ ...requireWorkspace(root), localDir }, { env: {}, now });
  try {
    return await workspace.read(dumpView);
  } finally {
    workspace.close();
    rmSync(localDir, { recursive: true });
  }
}

/** Something that happens between two looks; the workspaces of two processes are open all the while. */
async function happen(history: History, workspace: Workspace): Promise<void> {
  const { random } = history;
  for (let changes = random.below(4); changes > 0; changes -= 1) {
    changeTasks(history);
  }
  writeSpec(history, specTextOf(history.tasks));
  if (random.below(10) === 0) {
    removeRuntime(history.root);
  }
  for (let changes = random.below(3); changes > 0; changes -= 1) {
    await appendTransition(workspace, history);
  }
  if (random.below(4) === 0) {
    const later = new Date(Date.now() + random.below(10_000));
    utimesSync(specPathOf(history), later, later);
  }
}

/** While the file is broken everybody is refused, but who makes do with the last good copy, which follows the runtime. */
async function breakForAWhile(history: History, both: readonly Workspace[]): Promise<void> {
  const good = history.text;
  writeSpec(history, `${good}  T0:\n    titel: wrong\n`);
  for (const workspace of both) {
    expect(await codeOfFailure(workspace.read(dumpView))).toBe('SPEC_INVALID');
  }
  await appendTransition(history.random.pick(both), history);
  for (const workspace of both) {
    const { shown, plain } = await workspace.read(
      async (tx) => ({ shown: await shownRows(tx), plain: await plainRows(tx, good) }),
      'last-good',
    );
    expect(shown).toEqual(plain);
  }
  writeSpec(history, good);
}

async function expectCurrent(history: History, both: readonly Workspace[]): Promise<void> {
  const dumps = await Promise.all(both.map(async (workspace) => await workspace.read(dumpView)));
  const full = await dumpAnew(history.root);
  expect(dumps[0]).toEqual(full);
  expect(dumps[1]).toEqual(full);
  for (const workspace of both) {
    const { shown, plain } = await workspace.read(async (tx) => ({
      shown: await shownRows(tx),
      plain: await plainRows(tx, history.text),
    }));
    expect(shown).toEqual(plain);
  }
}

const STEPS = 12;

async function liveThrough(random: Random, root: string): Promise<void> {
  mkdirSync(path.join(root, '.lodestar'), { recursive: true });
  const plain = random.below(2) === 0;
  const history: History = { random, root, plain, tasks: [], nextNumber: 0, text: '' };
  writeSpec(history, specTextOf([]));
  const open = async (): Promise<Workspace> => await openWorkspace({ dir: root, env: {}, now });
  const both = [await open(), await open()] as [Workspace, Workspace];
  for (let step = 0; step < STEPS; step += 1) {
    await happen(history, random.pick(both));
    if (random.below(4) === 0) {
      await both[0].read(dumpView);
      await breakForAWhile(history, both);
    }
    await expectCurrent(history, both);
    if (random.below(5) === 0) {
      both[1].close();
      both[1] = await open();
    }
  }
  both.forEach((workspace) => workspace.close());
  rmSync(root, { recursive: true });
}

it('is the same kept up step by step, by two processes at once, as made anew, and as looking at everything', async () => {
  const random = seededRandom('view');
  const folder = makeTempFolder();
  for (let number = 0; number < scaled(200); number += 1) {
    await liveThrough(random, path.join(folder, String(number)));
  }
});
