import { verdictOf } from '../../support/envelope.ts';
import { readyTasks } from '../../support/spec-text.ts';
import { agents, type TestWorkspace } from '../../support/workspace.ts';
import { rig } from '../harness/rig.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { runTogether, Worker } from '../harness/worker.ts';
import { judgeClaims, type Acknowledged, type ClaimerLine } from '../support/claims.ts';

/** Starting them is what a short run spends most of its time on. */
const PROCESSES = { full: 64, short: 24 } as const;
const WORKTREES = 4;
const COMMANDS_A_ROUND = 8;
const SKILLS = ['bash', 'rust', 'sql', 'yaml'] as const;

function taskIds(count: number): string[] {
  return readyTasks(count).map(({ id }) => id);
}

/** Many processes with one job each, at the same instant. */
async function storm(
  run: RigRun,
  workspace: TestWorkspace,
  { processes, jobOf }: { readonly processes: number; readonly jobOf: (index: number) => object },
): Promise<Acknowledged[]> {
  run.count('processes', processes);
  const claimers = agents(processes).map((actor, index) => ({
    actor,
    worker: new Worker<ClaimerLine>(run.program, {
      file: 'claimer.mjs',
      workspace,
      job: { as: actor, seed: run.random.below(2 ** 32), giveBack: 0, ...jobOf(index) },
    }),
  }));
  await runTogether(
    run,
    claimers.map(({ worker }) => worker),
  );
  return claimers.map(({ actor, worker }) => ({ actor, lines: worker.lines }));
}

async function claimById(run: RigRun): Promise<void> {
  const tasks = run.times(2000, 50, 20);
  const workspace = run.workspace({ tasks: readyTasks(tasks) });
  const jobOf = () => ({ ids: taskIds(tasks) });
  const all = await storm(run, workspace, { processes: PROCESSES.full, jobOf });
  await judgeClaims(run, workspace, { all, expected: ['LEASE_HELD'] });
  const granted = all.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'granted').length;
  run.check(granted === tasks, `by id: ${granted} claims of ${tasks} tasks succeeded`);
}

/** Twice as many attempts as tasks: what is given back is claimed again, and in the end nothing is left. */
function drainSize(run: RigRun): { tasks: number; processes: number; attempts: number } {
  const tasks = run.times(2000, 100);
  const processes = run.times(PROCESSES.full, PROCESSES.short);
  return { tasks, processes, attempts: Math.ceil((2 * tasks) / processes) };
}

async function claimWithoutId(run: RigRun): Promise<void> {
  const { tasks, processes, attempts } = drainSize(run);
  const workspace = run.workspace({ tasks: readyTasks(tasks) });
  const jobOf = () => ({ attempts, giveBack: 30 });
  const all = await storm(run, workspace, { processes, jobOf });
  await judgeClaims(run, workspace, { all, expected: ['NOTHING_TO_CLAIM'] });
}

function skillsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => SKILLS[(first + index) % SKILLS.length] ?? '');
}

/** Every task asks for two skills, and every process has two of them, or three. */
async function claimByCapability(run: RigRun): Promise<void> {
  const { tasks: count, processes, attempts } = drainSize(run);
  const tasks = readyTasks(count).map((task, index) => ({ ...task, capabilities: skillsFrom(index, 2) }));
  const workspace = run.workspace({ tasks });
  const ownOf = (index: number) => skillsFrom(index, 2 + (index % 2));
  const jobOf = (index: number) => ({ attempts, giveBack: 30, filters: { capabilities: ownOf(index) } });
  const all = await storm(run, workspace, { processes, jobOf });
  await judgeClaims(run, workspace, { all, expected: ['NOTHING_TO_CLAIM'] });
  const asked = new Map(tasks.map(({ id, capabilities }) => [id, capabilities]));
  all.forEach(({ actor, lines }, index) => {
    const own = ownOf(index);
    for (const line of lines) {
      if (line.kind === 'granted') {
        const fits = asked.get(line.task)?.every((skill) => own.includes(skill));
        run.check(fits === true, `${actor} was given ${line.task}, which asks for more than it can`);
      }
    }
  });
}

/** Sixteen processes in each of four linked worktrees: one runtime. */
async function claimInWorktrees(run: RigRun): Promise<void> {
  const tasks = run.times(1000, 60, 20);
  const processes = run.times(PROCESSES.full, PROCESSES.short);
  const workspace = run.workspace({ tasks: readyTasks(tasks) });
  const roots = Array.from({ length: WORKTREES }, (_, index) => `${workspace.root}-${index}`);
  roots.forEach((root, index) => workspace.git('worktree', 'add', '--quiet', '-b', `branch-${index}`, root));
  const jobOf = (index: number) => ({
    dir: roots[index % WORKTREES],
    giveBack: 10,
    // In each worktree every other one asks by id.
    ...(index % (2 * WORKTREES) < WORKTREES ? { ids: taskIds(tasks) } : { attempts: tasks / 10 }),
  });
  const all = await storm(run, workspace, { processes, jobOf });
  await judgeClaims(run, workspace, { all, expected: ['LEASE_HELD', 'NOTHING_TO_CLAIM'] });
}

/** Eight fresh commands ask for one task at once. */
async function claimByCommand(run: RigRun): Promise<void> {
  const rounds = run.times(1000, 8, 3);
  const workspace = run.workspace({ tasks: readyTasks(rounds) });
  for (const id of taskIds(rounds)) {
    const results = await Promise.all(
      agents(COMMANDS_A_ROUND).map(async (as) => await workspace.json(['task', 'claim', id], { as })),
    );
    run.count('commands', results.length);
    const verdicts = results.map(verdictOf).sort();
    const won = verdicts.filter((verdict) => verdict === 'ok').length;
    const held = verdicts.filter((verdict) => verdict === 'LEASE_HELD').length;
    run.check(won === 1 && won + held === COMMANDS_A_ROUND, `${id} by command: ${verdicts.join(', ')}`);
  }
}

rig({
  id: 'G1, G13',
  name: 'claim-storms',
  goal: 'no task has two holders, in one checkout and in four worktrees, and no claim is lost',
  controls: [
    {
      removes: 'the check of the present lease',
      patches: [
        {
          file: 'operations/task/claim.ts',
          find: 'if (lease !== undefined && !isOwn) {',
          replace: 'if (lease === null) {',
        },
        {
          file: 'runtime/leases.ts',
          find: 'if (!isLeaseLive(present, tx.epoch, tx.now)) {\n    const expired',
          replace: 'if (present.holder !== request.holder) {\n    const expired',
        },
      ],
    },
    {
      removes: 'the write lock before reading',
      patches: [
        {
          file: 'runtime/transaction-kind.ts',
          find: "connection.run('BEGIN IMMEDIATE')",
          replace: "connection.run('BEGIN')",
        },
      ],
    },
  ],
  run: async (run) => {
    await claimById(run);
    await claimWithoutId(run);
    await claimByCapability(run);
    await claimInWorktrees(run);
    await claimByCommand(run);
  },
});
