import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Envelope } from '../support/envelope.ts';
import { needsOwnMounts, ON_SMALL_DISK, runInOwnMounts } from '../support/own-mounts.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const AGENT = { as: 'ai:worker' };

async function makeUsedWorkspace(): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  await workspace.data(['task', 'claim', 'T1'], AGENT);
  return workspace;
}

function change(path: string, sql: string): void {
  const database = new Database(path);
  database.pragma('journal_mode = DELETE');
  database.exec(sql);
  database.close();
}

/** The values that a script printed, one command's envelope a line. */
function envelopesOf(stdout: string): Envelope[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Envelope);
}

it('refuses a runtime of a newer version and leaves it as it is', async () => {
  const workspace = await makeUsedWorkspace();
  change(workspace.runtimePath, 'PRAGMA user_version = 999');
  const before = readFileSync(workspace.runtimePath);
  for (const args of [['task', 'claim', 'T2'], ['log'], ['task', 'list']]) {
    expect(await workspace.error(args, AGENT)).toMatchObject({ code: 'RUNTIME_NEWER' });
  }
  expect(readFileSync(workspace.runtimePath).equals(before)).toBe(true);
});

it('waits for a locked runtime and a taken mutex until the deadline, and then names what was busy', async () => {
  const workspace = await makeUsedWorkspace();
  await workspace.data(['task', 'update', 'T2', '--title', 'Once']);
  const runtime = new Database(workspace.runtimePath);
  const mutex = new Database(join(workspace.root, '.lodestar', 'local', 'write.lock'));
  runtime.exec('BEGIN IMMEDIATE');
  mutex.exec('BEGIN EXCLUSIVE');
  const spec = workspace.readSpec();
  const [claim, update] = await Promise.all([
    workspace.error(['task', 'claim', 'T2'], AGENT),
    workspace.error(['task', 'update', 'T2', '--title', 'Twice'], AGENT),
  ]);
  expect(claim).toMatchObject({ code: 'RUNTIME_BUSY', retryable: true });
  expect(update).toMatchObject({ code: 'SPEC_BUSY', retryable: true });
  expect(workspace.readSpec()).toBe(spec);
  runtime.close();
  mutex.close();
  await workspace.data(['task', 'claim', 'T2'], AGENT);
});

it('reads from the spec alone, and refuses to claim, in a folder that cannot be written', async (context) => {
  needsOwnMounts(context);
  const workspace = makeWorkspace({ tasks: readyTasks(2) });
  const run = await runInOwnMounts(
    workspace,
    `mount --bind "$WORKSPACE" "$WORKSPACE"
     mount -o remount,ro,bind "$WORKSPACE"
     cd "$WORKSPACE"
     lodestar task list --json
     lodestar task show T1 --json
     lodestar task graph --format json --json
     lodestar spec check --json
     lodestar task next --json || true
     lodestar task claim --json || true
     lodestar task create --title New --json || true`,
  );
  const [list, show, graph, check, next, claim, create] = envelopesOf(run.stdout);
  expect(run.stderr).toBe('');
  expect(list).toMatchObject({
    ok: true,
    data: {
      tasks: [
        { id: 'T1', runtime: 'unknown' },
        { id: 'T2', runtime: 'unknown' },
      ],
    },
  });
  expect(show).toMatchObject({ ok: true, data: { id: 'T1', runtime: 'unknown' } });
  expect(graph).toMatchObject({ ok: true });
  expect(check).toMatchObject({ ok: true });
  expect(next).toMatchObject({ error: { code: 'RUNTIME_READONLY' } });
  expect(claim).toMatchObject({ error: { code: 'RUNTIME_READONLY' } });
  expect(create?.error?.code).toMatch(/^(?:SPEC|RUNTIME)_READONLY$/u);
});

it('names a full disk, half-writes nothing, and works again when there is space', async (context) => {
  needsOwnMounts(context);
  const workspace = makeWorkspace({ tasks: readyTasks(2) });
  mkdirSync(join(workspace.home, 'scratch'));
  const run = await runInOwnMounts(
    workspace,
    `${ON_SMALL_DISK}
     cp .lodestar/spec.yaml "$SCRATCH/before.yaml"
     dd if=/dev/zero of="$SCRATCH/filler" bs=1k count=4096 2>/dev/null || true
     lodestar task claim T2 --as ai:worker --json || true
     lodestar task create --title "$(head -c 8000 /dev/zero | tr '\\0' x)" --json || true
     cmp .lodestar/spec.yaml "$SCRATCH/before.yaml" && echo same
     rm "$SCRATCH/filler"
     lodestar task claim T2 --as ai:worker --json
     lodestar task create --title New --json
     lodestar doctor --json`,
  );
  const [first, fullClaim, fullCreate, claim, create, doctor] = envelopesOf(run.stdout);
  expect(first).toMatchObject({ ok: true });
  expect(fullClaim).toMatchObject({ error: { code: 'DISK_FULL' } });
  expect(fullCreate).toMatchObject({ error: { code: 'DISK_FULL' } });
  expect(run.stdout).toContain('same');
  for (const envelope of [claim, create, doctor]) {
    expect(envelope, JSON.stringify(envelope)).toMatchObject({ ok: true });
  }
});

it('makes its folder and files for their owner alone, or as core.sharedRepository says', async () => {
  const own = await makeUsedWorkspace();
  expect(statSync(own.runtimePath).mode & 0o777).toBe(0o600);
  expect(statSync(join(own.root, '.lodestar', 'local')).mode & 0o777).toBe(0o700);
  const shared = makeWorkspace({ tasks: readyTasks(1) });
  shared.git('config', 'core.sharedRepository', 'group');
  await shared.data(['task', 'claim', 'T1'], AGENT);
  expect(statSync(shared.runtimePath).mode & 0o777).toBe(0o660);
});
