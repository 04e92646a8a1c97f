import { cpSync, readdirSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import type { ListResult } from '../../src/operations/task/list.ts';
import { EXAMPLE_WORKSPACE } from '../support/paths.ts';
import { commitAll, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;

beforeEach(() => {
  workspace = makeWorkspace();
  cpSync(EXAMPLE_WORKSPACE, workspace.root, {
    recursive: true,
    filter: (source) => !/\.lodestar\/(?:local|runtime\.sqlite.*)$/u.test(source),
  });
  commitAll(workspace.root, 'Plan Pantry');
});

it('is valid, without a warning', async () => {
  expect(await workspace.data(['spec', 'check'])).toMatchObject({
    valid: true,
    errors: 0,
    warnings: 0,
    tasks: 10,
  });
  expect((await workspace.run(['doctor'])).code).toBe(0);
  expect(readdirSync(workspace.root)).toEqual(expect.arrayContaining(['.lodestar', 'PRD.md']));
  expect(workspace.git('status', '--porcelain')).toBe('');
});

it('has a task in every state that a plan can have on paper', async () => {
  const { tasks } = await workspace.data<ListResult>(['task', 'list']);
  expect(Object.fromEntries(tasks.map((task) => [task.id, task.state]))).toEqual({
    T1: 'verified',
    T2: 'claimable',
    T3: 'claimable',
    T4: 'waiting',
    T5: 'waiting',
    T6: 'held',
    T7: 'waiting',
    T8: 'cancelled',
    T9: 'waiting',
    T10: 'draft',
  });
});

it('carries the main job: join, claim, finish, verify, and what depends on it opens', async () => {
  const as = 'ai:worker-1';
  await workspace.data(['agent', 'join', '--name', 'worker-1']);
  expect(await workspace.data(['task', 'claim'], { as })).toMatchObject({ task_id: 'T2', ttl_seconds: 1200 });
  await workspace.data(
    ['task', 'done', 'T2', '--criteria', 'all', '--note', 'Listing 5,000 items takes 11 ms'],
    { as },
  );
  expect(await workspace.data(['task', 'verify', 'T2'])).toMatchObject({ unblocked: ['T4', 'T7'] });
  await workspace.data(['settle', 'T2']);
  expect(workspace.git('diff', '--stat')).toContain('1 file changed');
  expect(await workspace.data(['task', 'next', '-n', '3'])).toMatchObject({
    tasks: [{ id: 'T4' }, { id: 'T3' }, { id: 'T7' }],
  });
});

it('gives the next id after its own', async () => {
  expect(await workspace.data(['task', 'create', '--title', 'Print labels'])).toMatchObject({ id: 'T11' });
});
