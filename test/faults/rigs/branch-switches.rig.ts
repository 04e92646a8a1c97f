import Database from 'better-sqlite3';
import { setTimeout as pauseMs } from 'node:timers/promises';
import { specText } from '../../support/spec-text.ts';
import { agents, commitAll, writeWorkspace, type TestWorkspace } from '../../support/workspace.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { runTogether, Worker } from '../harness/worker.ts';

type HiddenLine =
  | { readonly kind: 'round'; readonly tasks: number }
  | { readonly kind: 'failed'; readonly what: string; readonly code: string };

const WORKERS = 4;
const WITH = 'main';
const WITHOUT = 'without';
/** On one branch only: leased, done, verified, blocked. */
const HIDDEN = ['HELD', 'DONE', 'VERIFIED', 'BLOCKED'];
const HOLDER = { as: 'ai:holder' };
const OTHER = { as: 'ai:other' };
const TTL = ['--ttl', '8h'];

/** A task for each worker, that both branches have. */
const SHARED = agents(WORKERS).map((_, index) => `T${index + 1}`);

/** What the runtime keeps of tasks that are not in the spec just now. */
interface Kept {
  readonly leases: unknown[];
  readonly transitions: unknown[];
  readonly events: unknown[];
}

function keptIn({ runtimePath }: TestWorkspace): Kept {
  const database = new Database(runtimePath, { readonly: true });
  const marks = HIDDEN.map(() => '?').join();
  const rows = (table: string): unknown[] =>
    database.prepare(`SELECT * FROM ${table} WHERE task_id IN (${marks}) ORDER BY 1`).all(...HIDDEN);
  const kept = { leases: rows('lease'), transitions: rows('transition'), events: rows('event') };
  database.close();
  return kept;
}

async function makeScene(run: RigRun): Promise<TestWorkspace> {
  const plan = (ids: readonly string[]) => specText(ids.map((id) => ({ id })));
  const workspace = run.workspace({ spec: plan([...HIDDEN, ...SHARED]) });
  workspace.git('checkout', '--quiet', '-b', WITHOUT);
  writeWorkspace(workspace.root, { spec: plan(SHARED) });
  commitAll(workspace.root, 'Plan less');
  workspace.git('checkout', '--quiet', WITH);
  for (const id of ['HELD', 'DONE', 'VERIFIED']) {
    await workspace.data(['task', 'claim', id, ...TTL], HOLDER);
  }
  for (const id of ['DONE', 'VERIFIED']) {
    await workspace.data(['task', 'done', id], HOLDER);
  }
  await workspace.data(['task', 'verify', 'VERIFIED'], OTHER);
  await workspace.data(['task', 'block', 'BLOCKED', '--reason', 'It waits for others'], HOLDER);
  return workspace;
}

async function switchDuring<T>(run: RigRun, workspace: TestWorkspace, work: Promise<T>): Promise<T> {
  const before = JSON.stringify(keptIn(workspace));
  const progress = { isOver: false };
  const over = work.finally(() => (progress.isOver = true));
  for (let branch = WITHOUT; !progress.isOver; branch = branch === WITH ? WITHOUT : WITH) {
    workspace.git('checkout', '--quiet', branch);
    run.count('switches');
    await pauseMs(run.random.below(60));
    const now = JSON.stringify(keptIn(workspace));
    run.check(now === before, `on ${branch} the runtime has ${now} instead of ${before}`);
  }
  workspace.git('checkout', '--quiet', WITH);
  return await over;
}

/** What was hidden is as it was, for its holder and for everybody. */
async function checkAfter(run: RigRun, workspace: TestWorkspace): Promise<void> {
  const renewed = await workspace.json(['task', 'renew', 'HELD', ...TTL], HOLDER);
  run.check(renewed.code === 0, `the holder cannot renew: ${renewed.stdout}`);
  const expected = { HELD: 'claimed', DONE: 'done', VERIFIED: 'verified', BLOCKED: 'held' };
  for (const [id, state] of Object.entries(expected)) {
    const shown = await workspace.data<{ state: string }>(['task', 'show', id]);
    run.check(shown.state === state, `${id} is ${shown.state} instead of ${state}`);
  }
}

rig({
  id: 'I20',
  name: 'branch-switches',
  goal: 'a task that a branch does not have keeps its lease, its status and its events',
  controls: [
    {
      removes: 'the patience with tasks that are missing',
      patches: [
        {
          file: 'workspace/view/join.ts',
          find: '  await tx.raw(COUNT_UNMET_OF_ALL);\n  return { epoch',
          replace:
            "  await tx.raw(COUNT_UNMET_OF_ALL);\n  await tx.raw('DELETE FROM main.lease WHERE task_id NOT IN (SELECT id FROM cache.task)').catch(() => []);\n  return { epoch",
        },
      ],
    },
  ],
  run: async (run) => {
    const workspace = await makeScene(run);
    const rounds = run.times(2000, 60);
    const workers = agents(WORKERS).map(
      (as, index) =>
        new Worker<HiddenLine>(run.program, {
          file: 'hidden-worker.mjs',
          workspace,
          job: { as, task: SHARED[index], rounds },
        }),
    );
    const lines = await switchDuring(run, workspace, runTogether(run, workers));
    const seen = new Set<number>();
    for (const line of lines) {
      if (line.kind === 'failed') {
        run.fault(`a worker: ${line.what}: ${line.code}`);
      } else {
        run.count('rounds of work');
        seen.add(line.tasks);
      }
    }
    run.check(seen.size === 2, `workers saw plans of ${[...seen].join(' and ')} tasks`);
    await checkAfter(run, workspace);
  },
});
