import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DoctorCheck, Finding } from '../../src/operations/doctor/finding.ts';
import type { DoctorResult } from '../../src/operations/workspace/doctor.ts';
import { envelopeOf } from '../support/envelope.ts';
import { lapseLease } from '../support/runtime-rows.ts';
import { readyTasks } from '../support/spec-text.ts';
import { commitAll, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const WORKER = { as: 'ai:worker' };
const ADA = { as: 'human:ada' };

async function examine(workspace: TestWorkspace): Promise<DoctorResult & { code: number | null }> {
  const run = await workspace.json(['doctor']);
  const { data, error } = envelopeOf(run);
  expect(error?.code ?? 'healthy').toBe(run.code === 0 ? 'healthy' : 'DOCTOR_FOUND');
  return { ...(data as DoctorResult), code: run.code };
}

function statusOf({ checks }: DoctorResult, name: DoctorCheck['name']): DoctorCheck['status'] | undefined {
  return checks.find((check) => check.name === name)?.status;
}

function codesOf({ findings }: DoctorResult, severity: Finding['severity']): string[] {
  return findings.filter((finding) => finding.severity === severity).map((finding) => finding.code);
}

/** Writes the runtime past Lodestar. */
function tamper(workspace: TestWorkspace, sql: string): void {
  const database = new Database(workspace.runtimePath);
  database.exec(sql);
  database.close();
}

async function claimed(): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  await workspace.data(['agent', 'join', '--name', 'worker']);
  await workspace.data(['task', 'claim', 'T1'], WORKER);
  return workspace;
}

describe('a healthy workspace', () => {
  it('passes every check, and what is not settled or lapsed is information', async () => {
    const workspace = await claimed();
    const found = await examine(workspace);
    expect(found).toMatchObject({ code: 0, healthy: true, findings: [], recovered: null });
    expect(found.checks.map((check) => [check.name, check.status])).toEqual(
      [
        ...[
          'repository',
          'spec.yaml',
          'dependencies',
          'config.yaml',
          'merge',
          'runtime.sqlite',
          '.gitignore',
        ],
        ...['schema', 'replay', 'leases', 'orphans', 'unsettled', 'permissions', 'left-overs'],
        ...['sqlite', 'clock', 'node'],
      ].map((name) => [name, 'pass']),
    );
    await workspace.data(['task', 'done', 'T1'], WORKER);
    await workspace.data(['task', 'claim', 'T2'], WORKER);
    lapseLease(workspace.runtimePath, 'T2');
    const later = await examine(workspace);
    expect(later.healthy).toBe(true);
    expect(codesOf(later, 'information').sort()).toEqual(['LEASES_LAPSED', 'UNSETTLED']);
    expect((await workspace.run(['doctor'])).stdout).toContain('Healthy.');
  });

  it('counts tasks of other branches as information', async () => {
    const workspace = await claimed();
    await workspace.data(['task', 'block', 'T2', '--reason', 'later'], ADA);
    workspace.git('switch', '--quiet', '-c', 'older');
    writeFileSync(workspace.specPath, 'project:\n  name: x\ntasks:\n  T3:\n    title: C\n');
    commitAll(workspace.root, 'Another plan');
    const found = await examine(workspace);
    expect(found.healthy).toBe(true);
    expect(codesOf(found, 'information')).toEqual(['ORPHANS']);
    expect(found.findings[0]?.what).toContain('T1, T2');
  });

  it('is one without Git as well', async () => {
    const workspace = makeWorkspace({ git: false, tasks: readyTasks(1) });
    const found = await examine(workspace);
    expect(found.healthy).toBe(true);
    expect(statusOf(found, 'repository')).toBe('info');
  });

  it('is looked at from a checkout that has none of its spec', async () => {
    const workspace = await claimed();
    const bare = join(workspace.root, '..', 'bare');
    workspace.git('worktree', 'add', '--quiet', '--detach', bare);
    const other = workspace.at(bare);
    other.git('switch', '--quiet', '--orphan', 'empty');
    const found = await examine(other);
    expect(found.healthy).toBe(true);
    expect(statusOf(found, 'spec.yaml')).toBe('info');
    expect(statusOf(found, 'leases')).toBe('pass');
  });
});

describe('the spec', () => {
  it('is told with all its errors while everything else is still looked at', async () => {
    const workspace = await claimed();
    const broken = workspace.readSpec().replace('T2', 'T1').replace('title: "Task T3"', 'depends_on: [T9]');
    writeFileSync(workspace.specPath, broken);
    writeFileSync(join(workspace.root, '.lodestar/config.yaml'), 'lease_ttl: soon\n');
    const found = await examine(workspace);
    expect(found).toMatchObject({ code: 4, healthy: false });
    expect(codesOf(found, 'error').sort()).toEqual(
      ['CONFIG_INVALID', 'DEPENDENCY_MISSING', 'FIELD_MISSING', 'TASK_DUPLICATE'].sort(),
    );
    expect(statusOf(found, 'spec.yaml')).toBe('fail');
    expect(statusOf(found, 'dependencies')).toBe('fail');
    expect(statusOf(found, 'leases')).toBe('pass');
    for (const finding of found.findings) {
      expect(finding).toMatchObject({ what: /\S/u, why: /\S/u, remedy: /\S/u });
    }
    expect(workspace.readSpec()).toBe(broken);
  });

  it.each([
    ['a conflict', (text: string) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`],
    ['no YAML', (text: string) => `${text}  T9: [\n`],
  ])('with %s says nothing for its dependencies', async (_name, damage) => {
    const workspace = await claimed();
    writeFileSync(workspace.specPath, damage(workspace.readSpec()));
    const found = await examine(workspace);
    expect(statusOf(found, 'spec.yaml')).toBe('fail');
    expect(statusOf(found, 'dependencies')).toBe('info');
  });
});

describe('the runtime', () => {
  it('tells rows that are not what the log folds to, and recovers from them', async () => {
    const workspace = await claimed();
    await workspace.data(['task', 'block', 'T3', '--reason', 'later'], ADA);
    tamper(workspace, "UPDATE \"transition\" SET reason = 'forged' WHERE task_id = 'T3'");
    const found = await examine(workspace);
    expect(codesOf(found, 'error')).toEqual(['FOLD_DIFFERS']);
    expect(found.findings[0]?.what).toContain('transition T3');
    const { next } = envelopeOf(await workspace.json(['doctor']));
    expect(next.map((each) => each.cmd)).toEqual(['lodestar doctor --recover']);
    const mended = await workspace.data<DoctorResult>(['doctor', '--recover']);
    expect(mended).toMatchObject({ healthy: true, recovered: { lost_events: 0 } });
    expect(await workspace.data(['task', 'show', 'T3'])).toMatchObject({ status: 'blocked' });
    expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 0 });
  });

  it('tells a holder whom it does not know', async () => {
    const workspace = await claimed();
    tamper(workspace, "UPDATE lease SET holder = 'ai:ghost'");
    const codes = codesOf(await examine(workspace), 'error');
    expect(codes).toContain('HOLDER_UNKNOWN');
    expect(codes).toContain('FOLD_DIFFERS');
  });

  it('tells a damaged file, moves it aside when asked and saves what is readable', async () => {
    const workspace = await claimed();
    tamper(workspace, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(workspace.runtimePath);
    writeFileSync(workspace.runtimePath, Buffer.concat([Buffer.alloc(100, 'x'), bytes.subarray(100)]));
    const found = await examine(workspace);
    expect(codesOf(found, 'error')).toEqual(['RUNTIME_DAMAGED']);
    expect(statusOf(found, 'spec.yaml')).toBe('pass');
    expect(statusOf(found, 'replay')).toBe('info');
    const dry = await workspace.json(['doctor', '--recover', '--dry-run']);
    expect(dry.code).toBe(4);
    const { recovered } = await workspace.data<DoctorResult>(['doctor', '--recover']);
    const kept = join(recovered?.kept_in ?? '', 'runtime.sqlite');
    expect(dirname(dirname(kept))).toBe(join(workspace.root, '.lodestar/local'));
    expect(readFileSync(kept).subarray(0, 100)).toEqual(Buffer.alloc(100, 'x'));
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    expect((await examine(workspace)).healthy).toBe(true);
  });

  it('refuses to recover what is not damaged, and what is none of ours', async () => {
    const workspace = await claimed();
    expect((await workspace.error(['doctor', '--recover'])).code).toBe('RUNTIME_HEALTHY');
    expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
    tamper(workspace, 'PRAGMA user_version = 999');
    expect(codesOf(await examine(workspace), 'error')).toEqual(['RUNTIME_NEWER']);
    expect((await workspace.error(['doctor', '--recover'])).code).toBe('RUNTIME_NEWER');
    for (const end of ['', '-wal', '-shm']) {
      rmSync(`${workspace.runtimePath}${end}`, { force: true });
    }
    tamper(workspace, 'CREATE TABLE theirs (id)');
    expect(codesOf(await examine(workspace), 'error')).toEqual(['RUNTIME_FOREIGN']);
    expect((await workspace.error(['doctor', '--recover'])).code).toBe('RUNTIME_FOREIGN');
  });
});

describe('Git', () => {
  it('must not track the runtime', async () => {
    const workspace = await claimed();
    workspace.git('add', '--force', '.lodestar/runtime.sqlite');
    const found = await examine(workspace);
    expect(codesOf(found, 'error')).toEqual(['RUNTIME_TRACKED']);
    expect(found.findings[0]?.remedy).toContain('git rm --cached .lodestar/runtime.sqlite');
    workspace.git('rm', '--quiet', '--cached', '.lodestar/runtime.sqlite');
    expect((await examine(workspace)).healthy).toBe(true);
    expect(existsSync(workspace.runtimePath)).toBe(true);
  });

  it('knows when the worktree of a holder is gone', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(3) });
    const folder = join(workspace.root, '..', 'feature');
    workspace.git('worktree', 'add', '--quiet', '-b', 'feature', folder);
    await workspace.at(folder).data(['task', 'claim', 'T1'], WORKER);
    await workspace.data(['task', 'claim', 'T2'], WORKER);
    expect(codesOf(await examine(workspace), 'warning')).toEqual([]);
    rmSync(folder, { recursive: true });
    const found = await examine(workspace);
    expect(codesOf(found, 'warning')).toEqual(['WORKTREE_GONE']);
    expect(found.findings[0]?.what).toContain('T1');
    workspace.git('worktree', 'prune');
    workspace.git('branch', '--quiet', '-D', 'feature');
    expect(codesOf(await examine(workspace), 'warning')).toEqual(['WORKTREE_GONE']);
  });

  it('knows it also of one that Git removed, whose branch is still there', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    const folder = join(workspace.root, '..', 'feature');
    workspace.git('worktree', 'add', '--quiet', '-b', 'feature', folder);
    await workspace.at(folder).data(['task', 'claim', 'T1'], WORKER);
    workspace.git('worktree', 'remove', '--force', folder);
    const found = await examine(workspace);
    expect(codesOf(found, 'warning')).toEqual(['WORKTREE_GONE']);
    expect(found.findings[0]?.what).toContain('its branch feature is checked out nowhere');
    expect(found.healthy).toBe(true);
  });

  it('says nothing of a holder who went to another branch after claiming', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    workspace.git('switch', '--quiet', '-c', 'work');
    expect(codesOf(await examine(workspace), 'warning')).toEqual([]);
  });
});

it('changes nothing by looking', async () => {
  const workspace = await claimed();
  const past = new Date(Date.now() - 60_000);
  utimesSync(workspace.specPath, past, past);
  const before = statSync(workspace.specPath).mtimeMs;
  const log = await workspace.data(['log']);
  await examine(workspace);
  expect(statSync(workspace.specPath).mtimeMs).toBe(before);
  expect(await workspace.data(['log'])).toEqual(log);
  expect(workspace.git('status', '--porcelain')).toBe('');
});

it('is no command of a folder that has neither workspace nor runtime', async () => {
  const workspace = makeWorkspace();
  expect((await workspace.error(['doctor', '--dir', '/'])).code).toBe('NOT_A_WORKSPACE');
});
