import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import type { LogResult } from '../../src/operations/log/log.ts';
import type { BackupResult } from '../../src/operations/workspace/backup.ts';
import type { DoctorResult } from '../../src/operations/workspace/doctor.ts';
import { SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { answerHere } from '../support/answer-here.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { copyWorkspace } from '../support/copy-workspace.ts';
import { envelopeOf, verdictOf } from '../support/envelope.ts';
import { needsTool } from '../support/needs-tool.ts';
import { TEST_SCALE } from '../support/scaled.ts';
import { factsOf, FIXTURE_VERSIONS, workspaceOf } from '../support/upgrade-fixture.ts';
import { workspaceAt, type TestWorkspace } from '../support/workspace.ts';
import { patchedProgram } from './harness/program.ts';
import { killAtCall } from './support/kill-at-call.ts';

const ADA = { as: 'human:ada-lovelace' };
const ONE = { as: 'ai:one' };
const NEWEST = FIXTURE_VERSIONS.at(-1) ?? '';

/** What a later Lodestar might do: a table of its own, a column, rows. */
const LATER = `
  (MIGRATIONS as Migration[]).push({
    version: MIGRATIONS.length + 1,
    sql: \`CREATE TABLE later (task_id TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
           ALTER TABLE message ADD COLUMN later TEXT;
           INSERT INTO later SELECT task_id, max(seq) FROM event WHERE task_id IS NOT NULL GROUP BY task_id;\`,
  });
  export const SCHEMA_VERSION = MIGRATIONS.length;`;

/** The command of a later version of Lodestar, whose schema is one further. */
let later: string;

beforeAll(() => {
  const patch = {
    file: 'runtime/migrations/index.ts',
    find: 'export const SCHEMA_VERSION = MIGRATIONS.length;',
    replace: LATER,
  };
  later = patchedProgram([patch]).command;
});

function asLater({ root, home }: TestWorkspace): TestWorkspace {
  return workspaceAt(root, home, later);
}

/** Every file of a workspace but those of Git, by its bytes, mode and times. */
function bytesOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !path.startsWith(join(root, '.git') + '/'))
      .sort()
      .map((path) => {
        const { mode, mtimeMs } = lstatSync(path);
        const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
        return [path, `${mode} ${mtimeMs} ${hash}`];
      }),
  );
}

/** What needs no runtime says nothing of it. */
const WITHOUT_RUNTIME = new Set([
  'completion',
  'config get',
  'config list',
  'config set',
  'git-setup merge-driver',
  'init',
  'setup',
  'spec check',
  'spec diff',
  'spec log',
  'spec merge',
  'spec resolve',
  'version',
]);

/** A call of every other command that would do something on the fixture. */
const CALLS: readonly (readonly [as: { as: string }, ...args: string[]])[] = [
  [ONE, 'agent', 'join', '--name', 'three'],
  [ONE, 'agent', 'heartbeat'],
  [ONE, 'agent', 'leave'],
  [ADA, 'agent', 'list'],
  [ADA, 'agent', 'brief'],
  [ADA, 'agent', 'find'],
  [ADA, 'agent', 'prune', '--older-than', '1m'],
  [ADA, 'agent', 'show', 'ai:one'],
  [ADA, 'backup'],
  [ADA, 'board'],
  [ADA, 'brief'],
  [ADA, 'doctor'],
  [ADA, 'doctor', '--fix'],
  [ADA, 'doctor', '--recover'],
  [ADA, 'export', 'json'],
  [ADA, 'history', 'DONE'],
  [ADA, 'lease', 'list'],
  [ADA, 'lease', 'revoke', 'MINE', '--reason', 'No'],
  [ADA, 'log'],
  [ONE, 'msg', 'inbox'],
  [ONE, 'msg', 'read', '--all'],
  [ADA, 'msg', 'search', 'the'],
  [ADA, 'msg', 'send', '--task', 'NEXT', 'Hello'],
  [ADA, 'msg', 'thread', 'NEXT'],
  [ADA, 'reset', '--yes'],
  [ADA, 'restore', '.lodestar/local/one.sqlite', '--yes'],
  [ADA, 'settle', '--all'],
  [ADA, 'spec', 'drift'],
  [ADA, 'status'],
  [ADA, 'task', 'block', 'NEXT', '--reason', 'Wait'],
  [ADA, 'task', 'cancel', 'NEXT', '--reason', 'No'],
  [ONE, 'task', 'claim', 'NEXT'],
  [ADA, 'task', 'context', 'NEXT'],
  [ADA, 'task', 'create', '--title', 'One more'],
  [ADA, 'task', 'create', '--title', 'One more', '--id', 'ONE-MORE'],
  [ADA, 'task', 'delete', 'NEXT', '--cascade'],
  [ONE, 'task', 'done', 'NEXT'],
  [ADA, 'task', 'graph'],
  [ADA, 'task', 'list'],
  [ADA, 'task', 'next'],
  [ADA, 'task', 'ready', 'DRAFT'],
  [ONE, 'task', 'release', 'NEXT'],
  [ADA, 'task', 'rename', 'NEXT', 'LATER'],
  [ONE, 'task', 'renew', 'NEXT'],
  [ADA, 'task', 'reopen', 'OFF', '--reason', 'After all'],
  [ADA, 'task', 'show', 'NEXT'],
  [ADA, 'task', 'tree'],
  [ADA, 'task', 'unblock', 'HELD'],
  [ADA, 'task', 'update', 'NEXT', '--priority', '3'],
  [ADA, 'task', 'verify', 'DONE'],
  [ADA, 'task', 'why', 'WAITS'],
  [ADA, 'whoami'],
  [ONE, 'worktree', 'add', 'NEXT'],
  [ADA, 'worktree', 'list'],
  [ADA, 'worktree', 'remove', 'NEXT'],
];

describe('a command of the version before', () => {
  async function migratedWorkspace(): Promise<TestWorkspace> {
    const workspace = workspaceOf(NEWEST);
    await workspace.data(['status'], ADA);
    await workspace.data(['backup', '.lodestar/local/one.sqlite'], ADA);
    await asLater(workspace).data(['task', 'claim', 'NEXT'], ONE);
    return workspace;
  }

  it('refuses the runtime whatever it is to do, and writes not one byte', async () => {
    const workspace = await migratedWorkspace();
    const before = bytesOf(workspace.root);
    for (const [as, ...args] of CALLS) {
      const run = await answerHere(workspace, args, as);
      const told = args.join(' ');
      const isReport = args[0] === 'doctor' && args[1] !== '--recover';
      const [verdict, exit] = isReport ? ['DOCTOR_FOUND', 4] : ['RUNTIME_NEWER', 7];
      expect([told, verdictOf(run), run.code]).toEqual([told, verdict, exit]);
      if (isReport) {
        const { findings } = envelopeOf(run).data as DoctorResult;
        const errors = findings.filter(({ severity }) => severity === 'error');
        expect(errors.map(({ code }) => code)).toEqual(['RUNTIME_NEWER']);
      }
      expect(bytesOf(workspace.root), told).toEqual(before);
    }
    expect(await asLater(workspace).data(['task', 'show', 'NEXT'])).toMatchObject({ state: 'claimed' });
  });

  it('leaves the log alone that a later one at work keeps, and that one that was killed left', async () => {
    const workspace = await migratedWorkspace();
    const { runtimePath, root, home } = workspace;
    const follow = spawn(process.execPath, [later, 'log', '--follow', '--json'], {
      cwd: root,
      env: childEnvironment(home),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(follow.stdout, 'data');
    await asLater(workspace).data(['task', 'release', 'NEXT'], ONE);
    const data = (): unknown[] =>
      Object.entries(bytesOf(root)).filter(([path]) => path !== `${runtimePath}-shm`);
    const before = data();
    const size = statSync(`${runtimePath}-wal`).size;
    expect((await workspace.error(['task', 'claim', 'NEXT'], ONE)).code).toBe('RUNTIME_NEWER');
    expect(data()).toEqual(before);
    follow.kill('SIGKILL');
    await once(follow, 'exit');
    expect((await workspace.error(['task', 'claim', 'NEXT'], ONE)).code).toBe('RUNTIME_NEWER');
    expect(data()).toEqual(before);
    expect(size).toBeGreaterThan(0);
    expect(await asLater(workspace).data(['task', 'show', 'NEXT'])).toMatchObject({ state: 'claimable' });
  });

  it('is tried with every command that has to do with a runtime', () => {
    const called = CALLS.map(([, topic = '', verb = '']) =>
      `${topic} ${verb}` in COMMAND_TABLE ? `${topic} ${verb}` : topic,
    );
    expect([...new Set([...called, ...WITHOUT_RUNTIME])].sort()).toEqual(Object.keys(COMMAND_TABLE).sort());
  });
});

function versionOf({ runtimePath }: TestWorkspace): { version: number; hasTable: boolean } {
  const database = new Database(runtimePath, { fileMustExist: true });
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'later'").get();
  const version = Number(database.pragma('user_version', { simple: true }));
  database.close();
  return { version, hasTable: table !== undefined };
}

describe.each(FIXTURE_VERSIONS)('a workspace of %s', (made) => {
  const { events } = factsOf(made);

  it('is migrated once by many commands of a later version at once, and loses nothing', async () => {
    const workspace = asLater(workspaceOf(made));
    const all = await Promise.all(
      Array.from({ length: 6 }, async () => await workspace.data<LogResult>(['log', '--limit', '1000'], ADA)),
    );
    for (const log of all) {
      expect(log.events).toMatchObject(events);
    }
    expect(versionOf(workspace)).toEqual({ version: SCHEMA_VERSION + 1, hasTable: true });
    expect((await workspace.data<DoctorResult>(['doctor'])).healthy).toBe(true);
  });

  it('is restored by a later version from a backup of before', async () => {
    const workspace = workspaceOf(made);
    const { file } = await workspace.data<BackupResult>(['backup'], ADA);
    const migrated = asLater(workspace);
    await migrated.data(['task', 'claim', 'NEXT'], ONE);
    await migrated.data(['restore', file, '--yes'], ADA);
    expect(versionOf(workspace)).toEqual({ version: SCHEMA_VERSION + 1, hasTable: true });
    const log = await migrated.data<LogResult>(['log', '--limit', '1000'], ADA);
    expect(log.events).toHaveLength(events.length);
    expect(log.events).toMatchObject(events);
  });

  it('is what it was, or migrated as a whole, when that is killed at any call', async (context) => {
    needsTool(context, 'strace');
    const original = workspaceOf(made);
    const { version: before } = versionOf(original);
    const seen = new Set<number>();
    for (let point = 1; ; point += Math.max(1, Math.round(16 / TEST_SCALE))) {
      const copy = asLater(await copyWorkspace(original));
      const ended = await killAtCall(copy, ['log', '--limit', '1'], point);
      const { version, hasTable } = versionOf(copy);
      seen.add(version);
      expect([version, hasTable], `call ${point}`).toEqual(
        hasTable ? [SCHEMA_VERSION + 1, true] : [before, false],
      );
      const log = await copy.data<LogResult>(['log', '--limit', '1000'], ADA);
      expect(log.events).toMatchObject(events);
      rmSync(dirname(copy.root), { recursive: true });
      if (ended) {
        break;
      }
    }
    expect([...seen].sort()).toEqual([before, SCHEMA_VERSION + 1]);
  });
});
