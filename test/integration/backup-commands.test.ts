import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import type { BackupResult } from '../../src/operations/workspace/backup.ts';
import type { RestoreResult } from '../../src/operations/workspace/restore.ts';
import { envelopeOf } from '../support/envelope.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const WORKER = { as: 'ai:worker' };
const ADA = { as: 'human:ada' };

/** T1 is done and T2 held; then there is a backup. */
async function backedUp(): Promise<{ workspace: TestWorkspace; file: string }> {
  const workspace = makeWorkspace({ tasks: readyTasks(4) });
  await workspace.data(['task', 'claim', 'T1'], WORKER);
  await workspace.data(['task', 'done', 'T1'], WORKER);
  await workspace.data(['task', 'claim', 'T2'], WORKER);
  const { file } = await workspace.data<BackupResult>(['backup']);
  return { workspace, file };
}

describe('backup', () => {
  it('tells where it is, what is in it, and how to see what restoring it would change', async () => {
    const { workspace } = await backedUp();
    const run = await workspace.json(['backup', 'here.sqlite', '--dir', '.lodestar'], ADA);
    const { data, next } = envelopeOf(run);
    const file = join(workspace.root, '.lodestar', 'here.sqlite');
    expect(data).toMatchObject({ file, events: 5, schema_version: SCHEMA_VERSION, overwritten: false });
    expect((data as BackupResult).bytes).toBe(statSync(file).size);
    expect(next[0]?.cmd).toBe(`lodestar restore ${file} --dry-run --dir .lodestar`);
    expect((await workspace.run(['backup'])).stdout).toMatch(
      /^Backed up to .*\n5 events, the last of .*verified/u,
    );
  });

  it('works from every worktree, without a spec, and while the spec is broken', async () => {
    const { workspace } = await backedUp();
    const folder = join(workspace.root, '..', 'other');
    workspace.git('worktree', 'add', '--quiet', '-b', 'other', folder);
    const other = workspace.at(folder);
    expect(await other.data(['backup'])).toMatchObject({ events: 5 });
    other.git('rm', '--quiet', '-r', '.lodestar');
    expect(await other.data(['backup', 'in-a-checkout-without-a-plan.sqlite'])).toMatchObject({ events: 5 });
    writeFileSync(workspace.specPath, 'tasks: [');
    expect(await workspace.data(['backup'])).toMatchObject({ events: 5 });
    expect(workspace.git('status', '--porcelain')).toBe(' M .lodestar/spec.yaml\n');
  });

  it('goes into the folder of the runtime that it is of', async () => {
    const { workspace } = await backedUp();
    const env = { LODESTAR_RUNTIME: join(workspace.home, 'plan.sqlite') };
    await workspace.data(['task', 'claim', 'T3'], { ...WORKER, env });
    const { file } = await workspace.data<BackupResult>(['backup'], { env });
    expect(file.startsWith(join(workspace.home, 'plan.sqlite.local', 'backups'))).toBe(true);
  });
});

describe('restore', () => {
  it('lists what the present runtime holds and needs --yes where nobody can be asked', async () => {
    const { workspace, file } = await backedUp();
    await workspace.data(['task', 'block', 'T3', '--reason', 'later'], ADA);
    const error = await workspace.error(['restore', file]);
    expect(error).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
      details: {
        put_aside: {
          unsettled: [{ task_id: 'T1' }, { task_id: 'T3' }],
          live_leases: [{ task_id: 'T2', holder: 'ai:worker' }],
        },
      },
    });
    const text = await workspace.run(['restore', file]);
    expect(text).toMatchObject({ code: 2, stdout: '' });
    expect(text.stderr).toContain('T3 blocked by human:ada');
    expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
  });

  it('takes everything back to the backup but the leases, and its first hint undoes it', async () => {
    const { workspace, file } = await backedUp();
    const { token } = await workspace.data<{ token: string }>(['task', 'claim', 'T3'], WORKER);
    await workspace.data(['task', 'verify', 'T1'], ADA);
    const spec = workspace.readSpec();
    const run = await workspace.json(['restore', file, '--yes']);
    const { data, next } = envelopeOf(run);
    const result = data as RestoreResult;
    expect(result).toMatchObject({
      file,
      events: 5,
      lapsed_leases: [{ task_id: 'T2', holder: 'ai:worker' }],
      put_aside: { live_leases: [{ task_id: 'T2' }, { task_id: 'T3' }] },
    });
    expect(await workspace.data(['task', 'show', 'T1'])).toMatchObject({ status: 'done' });
    for (const id of ['T2', 'T3']) {
      const error = await workspace.error(['task', 'done', id, '--lease', token], WORKER);
      expect(error.code).toBe('LEASE_NOT_HELD');
    }
    await workspace.data(['task', 'claim', 'T2'], WORKER);
    expect(next[0]?.cmd).toBe(`lodestar restore ${result.kept_as ?? ''}`);
    await workspace.data(['restore', result.kept_as ?? '', '--yes']);
    expect(await workspace.data(['task', 'show', 'T1'])).toMatchObject({ status: 'verified' });
    expect(workspace.readSpec()).toBe(spec);
    expect((await workspace.run(['doctor'])).code).toBe(0);
    expect((await workspace.run(['restore', file, '--yes'])).stdout).toMatch(/^Restored from .*: 5 events/u);
  });

  it('mends a damaged runtime, which is kept as it is', async () => {
    const { workspace, file } = await backedUp();
    writeFileSync(workspace.runtimePath, Buffer.alloc(8192, 'no database '));
    const error = await workspace.error(['restore', file]);
    expect(error).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
      details: { put_aside: { readable: false } },
    });
    const { kept_as: kept } = await workspace.data<RestoreResult>(['restore', file, '--yes']);
    expect(readFileSync(kept ?? '').equals(Buffer.alloc(8192, 'no database '))).toBe(true);
    expect(await workspace.data(['task', 'show', 'T1'])).toMatchObject({ status: 'done' });
  });

  it('asks nothing where the present runtime holds nothing, or is not there', async () => {
    const { workspace, file } = await backedUp();
    await workspace.data(['reset', '--yes']);
    expect(existsSync(workspace.runtimePath)).toBe(false);
    expect(await workspace.data(['restore', file])).toMatchObject({ kept_as: null, events: 5 });
  });

  it('reads a backup that can only be read', async () => {
    const { workspace, file } = await backedUp();
    chmodSync(file, 0o400);
    expect(await workspace.data(['restore', file, '--yes'])).toMatchObject({ events: 5 });
    expect(statSync(file).mode & 0o777).toBe(0o400);
    expect(statSync(workspace.runtimePath).mode & 0o777).toBe(0o600);
  });
});
