import { describe, expect, test } from 'vitest';
import { changedLines } from '../support/changed-lines.ts';
import { envelopeOf } from '../support/envelope.ts';
import { ADA, ONE, expectDryRun, makePlan, refusal, showTask } from '../support/task-plan.ts';
import { makeWorkspace } from '../support/workspace.ts';

describe.concurrent('task create', () => {
  test('every flag reaches the spec, and the other tasks keep their bytes', async () => {
    const workspace = makePlan();
    const before = workspace.readSpec();
    const args = [
      'task',
      'create',
      '-t',
      ' Read units ',
      '-d',
      '-',
      '-p',
      'high',
      '--depends-on',
      'T1,T3',
      '-l',
      'a,b\\,c',
      '-l',
      'a',
    ];
    const more = [
      '--lock',
      'x/{a,b}/**',
      '--criterion',
      'one',
      '--accept',
      'two',
      '--capability',
      'ts',
      '--lease-ttl',
      '30m',
    ];
    const extra = ['--external-ref', 'gh#1', '--set', 'x-estimate=3', '--set', 'x-owner=Ada L.'];
    const created = await workspace.data<{ id: string }>([...args, ...more, ...extra], {
      ...ADA,
      input: 'two\nlines\n',
    });
    const expected = {
      title: 'Read units',
      description: 'two\nlines',
      priority: 50,
      depends_on: ['T1', 'T3'],
      labels: ['a', 'b,c'],
      locks: ['x/{a,b}/**'],
      acceptance_criteria: ['one', 'two'],
      capabilities: ['ts'],
      lease_ttl: '30m',
      external_ref: 'gh#1',
      extra: { 'x-estimate': 3, 'x-owner': 'Ada L.' },
      status: 'ready',
    };
    expect(created).toMatchObject(expected);
    expect(await workspace.data(['task', 'show', created.id])).toMatchObject(expected);
    expect(changedLines(before, workspace.readSpec()).removed).toEqual([]);
  });

  test('a draft is not offered', async () => {
    const workspace = makeWorkspace();
    const { id } = await workspace.data<{ id: string }>(['task', 'create', '-t', 'Later', '--draft'], ADA);
    expect(await showTask(workspace, id)).toMatchObject({ status: 'todo', state: 'draft' });
    expect(await workspace.data(['task', 'next'])).toMatchObject({ tasks: [], total_claimable: 0 });
  });

  test('what it refuses', async () => {
    const workspace = makePlan();
    const before = workspace.readSpec();
    const create = async (...args: string[]): Promise<string> =>
      await refusal(workspace, ['task', 'create', ...args], ADA);
    expect(await create('-t', 'x', '--id', 'T1')).toBe('TASK_EXISTS 6');
    expect(await create('-t', ' ')).toBe('INPUT_INVALID 6');
    expect(await create('-t', 'x', '--lease-ttl', '5x')).toBe('INPUT_INVALID 6');
    expect(await create('-t', 'x', '-p', 'huge')).toBe('INPUT_INVALID 6');
    expect(await create('-t', 'x', '--depends-on', 'N1,N2')).toBe('INPUT_INVALID 6');
    expect(await create('-t', 'x', '--set', 'owner=ada')).toBe('USAGE 2');
    expect(await create('-t', 'x', '--draft', '--status', 'ready')).toBe('USAGE 2');
    expect(await create('-t', '@nowhere.txt')).toBe('FILE_NOT_FOUND 3');
    expect(await create()).toBe('USAGE 2');
    const lists = ['--label', '--lock', '--capability', '--dep', '--criterion'];
    for (const list of lists) {
      expect(await create('-t', 'x', list, '')).toBe('INPUT_INVALID 6');
      expect(await create('-t', 'x', list, 'a', list, ' ')).toBe('INPUT_INVALID 6');
    }
    const empty = await workspace.error(
      ['task', 'create', '-t', 'x', ...lists.flatMap((list) => [list, ''])],
      ADA,
    );
    expect(empty.details.problems).toHaveLength(lists.length);
    const { details } = await workspace.error(['task', 'create', '-t', 'x', '--depends-on', 'N1,N2'], ADA);
    expect(details.problems).toHaveLength(2);
    expect(workspace.readSpec()).toBe(before);
    await expectDryRun(workspace, ['task', 'create', '-t', 'x'], ADA);
  });
});

describe.concurrent('task update', () => {
  test('several tasks are one write; a repeat changes nothing', async () => {
    const workspace = makePlan();
    const args = ['task', 'update', 'T2', 'T3', '-p', '7', '--add-label', 'x', '--set', 'x-a={"b":[1]}'];
    expect(await workspace.data(args, ADA)).toMatchObject({
      id: 'T2',
      changed: true,
      tasks: [
        {
          id: 'T2',
          priority: 7,
          labels: ['x'],
          extra: { 'x-a': { b: [1] } },
          updated_fields: ['priority', 'labels', 'extra'],
        },
        { id: 'T3', updated_fields: ['priority', 'labels', 'extra'] },
      ],
    });
    expect(await workspace.data(args, ADA)).toMatchObject({ changed: false, updated_fields: [] });
  });

  test('every list takes items in and gives them up, and an optional field can be emptied', async () => {
    const workspace = makePlan();
    const lists = ['dep:T3', 'label:l', 'lock:a,b/**', 'criterion:c, d', 'capability:ts'];
    const flags = (verb: string): string[] =>
      lists.flatMap((each) => [
        `--${verb}-${each.slice(0, each.indexOf(':'))}`,
        each.slice(each.indexOf(':') + 1),
      ]);
    await workspace.data(
      ['task', 'update', 'T4', ...flags('add'), '--lease-ttl', '1h', '--external-ref', 'e', '--set', 'x-k=1'],
      ADA,
    );
    expect(await workspace.data(['task', 'show', 'T4'])).toMatchObject({
      depends_on: ['T3'],
      labels: ['l'],
      locks: ['a,b/**'],
      acceptance_criteria: ['c, d'],
      capabilities: ['ts'],
      lease_ttl: '1h',
      external_ref: 'e',
      extra: { 'x-k': 1 },
    });
    const emptied = ['--lease-ttl', '', '--external-ref', '', '--unset', 'x-k'];
    await workspace.data(['task', 'update', 'T4', ...flags('rm'), ...emptied], ADA);
    expect(await workspace.data(['task', 'show', 'T4'])).toMatchObject({
      depends_on: [],
      labels: [],
      locks: [],
      acceptance_criteria: [],
      capabilities: [],
      lease_ttl: null,
      external_ref: null,
      extra: {},
    });
    const { warnings } = envelopeOf(await workspace.json(['task', 'update', 'T4', ...flags('rm')], ADA));
    expect(warnings.map((each) => each.code)).toEqual(lists.map(() => 'item-missing'));
  });

  test('it is all or nothing, with every problem told', async () => {
    const workspace = makePlan();
    const before = workspace.readSpec();
    const update = async (...args: string[]): Promise<string> =>
      await refusal(workspace, ['task', 'update', ...args], ADA);
    expect(await update('T1', '--add-dep', 'T2')).toBe('INPUT_INVALID 6');
    expect(await update('T1', '-t', ' ')).toBe('INPUT_INVALID 6');
    expect(await update('T1', '--add-label', '')).toBe('INPUT_INVALID 6');
    expect(await update('T1', '--add-criterion', ' ', '--add-lock', 'a')).toBe('INPUT_INVALID 6');
    expect(await update('T9', '-t', 'x')).toBe('TASK_NOT_FOUND 3');
    expect(await update('T1')).toBe('USAGE 2');
    expect(await update('T1', 'T2', '-t', 'x', '--if-revision', 'a')).toBe('USAGE 2');
    expect(await update('T1', '-t', 'x', '--if-revision', 'a')).toBe('REVISION_MISMATCH 4');
    expect(await update('T1', '--status', 'done')).toBe('USAGE 2');
    const { details } = await workspace.error(['task', 'update', 'T2', 'T3', '--add-dep', 'N1,N2'], ADA);
    expect(details.problems).toHaveLength(4);
    const missing = await workspace.error(['task', 'update', 'T2', 'N1', 'N2', '-p', '1'], ADA);
    expect(missing).toMatchObject({
      code: 'TASK_NOT_FOUND',
      details: { problems: [{ task_id: 'N1' }, { task_id: 'N2' }] },
    });
    expect(workspace.readSpec()).toBe(before);
    await expectDryRun(workspace, ['task', 'update', 'T1', '-p', '1'], ADA);
  });

  test('a revision is good for one change', async () => {
    const workspace = makePlan();
    const { revision } = await showTask(workspace, 'T1');
    await workspace.data(['task', 'update', 'T1', '-p', '1', '--if-revision', revision], ADA);
    expect(
      await refusal(workspace, ['task', 'update', 'T1', '-p', '2', '--if-revision', revision], ADA),
    ).toBe('REVISION_MISMATCH 4');
  });
});

describe.concurrent('task ready, block, unblock, cancel, reopen', () => {
  const reason = ['--reason', 'because'];

  test('each changes the status once; a repeat changes nothing', async () => {
    const workspace = makePlan();
    const steps = [
      { args: ['ready', 'T4'], status: 'ready' },
      { args: ['block', 'T3', ...reason], id: 'T3', status: 'blocked' },
      { args: ['unblock', 'T3'], id: 'T3', status: 'ready' },
      { args: ['cancel', 'T3', ...reason], id: 'T3', status: 'cancelled' },
      { args: ['reopen', 'T3', ...reason], id: 'T3', status: 'ready' },
    ];
    for (const { args, id = 'T4', status } of steps) {
      const call = ['task', ...args];
      await expectDryRun(workspace, call, ADA);
      expect(await workspace.data(call, ADA), call.join(' ')).toMatchObject({ changed: true });
      expect(await workspace.data(call, ADA), call.join(' ')).toMatchObject({ changed: false });
      expect(await showTask(workspace, id)).toMatchObject({ status });
    }
  });

  test('several drafts become ready together or not at all', async () => {
    const workspace = makeWorkspace({
      tasks: [
        { id: 'A', status: 'todo' },
        { id: 'B', status: 'todo' },
        { id: 'C', status: 'cancelled' },
      ],
    });
    expect(await refusal(workspace, ['task', 'ready', 'A', 'C'], ADA)).toBe('TRANSITION_REFUSED 4');
    expect(await workspace.error(['task', 'ready', 'N1', 'A', 'C', 'N2'], ADA)).toMatchObject({
      code: 'TASK_NOT_FOUND',
      details: {
        problems: [
          { code: 'TASK_NOT_FOUND', task_id: 'N1' },
          { code: 'TRANSITION_REFUSED', task_id: 'C' },
          { code: 'TASK_NOT_FOUND', task_id: 'N2' },
        ],
      },
    });
    expect(await refusal(workspace, ['task', 'ready', 'N1'], ADA)).toBe('TASK_NOT_FOUND 3');
    expect(await showTask(workspace, 'A')).toMatchObject({ status: 'todo' });
    expect(await workspace.data(['task', 'ready', 'A', 'B'], ADA)).toMatchObject({
      tasks: [
        { task_id: 'A', changed: true },
        { task_id: 'B', changed: true },
      ],
    });
  });

  test('what they refuse', async () => {
    const workspace = makePlan();
    const call = async (...args: string[]): Promise<string> =>
      await refusal(workspace, ['task', ...args], ADA);
    expect(await call('block', 'T4', ...reason)).toBe('TRANSITION_REFUSED 4');
    expect(await call('unblock', 'T1')).toBe('TRANSITION_REFUSED 4');
    expect(await call('reopen', 'T1', ...reason)).toBe('TRANSITION_REFUSED 4');
    expect(await call('block', 'T1')).toBe('USAGE 2');
    expect(await call('block', 'T1', '--reason', '  ')).toBe('INPUT_INVALID 6');
    expect(await call('cancel', 'T9', ...reason)).toBe('TASK_NOT_FOUND 3');
    await workspace.data(['task', 'claim', 'T1'], ONE);
    expect(await call('block', 'T1', ...reason)).toBe('LEASE_HELD 4');
    expect(await call('cancel', 'T1', ...reason)).toBe('LEASE_HELD 4');
    expect(await call('delete', 'T1', '--cascade')).toBe('LEASE_HELD 4');
  });

  test('a holder who blocks the task gives it up', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const blocked = await workspace.data(['task', 'block', 'T1', ...reason], ONE);
    expect(blocked).toMatchObject({ lease_ended: 'ai:worker-1', previous_status: 'ready' });
    expect(await refusal(workspace, ['task', 'renew', 'T1'], ONE)).toBe('LEASE_NOT_HELD 4');
  });

  test('unblock lifts what the spec holds by hand', async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1', status: 'blocked' }] });
    expect(await workspace.data(['task', 'unblock', 'T1'], ADA)).toMatchObject({
      changed: true,
      spec_edited: true,
    });
    expect(await showTask(workspace, 'T1')).toMatchObject({ state: 'claimable' });
  });
});

describe.concurrent('task delete', () => {
  test('it leaves a tombstone that reopen lifts, and names what goes with it', async () => {
    const workspace = makePlan();
    expect(await refusal(workspace, ['task', 'delete', 'T1'], ADA)).toBe('HAS_DEPENDENTS 4');
    await expectDryRun(workspace, ['task', 'delete', 'T1', '--cascade'], ADA);
    expect(await workspace.data(['task', 'delete', 'T1', '--cascade'], ADA)).toMatchObject({
      task_id: 'T1',
      deleted: [{ id: 'T1' }, { id: 'T2' }],
      count: 2,
      changed: true,
    });
    expect(await workspace.data(['task', 'delete', 'T1'], ADA)).toMatchObject({
      deleted: [],
      changed: false,
    });
    expect(await refusal(workspace, ['task', 'delete', 'T9'], ADA)).toBe('TASK_NOT_FOUND 3');
    expect((await workspace.run(['task', 'list', '--quiet'])).stdout).toBe('T3\nT4\n');
    await workspace.data(['task', 'reopen', 'T1', '--reason', 'by mistake'], ADA);
    expect(await showTask(workspace, 'T1')).toMatchObject({ state: 'claimable' });
  });
});
