import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { DoctorResult } from '../../src/operations/workspace/doctor.ts';
import type { BackupResult } from '../../src/operations/workspace/backup.ts';
import type { RestoreResult } from '../../src/operations/workspace/restore.ts';
import { answerHere } from '../support/answer-here.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { copyWorkspace } from '../support/copy-workspace.ts';
import { dataOf, type Envelope } from '../support/envelope.ts';
import { needsTool } from '../support/needs-tool.ts';
import { needsOwnMounts, ON_SMALL_DISK, runInOwnMounts } from '../support/own-mounts.ts';
import { runProcess } from '../support/run-process.ts';
import { TEST_SCALE } from '../support/scaled.ts';
import { readyTasks } from '../support/spec-text.ts';
import { agents, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { shippedProgram } from './harness/program.ts';
import { Worker } from './harness/worker.ts';
import type { ClaimerLine } from './support/claims.ts';
import { killAtCall } from './support/kill-at-call.ts';

const WORKERS = 8;
/** So many that they are still at it when the last of three commands begins. */
const TASKS_EACH = 100;
const ADA = { as: 'human:ada' };

/** Eight processes that claim one task after the other, each its own. */
async function startClaimers(workspace: TestWorkspace, tasksEach: number): Promise<Worker<ClaimerLine>[]> {
  const workers = agents(WORKERS).map((as, index) => {
    const ids = Array.from({ length: tasksEach }, (_, at) => `T${index * tasksEach + at + 1}`);
    const job = { as, seed: index, giveBack: 0, ids };
    return new Worker<ClaimerLine>(shippedProgram(), { file: 'claimer.mjs', workspace, job });
  });
  await Promise.all(workers.map(async (worker) => await worker.ready));
  workers.forEach((worker) => worker.go());
  return workers;
}

/** What the workers were told until now, by the tokens that they were given. */
function grantedTo(workers: readonly Worker<ClaimerLine>[]): string[] {
  return workers.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'granted' ? [line.token] : [])),
  );
}

async function untilGranted(workers: readonly Worker<ClaimerLine>[], count: number): Promise<string[]> {
  for (;;) {
    const tokens = grantedTo(workers);
    if (tokens.length >= count) {
      return tokens;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function endOf(workers: readonly Worker<ClaimerLine>[]): Promise<void> {
  for (const worker of workers) {
    expect(await worker.ended).toMatchObject({ code: 0, stderr: '' });
    const end = worker.lines.at(-1);
    expect(end).toEqual({ kind: 'end', refused: {} });
  }
}

function tokensIn(path: string): Set<string> {
  const database = new Database(path, { fileMustExist: true, readonly: true });
  try {
    const rows = database
      .prepare("SELECT data ->> 'token' AS token FROM event WHERE type = 'lease.granted'")
      .all() as { token: string }[];
    return new Set(rows.map(({ token }) => token));
  } finally {
    database.close();
  }
}

it('a backup taken while eight processes claim holds all that was acknowledged before, and replays', async () => {
  const tasksEach = TASKS_EACH;
  const workspace = makeWorkspace({ tasks: readyTasks(WORKERS * tasksEach) });
  const workers = await startClaimers(workspace, tasksEach);
  const backups: { before: string[]; file: string }[] = [];
  for (const share of [0.05, 0.3, 0.6]) {
    const before = await untilGranted(workers, WORKERS * tasksEach * share);
    const { file } = await workspace.data<BackupResult>(['backup']);
    backups.push({ before, file });
  }
  await endOf(workers);
  for (const { before, file } of backups) {
    const held = tokensIn(file);
    expect(before.filter((token) => !held.has(token))).toEqual([]);
    const { lapsed_leases: leases } = await workspace.data<RestoreResult>(['restore', file, '--dry-run']);
    expect(leases.length).toBe(held.size);
  }
  expect(tokensIn(workspace.runtimePath).size).toBe(WORKERS * tasksEach);
});

it('processes that claim while a backup is restored go on in it, and no acknowledgement is lost', async () => {
  const tasksEach = TASKS_EACH;
  const workspace = makeWorkspace({ tasks: readyTasks(WORKERS * tasksEach) });
  await workspace.data(['task', 'block', 'T1', '--reason', 'so that there is a log'], ADA);
  await workspace.data(['task', 'unblock', 'T1'], ADA);
  const { file } = await workspace.data<BackupResult>(['backup']);
  const workers = await startClaimers(workspace, tasksEach);
  const kept: string[] = [];
  for (const share of [0.1, 0.3, 0.5]) {
    await untilGranted(workers, WORKERS * tasksEach * share);
    const restored = await workspace.data<RestoreResult>(['restore', file, '--yes']);
    kept.push(restored.kept_as ?? '');
  }
  await endOf(workers);
  const all = [...kept, workspace.runtimePath].map(tokensIn);
  const found = new Set(all.flatMap((tokens) => [...tokens]));
  expect(grantedTo(workers).filter((token) => !found.has(token))).toEqual([]);
  expect(all.reduce((sum, tokens) => sum + tokens.size, 0)).toBe(found.size);
  expect(all.filter((tokens) => tokens.size === 0)).toEqual([]);
  expect((await workspace.data<DoctorResult>(['doctor'])).healthy).toBe(true);
});

/** How many events each runtime of a workspace holds: the present one, and those that are kept aside. */
function eventsOf(workspace: TestWorkspace): { present: number | undefined; kept: number[] } {
  const local = join(workspace.root, '.lodestar', 'local');
  const count = (path: string): number => {
    const database = new Database(path, { fileMustExist: true });
    const { events } = database.prepare('SELECT count(*) AS events FROM event').get() as { events: number };
    database.close();
    return events;
  };
  const kept = readdirSync(local).filter((name) => /^before-[^/]*\.sqlite$/u.test(name));
  return {
    present: existsSync(workspace.runtimePath) ? count(workspace.runtimePath) : undefined,
    kept: kept.map((name) => count(join(local, name))),
  };
}

/** Calls by their number: every one in a full run, and a few of all in every run. */
function* points(): Generator<number> {
  const stride = Math.max(1, Math.round(10 / TEST_SCALE));
  for (let point = 1; ; point += stride) {
    yield point;
  }
}

it('a backup that is killed at any call leaves nothing at its name, or a whole one', async (context) => {
  needsTool(context, 'strace');
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  await workspace.data(['task', 'claim', 'T1'], ADA);
  const file = join(workspace.home, 'backup.sqlite');
  let whole = 0;
  for (const point of points()) {
    const ended = await killAtCall(workspace, ['backup', file], point);
    if (existsSync(file)) {
      const dry = await answerHere(workspace, ['restore', file, '--dry-run']);
      expect(dataOf<RestoreResult>(dry).events).toBe(2);
      rmSync(file);
      whole += 1;
    }
    if (ended) {
      break;
    }
  }
  expect(whole).toBeGreaterThan(0);
  expect((await workspace.data<DoctorResult>(['doctor'])).healthy).toBe(true);
});

it.for([
  { what: 'a restore', args: ['restore', '.lodestar/local/backup.sqlite', '--yes'], events: 2 },
  { what: 'the undoing of a reset', args: ['reset', '--undo', '--yes'], events: 3 },
])(
  '$what that is killed at any call has happened or has not, and loses nothing',
  async ({ args, events }, context) => {
    needsTool(context, 'strace');
    const original = makeWorkspace({ tasks: readyTasks(5) });
    await original.data(['task', 'claim', 'T1'], ADA);
    await original.data(['backup', '.lodestar/local/backup.sqlite']);
    await original.data(['task', 'claim', 'T2'], ADA);
    await original.data(['reset', '--yes']);
    for (const id of ['T1', 'T2', 'T3']) {
      await original.data(['task', 'claim', id], ADA);
    }
    const seen = new Set<number>();
    for (const point of points()) {
      const copy = await copyWorkspace(original);
      const ended = await killAtCall(copy, args, point);
      expect(dataOf<DoctorResult>(await answerHere(copy, ['doctor'])).healthy).toBe(true);
      const { present, kept } = eventsOf(copy);
      seen.add(present ?? 0);
      expect([4, events]).toContain(present);
      expect(present === 4 ? [4] : kept, `call ${point}`).toContain(4);
      rmSync(dirname(copy.root), { recursive: true });
      if (ended) {
        break;
      }
    }
    expect([...seen].sort()).toEqual([events, 4].sort());
  },
);

/** A runtime of four events in which a row is forged, with an id that was given to nobody yet. */
async function forgedWorkspace(): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(5) });
  await workspace.data(['task', 'block', 'T3', '--reason', 'later'], ADA);
  for (const id of ['T1', 'T2']) {
    await workspace.data(['task', 'claim', id], ADA);
  }
  const database = new Database(workspace.runtimePath);
  database.exec('UPDATE "transition" SET reason = \'forged\'');
  database.close();
  return workspace;
}

/** Whether the log is in the runtime, whole. */
function holdsAll(workspace: TestWorkspace): boolean {
  return eventsOf(workspace).present === 4;
}

it('a recovery that is killed at any call is ended by the next command, and loses nothing', async (context) => {
  needsTool(context, 'strace');
  const original = await forgedWorkspace();
  const was = { forged: 0, missing: 0, recovered: 0 };
  for (const point of points()) {
    const copy = await copyWorkspace(original);
    const ended = await killAtCall(copy, ['doctor', '--recover'], point);
    const isMissing = !existsSync(copy.runtimePath);
    was.missing += isMissing ? 1 : 0;
    const { status } = await copy.data<{ status: string }>(['task', 'show', 'T3']);
    expect([status, holdsAll(copy)], `call ${point}`).toEqual(['blocked', true]);
    const { code, stdout } = await answerHere(copy, ['doctor']);
    expect([0, 4]).toContain(code);
    was[code === 0 ? 'recovered' : 'forged'] += 1;
    expect(isMissing && code === 4, stdout).toBe(false);
    expect(stdout.includes('LEFT_OVERS'), stdout).toBe(false);
    rmSync(dirname(copy.root), { recursive: true });
    if (ended) {
      break;
    }
  }
  expect(
    Object.values(was).every((count) => count > 0),
    JSON.stringify(was),
  ).toBe(true);
});

it('a recovery has the folder of the damaged runtime on the disk before that leaves its place', async (context) => {
  needsTool(context, 'strace');
  const workspace = await forgedWorkspace();
  const local = join(workspace.root, '.lodestar', 'local');
  const trace = join(workspace.home, 'trace');
  const command = [process.execPath, workspace.bundle, 'doctor', '--recover'];
  await runProcess('strace', ['-f', '-y', '-o', trace, '-e', 'trace=mkdir,fsync,rename', ...command], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home),
  });
  const lines = readFileSync(trace, 'utf8').split('\n');
  const made = lines.findIndex((line) => line.includes(`mkdir("${local}/corrupt-`));
  const moved = lines.findIndex((line) => line.includes(`rename("${workspace.runtimePath}", `));
  expect([made, moved].every((at) => at !== -1)).toBe(true);
  expect(lines.slice(made, moved).filter((line) => line.includes(`<${local}>`))).toHaveLength(1);
});

it('a full disk is told by a backup and by a restore, which change nothing and work with space', async (context) => {
  needsOwnMounts(context);
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  mkdirSync(join(workspace.home, 'scratch'));
  const run = await runInOwnMounts(
    workspace,
    `${ON_SMALL_DISK}
     lodestar backup one.sqlite --json
     dd if=/dev/zero of="$SCRATCH/filler" bs=1k count=4096 2>/dev/null || true
     truncate -s -64k "$SCRATCH/filler"
     lodestar backup two.sqlite --json || true
     lodestar restore one.sqlite --yes --json || true
     ls two.sqlite* .lodestar/local || true
     rm "$SCRATCH/filler"
     lodestar lease list --json
     lodestar backup two.sqlite --json
     lodestar restore two.sqlite --yes --json
     lodestar doctor --json`,
  );
  const lines = run.stdout.split('\n');
  const envelopes = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Envelope);
  const [, first, fullBackup, fullRestore, leases, ...rest] = envelopes;
  expect(first).toMatchObject({ ok: true });
  expect(fullBackup).toMatchObject({ error: { code: 'DISK_FULL' } });
  expect(fullRestore).toMatchObject({ error: { code: 'DISK_FULL' } });
  const listed = lines.filter((line) => !line.startsWith('{')).join('\n');
  expect(listed).toContain('cache.sqlite');
  expect(listed).not.toMatch(/two\.sqlite|-returning|-leaving|before-restore/u);
  expect(leases).toMatchObject({ ok: true, data: { count: 1 } });
  expect(rest.map(({ ok }) => ok)).toEqual([true, true, true]);
});
