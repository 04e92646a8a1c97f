import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import { EXIT } from '../../src/exit.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { inCopy } from '../support/copy-workspace.ts';
import { envelopeOf, errorOf } from '../support/envelope.ts';
import { needsOwnMounts, runInOwnMounts } from '../support/own-mounts.ts';
import { BUNDLE, REPOSITORY_ROOT } from '../support/paths.ts';
import type { ProcessResult } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { makeEveryState } from './support/every-state.ts';
import { ALL_CALLS } from './support/scenarios.ts';

/** How a code is provoked, or why it cannot be provoked here. */
type Provocation = ((context: TestContext) => Promise<ProcessResult>) | { readonly elsewhere: string };

const AGENT = { as: 'ai:worker' };
const PYTHON_SQL = readFileSync(
  join(REPOSITORY_ROOT, 'test/integration/fixtures/python-runtime.sql'),
  'utf8',
);

let everyState: TestWorkspace;

beforeAll(async () => {
  everyState = await makeEveryState();
});

/** The first call of the scenarios that ends so. */
function inScenario(code: ErrorCode): Provocation {
  const call = ALL_CALLS.find(({ verdict }) => verdict === code);
  if (call === undefined) {
    throw new Error(`no scenario ends with ${code}`);
  }
  return async () => await inCopy(everyState, async (copy) => await copy.json(call.args, call.options));
}

/** A workspace with a task T1 and a runtime, and what `spoil` makes of it. */
async function makeSpoilt(spoil: (workspace: TestWorkspace) => void): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(2) });
  await workspace.data(['task', 'claim', 'T1'], AGENT);
  spoil(workspace);
  return workspace;
}

function change(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

async function runWhileLocked(
  path: (workspace: TestWorkspace) => string,
  args: readonly string[],
): Promise<ProcessResult> {
  const workspace = await makeSpoilt(() => undefined);
  await workspace.data(['task', 'update', 'T1', '--title', 'Once']);
  const database = new Database(path(workspace));
  database.exec('BEGIN EXCLUSIVE');
  try {
    return await workspace.json(args, AGENT);
  } finally {
    database.close();
  }
}

/** Runs one command where a shell script has made a place for it; `$WORKSPACE` is writable outside of it alone. */
async function runMounted(context: TestContext, script: string): Promise<ProcessResult> {
  needsOwnMounts(context);
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  mkdirSync(join(workspace.home, 'scratch'));
  return await runInOwnMounts(workspace, script);
}

const READ_ONLY = `mount --bind "$WORKSPACE" "$WORKSPACE"
  mount -o remount,ro,bind "$WORKSPACE"
  cd "$WORKSPACE"`;

/** A command that reads more than a pipe holds is at work when the pipe takes it. */
async function interrupt(): Promise<ProcessResult> {
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BUNDLE, 'spec', 'check', '-', '--json'], {
      cwd: everyState.root,
      env: childEnvironment(everyState.home),
      stdio: 'pipe',
    });
    const stdout: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.on('error', reject);
    child.stdin.on('error', () => undefined);
    child.stdin.write(Buffer.alloc(1 << 20, '#'), () => child.kill('SIGINT'));
    child.on('close', (code, signal) => {
      const text = Buffer.concat(stdout).toString('utf8');
      resolve({ command: 'lodestar spec check -', code, signal, stdout: text, stderr: '' });
    });
  });
}

const PROVOCATIONS: Readonly<Record<ErrorCode, Provocation>> = {
  INTERNAL: { elsewhere: 'a fault of the program itself; test/cli/main.test.ts has a command with one' },
  MERGE_CONFLICTS: inScenario('MERGE_CONFLICTS'),
  USAGE: inScenario('USAGE'),
  CONFIRMATION_REQUIRED: inScenario('CONFIRMATION_REQUIRED'),
  TASK_NOT_FOUND: inScenario('TASK_NOT_FOUND'),
  ACTOR_NOT_FOUND: inScenario('ACTOR_NOT_FOUND'),
  MESSAGE_NOT_FOUND: inScenario('MESSAGE_NOT_FOUND'),
  LEASE_NOT_FOUND: inScenario('LEASE_NOT_FOUND'),
  FILE_NOT_FOUND: inScenario('FILE_NOT_FOUND'),
  REVISION_NOT_FOUND: inScenario('REVISION_NOT_FOUND'),
  WORKTREE_NOT_FOUND: inScenario('WORKTREE_NOT_FOUND'),
  WORKTREE_REFUSED: inScenario('WORKTREE_REFUSED'),
  BACKUP_INVALID: inScenario('BACKUP_INVALID'),
  CONFIG_KEY_NOT_FOUND: inScenario('CONFIG_KEY_NOT_FOUND'),
  LEASE_HELD: inScenario('LEASE_HELD'),
  LEASE_NOT_HELD: inScenario('LEASE_NOT_HELD'),
  NOT_CLAIMABLE: inScenario('NOT_CLAIMABLE'),
  LOCK_OVERLAP: inScenario('LOCK_OVERLAP'),
  TRANSITION_REFUSED: inScenario('TRANSITION_REFUSED'),
  CRITERIA_UNCHECKED: inScenario('CRITERIA_UNCHECKED'),
  VERIFIER_NOT_SEPARATE: async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1), config: 'verify: {separate: true}\n' });
    await workspace.data(['task', 'claim', 'T1'], AGENT);
    await workspace.data(['task', 'done', 'T1'], AGENT);
    return await workspace.json(['task', 'verify', 'T1'], AGENT);
  },
  HAS_DEPENDENTS: inScenario('HAS_DEPENDENTS'),
  REVISION_MISMATCH: inScenario('REVISION_MISMATCH'),
  AGENT_NAME_IN_USE: inScenario('AGENT_NAME_IN_USE'),
  ACTOR_KIND_REFUSED: inScenario('ACTOR_KIND_REFUSED'),
  DOCTOR_FOUND: async () => {
    const workspace = makeWorkspace({ spec: 'tasks: [' });
    return await workspace.json(['doctor']);
  },
  CHANGE_REFUSED: async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1', status: 'done' }] });
    writeFileSync(workspace.specPath, workspace.readSpec().replace('status: done', 'status: ready'));
    return await workspace.json(['spec', 'check', '--base', 'main']);
  },
  SETUP_OUTDATED: inScenario('SETUP_OUTDATED'),
  FILE_EXISTS: inScenario('FILE_EXISTS'),
  NOTHING_TO_CLAIM: inScenario('NOTHING_TO_CLAIM'),
  SPEC_INVALID: inScenario('SPEC_INVALID'),
  SPEC_CONFLICTED: async () => {
    const workspace = await makeSpoilt((each) => {
      writeFileSync(each.specPath, `<<<<<<< ours\n${each.readSpec()}=======\n>>>>>>> theirs\n`);
    });
    return await workspace.json(['task', 'create', '--title', 'New']);
  },
  LINK_OUTSIDE: async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    rmSync(workspace.specPath);
    symlinkSync('/etc/passwd', workspace.specPath);
    return await workspace.json(['spec', 'check']);
  },
  SPEC_READONLY: async (context) =>
    await runMounted(
      context,
      `mkdir "$SCRATCH/local"
       mount --bind "$SCRATCH/local" "$SCRATCH/local"
       ${READ_ONLY}
       export LODESTAR_RUNTIME="$SCRATCH/local/runtime.sqlite"
       lodestar task create --title New --json`,
    ),
  CONFIG_INVALID: async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1), config: 'lease_ttl: [5m]\n' });
    return await workspace.json(['task', 'claim'], { as: 'ai:worker' });
  },
  INPUT_INVALID: inScenario('INPUT_INVALID'),
  MESSAGE_TOO_LARGE: inScenario('MESSAGE_TOO_LARGE'),
  TASK_EXISTS: inScenario('TASK_EXISTS'),
  SPEC_BUSY: async () =>
    await runWhileLocked(
      ({ root }) => join(root, '.lodestar', 'local', 'write.lock'),
      ['task', 'update', 'T1', '--title', 'Twice'],
    ),
  RUNTIME_BUSY: async () => await runWhileLocked(({ runtimePath }) => runtimePath, ['task', 'claim', 'T2']),
  RUNTIME_NEWER: async () => {
    const workspace = await makeSpoilt(({ runtimePath }) => {
      change(runtimePath, 'PRAGMA user_version = 999');
    });
    return await workspace.json(['log']);
  },
  RUNTIME_DAMAGED: async () => {
    const workspace = await makeSpoilt(({ runtimePath }) => {
      writeFileSync(runtimePath, Buffer.alloc(8192, 'no database '));
    });
    return await workspace.json(['task', 'list']);
  },
  RUNTIME_HEALTHY: inScenario('RUNTIME_HEALTHY'),
  RUNTIME_FOREIGN: async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    change(workspace.runtimePath, PYTHON_SQL);
    return await workspace.json(['status']);
  },
  RUNTIME_READONLY: async (context) => await runMounted(context, `${READ_ONLY}\nlodestar task next --json`),
  RUNTIME_FOREIGN_OWNER: { elsewhere: 'needs another user: test/runtime/faults.test.ts becomes one' },
  RUNTIME_NETWORK_FS: { elsewhere: 'needs a file server: test/runtime/open.test.ts says that there is one' },
  RUNTIME_IO: async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    mkdirSync(join(workspace.root, '.lodestar', 'local', 'write.lock'), { recursive: true });
    return await workspace.json(['task', 'create', '--title', 'New'], AGENT);
  },
  FILE_READONLY: async (context) =>
    await runMounted(
      context,
      `export LODESTAR_RUNTIME="$SCRATCH/local/runtime.sqlite"
       mkdir "$SCRATCH/local"
       cd "$WORKSPACE"
       lodestar task claim --as ai:worker >/dev/null
       mount --bind "$SCRATCH/local" "$SCRATCH/local"
       ${READ_ONLY}
       lodestar backup backup.sqlite --json`,
    ),
  DISK_FULL: async (context) =>
    await runMounted(
      context,
      `mount -t tmpfs -o size=64k none "$SCRATCH"
       export LODESTAR_RUNTIME="$SCRATCH/runtime.sqlite"
       cd "$WORKSPACE"
       lodestar task claim --as ai:worker --json`,
    ),
  NATIVE_BINDING_MISSING: { elsewhere: 'needs an installation of its own: packaging.test.ts makes one' },
  NOT_A_WORKSPACE: inScenario('NOT_A_WORKSPACE'),
  INTERRUPTED: async () => await interrupt(),
};

describe.concurrent.each(Object.entries(PROVOCATIONS) as [ErrorCode, Provocation][])(
  '%s',
  (code, provocation) => {
    it('ends with its exit code, and says what to do', async (context) => {
      if (typeof provocation !== 'function') {
        context.expect(provocation.elsewhere).not.toBe('');
        return;
      }
      const run = await provocation(context);
      const error = errorOf(run);
      context.expect(error, run.stdout).toMatchObject({
        code,
        message: expect.stringMatching(/\S/u),
        hint: expect.stringMatching(/\S/u),
        retryable: ERROR_CATALOGUE[code].retryable,
      });
      context.expect(run.code).toBe(ERROR_CATALOGUE[code].exit);
      context.expect(run.stdout).toMatch(/^\{.*\}\n$/u);
      context.expect(JSON.stringify(envelopeOf(run))).not.toMatch(/\\n {4}at /u);
    });
  },
);

it('every exit code that is promised belongs to a code', () => {
  const exits = new Set<number>(Object.values(ERROR_CATALOGUE).map(({ exit }) => exit));
  expect([...exits].sort((a, b) => a - b)).toEqual(
    Object.values(EXIT)
      .filter((exit) => exit !== EXIT.ok)
      .sort((a, b) => a - b),
  );
});
