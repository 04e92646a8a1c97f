import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envelopeOf } from '../support/envelope.ts';
import { lapseLease } from '../support/runtime-rows.ts';
import { ADA, ONE, TWO, expectDryRun, makePlan, refusal, showTask } from '../support/task-plan.ts';
import type { RunOptions } from '../support/workspace.ts';

interface Claim {
  readonly task_id: string;
  readonly token: string;
  readonly changed: boolean;
}

describe.concurrent('task claim, renew, release', () => {
  test('a claim by the holder renews with the same token', async () => {
    const workspace = makePlan();
    await expectDryRun(workspace, ['task', 'claim', 'T1'], ONE);
    const first = await workspace.data<Claim>(['task', 'claim', 'T1', '--ttl', '10m'], ONE);
    expect(first).toMatchObject({
      changed: true,
      agent_id: 'ai:worker-1',
      ttl_seconds: 600,
      locks: ['src/**'],
    });
    const again = await workspace.data<Claim>(['task', 'claim', 'T1', '--ttl', '1h'], ONE);
    expect(again).toMatchObject({ changed: false, token: first.token, ttl_seconds: 3600 });
    expect(await workspace.data(['task', 'renew', 'T1', '--ttl', '2h'], ONE)).toMatchObject({
      ttl_seconds: 7200,
    });
    expect(await workspace.data(['task', 'renew', 'T1', '--ttl', '1m'], ONE)).toMatchObject({
      task_id: 'T1',
      token: first.token,
    });
  });

  test('a renewal never shortens', async () => {
    const workspace = makePlan();
    const { expires_at: until } = await workspace.data<{ expires_at: string }>(
      ['task', 'claim', 'T1', '--ttl', '1h'],
      ONE,
    );
    const renewed = await workspace.data<{ expires_at: string }>(['task', 'renew', 'T1', '--ttl', '1m'], ONE);
    expect(Date.parse(renewed.expires_at)).toBeGreaterThanOrEqual(Date.parse(until) - 1000);
  });

  test('what a claim refuses, and where it sends the caller', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const call = async (...args: string[]): Promise<string> =>
      await refusal(workspace, ['task', 'claim', ...args], TWO);
    expect(await call('T1')).toBe('LEASE_HELD 4');
    expect(await call('T2')).toBe('NOT_CLAIMABLE 4');
    expect(await call('T4')).toBe('NOT_CLAIMABLE 4');
    expect(await call('T3')).toBe('LOCK_OVERLAP 4');
    expect(await call('T9')).toBe('TASK_NOT_FOUND 3');
    expect(await call()).toBe('NOTHING_TO_CLAIM 5');
    expect(await call('T3', '--ttl', '1s')).toBe('INPUT_INVALID 6');
    expect(await call('--priority-max', 'low-ish')).toBe('INPUT_INVALID 6');
    const { next } = envelopeOf(await workspace.json(['task', 'claim', 'T2'], TWO));
    expect(next.map((each) => each.cmd)).toEqual(['lodestar task why T2', 'lodestar task next']);
  });

  test('an overlap that was allowed does not stand in the way of a renewal', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const { warnings } = envelopeOf(await workspace.json(['task', 'claim', 'T3', '--allow-overlap'], TWO));
    expect(warnings.map((each) => each.code)).toEqual(['lock-overlap']);
    expect(await workspace.data(['task', 'claim', 'T3'], TWO)).toMatchObject({ changed: false });
  });

  test('without an id it takes what next offers, by the same filters', async () => {
    const workspace = makePlan();
    const offered = await workspace.data(['task', 'next', '-n', '5'], ONE);
    expect(offered).toMatchObject({
      tasks: [{ id: 'T1', dependents: 1 }, { id: 'T3' }],
      total_claimable: 2,
      held: [],
    });
    expect(
      await workspace.data(['task', 'claim', '--label', 'core', '--priority-max', '10'], ONE),
    ).toMatchObject({ task_id: 'T1' });
    const { held } = await workspace.data<{ held: unknown[] }>(['task', 'next'], ONE);
    expect(held).toMatchObject([{ task_id: 'T1' }]);
  });

  test('a note is handed over; a repeated release changes nothing', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const release = ['task', 'release', 'T1', '--note', 'half\nway'];
    await expectDryRun(workspace, release, ONE);
    expect(await workspace.data(release, ONE)).toMatchObject({ released: true, changed: true });
    expect(await workspace.data(release, ONE)).toMatchObject({ released: true, changed: false });
    expect(await workspace.data(['task', 'claim', 'T1'], TWO)).toMatchObject({
      handoff_message: { from_agent_id: 'ai:worker-1', text: 'half\nway' },
    });
    expect(await refusal(workspace, ['task', 'release', 'T3'], TWO)).toBe('LEASE_NOT_HELD 4');
    expect(await refusal(workspace, ['task', 'renew', 'T1', '--lease', 'abc.1'], TWO)).toBe(
      'LEASE_NOT_HELD 4',
    );
  });

  test('a task whose lease lapsed is offered and claimed with word of who had it', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    lapseLease(workspace.runtimePath, 'T1');
    expect(await workspace.data(['task', 'next'], TWO)).toMatchObject({
      tasks: [{ id: 'T1', lapsed: { holder: 'ai:worker-1' } }],
    });
    expect(await workspace.data(['task', 'show', 'T1'])).toMatchObject({
      state: 'claimable',
      lapsed: { holder: 'ai:worker-1' },
    });
    expect(await workspace.data(['task', 'claim', 'T1'], TWO)).toMatchObject({
      lapsed: { holder: 'ai:worker-1' },
    });
  });
});

describe.concurrent('task done and verify', () => {
  test('done keeps the path of a file from the root on, wherever it is typed', async () => {
    const workspace = makePlan();
    const cwd = join(workspace.root, 'src/deep');
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(workspace.root, 'src/report.txt'), '');
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const done = ['task', 'done', 'T1', '--evidence', 'file:../report.txt'];
    expect(await workspace.data(done, { ...ONE, cwd })).toMatchObject({
      evidence: [{ kind: 'file', value: 'src/report.txt' }],
    });
  });

  test('done keeps check-offs, evidence and note, and verify opens what waits', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const done = [
      'task',
      'done',
      'T1',
      '--criteria',
      '1',
      '--evidence',
      'commit:HEAD',
      '--evidence',
      'npm test passes',
      '--note',
      'see src',
    ];
    await expectDryRun(workspace, done, ONE);
    expect(await workspace.data(done, ONE)).toMatchObject({
      status: 'done',
      completed_by: 'ai:worker-1',
      changed: true,
      criteria: [{ checked: true }, { checked: false }],
      evidence: [{ kind: 'commit' }, { kind: 'text', value: 'npm test passes' }],
    });
    expect(await workspace.data(done, ONE)).toMatchObject({ status: 'done', changed: false });
    expect(await workspace.data(['task', 'show', 'T1'])).toMatchObject({
      state: 'done',
      handoff_message: { text: 'see src' },
      evidence: [{ kind: 'commit', by: 'ai:worker-1' }, { kind: 'text' }],
    });
    expect(await refusal(workspace, ['task', 'verify', 'T1'], ADA)).toBe('CRITERIA_UNCHECKED 4');
    expect(await refusal(workspace, ['task', 'verify', 'T1', '--accept-unchecked'], ADA)).toBe('USAGE 2');
    const verify = ['task', 'verify', 'T1', '--accept-unchecked', '--reason', 'later'];
    await expectDryRun(workspace, verify, ADA);
    expect(await workspace.data(verify, ADA)).toMatchObject({
      status: 'verified',
      changed: true,
      unblocked: ['T2'],
    });
    expect(await workspace.data(verify, ADA)).toMatchObject({ status: 'verified', changed: false });
    expect(await showTask(workspace, 'T2')).toMatchObject({ state: 'claimable' });
  });

  test('a rejection makes the task ready again; a repeat changes nothing', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    await workspace.data(['task', 'done', 'T1', '--criteria', 'all'], ONE);
    const reject = ['task', 'verify', 'T1', '--reject', '--reason', 'not yet'];
    expect(await refusal(workspace, reject.slice(0, 4), ADA)).toBe('USAGE 2');
    await expectDryRun(workspace, reject, ADA);
    expect(await workspace.data(reject, ADA)).toMatchObject({
      status: 'ready',
      previous_status: 'done',
      reason: 'not yet',
      changed: true,
    });
    expect(await workspace.data(reject, ADA)).toMatchObject({ status: 'ready', changed: false });
    expect(await showTask(workspace, 'T1')).toMatchObject({ state: 'claimable' });
  });

  test('what they refuse', async () => {
    const workspace = makePlan('verify:\n  separate: true\n');
    const call = async (args: readonly string[], options: RunOptions = ONE): Promise<string> =>
      await refusal(workspace, ['task', ...args], options);
    expect(await call(['done', 'T1'])).toBe('LEASE_NOT_HELD 4');
    expect(await call(['verify', 'T1'])).toBe('TRANSITION_REFUSED 4');
    expect(await call(['verify', 'T1', '--reject', '--reason', 'x'])).toBe('TRANSITION_REFUSED 4');
    await workspace.data(['task', 'claim', 'T1'], ONE);
    expect(await call(['done', 'T1', '--criteria', '1,3'])).toBe('INPUT_INVALID 6');
    expect(await call(['done', 'T1', '--evidence', 'commit:nothing'])).toBe('INPUT_INVALID 6');
    expect(await call(['done', 'T1', '--evidence', 'file:nowhere'])).toBe('INPUT_INVALID 6');
    expect(await call(['done', 'T1', '--lease', 'abc.1'])).toBe('LEASE_NOT_HELD 4');
    expect(await call(['done', 'T1'], TWO)).toBe('LEASE_NOT_HELD 4');
    await workspace.data(['task', 'done', 'T1', '--criteria', 'all'], ONE);
    expect(await call(['verify', 'T1'])).toBe('VERIFIER_NOT_SEPARATE 4');
    expect(await call(['verify', 'T1', '--reject', '--accept-unchecked', '--reason', 'x'], ADA)).toBe(
      'USAGE 2',
    );
    expect(await workspace.data(['task', 'verify', 'T1'], ADA)).toMatchObject({ status: 'verified' });
  });
});
