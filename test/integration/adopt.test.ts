import { existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { AgentListResult } from '../../src/operations/agent/list.ts';
import type { LeaseListResult } from '../../src/operations/lease/list.ts';
import type { ThreadResult } from '../../src/operations/msg/thread.ts';
import type { InitResult } from '../../src/operations/workspace/init.ts';
import { ENDS, JOINED, makePythonRuntime, PYTHON_SCHEMA, SENT } from '../support/python-runtime.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

function pythonWorkspace(schema?: string): TestWorkspace {
  const workspace = makeWorkspace({ tasks: readyTasks(2) });
  makePythonRuntime(workspace.runtimePath, schema);
  return workspace;
}

function keptPath(workspace: TestWorkspace): string {
  return join(workspace.root, '.lodestar', 'local', 'runtime.python.sqlite');
}

async function adopt(workspace: TestWorkspace, ...more: readonly string[]): Promise<InitResult['adopted']> {
  return (await workspace.data<InitResult>(['init', '--adopt', ...more])).adopted;
}

const EXPECTED = {
  agents: [
    { python_id: 'A0000001', agent_id: 'ai:worker-one' },
    { python_id: 'A0000002', agent_id: 'ai:worker-one-a0000002' },
  ],
  leases: [{ task_id: 'T1', agent_id: 'ai:worker-one' }],
  messages: 2,
  read_marks: 1,
  not_imported: [
    { kind: 'message', id: 'M3', reason: 'unreadable-time' },
    { kind: 'lease', id: 'L3', reason: 'expired' },
    { kind: 'lease', id: 'L4', reason: 'task-not-in-spec' },
    { kind: 'lease', id: 'L2', reason: 'task-held' },
  ],
};

it('takes over agents, live leases and messages with their times, and keeps the runtime where Git ignores it', async () => {
  const workspace = pythonWorkspace();
  expect((await workspace.error(['task', 'claim', 'T2'])).hint).toContain('lodestar init --adopt');
  expect(await adopt(workspace, '--dry-run')).toMatchObject(EXPECTED);
  expect(existsSync(keptPath(workspace))).toBe(false);
  expect(await adopt(workspace)).toMatchObject({ ...EXPECTED, changed: true, kept_as: keptPath(workspace) });
  expect(workspace.git('status', '--porcelain')).not.toContain('runtime');
  const { agents } = await workspace.data<AgentListResult>(['agent', 'list']);
  expect(agents[0]).toMatchObject({
    agent_id: 'ai:worker-one',
    display_name: 'Worker One',
    role: 'builder',
    capabilities: ['python'],
    registered_at: JOINED.replace('123+00:00', 'Z'),
    last_seen_at: SENT.replace('123+00:00', 'Z'),
    session_meta: { model: 'large', python_agent_id: 'A0000001' },
  });
  const { leases } = await workspace.data<LeaseListResult>(['lease', 'list']);
  expect(leases).toMatchObject([{ task_id: 'T1', holder: 'ai:worker-one', live: true }]);
  const left = Date.parse(ENDS) - Date.parse(leases[0]?.expires_at ?? '');
  expect(Math.abs(left)).toBeLessThan(5000);
  const as = { as: 'ai:worker-one-a0000002' };
  const { messages } = await workspace.data<ThreadResult>(['msg', 'thread', 'T1'], as);
  expect(messages).toMatchObject([
    { text: 'See the branch', subject: 'Half', severity: 'handoff', unread: false, read_by: [as.as] },
    { text: 'And the tests', severity: 'info', unread: true, created_at: SENT.replace('123+00:00', 'Z') },
  ]);
  await workspace.data(['task', 'done', 'T1'], { as: 'ai:worker-one' });
  await workspace.data(['doctor']);
});

it('takes over nothing twice, also not what was given back since, and says where there is nothing', async () => {
  const workspace = pythonWorkspace();
  await adopt(workspace);
  await workspace.data(['task', 'release', 'T1'], { as: 'ai:worker-one' });
  const again = await adopt(workspace);
  expect(again).toMatchObject({ agents: [], leases: [], messages: 0, read_marks: 0, changed: false });
  expect((await workspace.data<LeaseListResult>(['lease', 'list'])).leases).toEqual([]);
  const { total } = await workspace.data<ThreadResult>(['msg', 'thread', 'T1']);
  expect(total).toBe(2);
  const { warnings } = JSON.parse(
    (await makeWorkspace({ tasks: readyTasks(1) }).json(['init', '--adopt'])).stdout,
  ) as { warnings: { code: string }[] };
  expect(warnings).toMatchObject([{ code: 'nothing-to-adopt' }]);
});

it('goes on from what is kept where it was cut short', async () => {
  const workspace = pythonWorkspace();
  mkdirSync(dirname(keptPath(workspace)), { recursive: true });
  renameSync(workspace.runtimePath, keptPath(workspace));
  expect(await adopt(workspace, '--dry-run')).toMatchObject(EXPECTED);
  expect(await adopt(workspace)).toMatchObject({ ...EXPECTED, changed: true });
});

it('leaves what it does not understand where it is, byte by byte', async () => {
  const older = pythonWorkspace(
    PYTHON_SCHEMA.replaceAll(/\ttask_id VARCHAR NOT NULL, \n\ttext/gu, '\ttext').replace(
      'CREATE INDEX idx_messages_task ON messages (task_id);',
      '',
    ),
  );
  const before = readFileSync(older.runtimePath);
  expect(await older.error(['init', '--adopt'])).toMatchObject({
    code: 'RUNTIME_FOREIGN',
    details: { reason: 'schema' },
  });
  expect(readFileSync(older.runtimePath)).toEqual(before);
  const damaged = pythonWorkspace();
  truncateSync(damaged.runtimePath, 3 * 4096 + 100);
  const torn = readFileSync(damaged.runtimePath);
  expect((await damaged.error(['init', '--adopt'])).code).toMatch(/^RUNTIME_(?:FOREIGN|DAMAGED)$/u);
  expect(readFileSync(damaged.runtimePath)).toEqual(torn);
  const broken = pythonWorkspace();
  writeFileSync(broken.specPath, 'tasks: [');
  expect((await broken.error(['init', '--adopt'])).code).toBe('SPEC_INVALID');
  expect(existsSync(keptPath(broken))).toBe(false);
});
