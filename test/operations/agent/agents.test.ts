import { expect, it } from 'vitest';
import { findAgents, type AgentFindInput } from '../../../src/operations/agent/find.ts';
import { joinAs } from '../../../src/operations/agent/join.ts';
import { pruneAgents } from '../../../src/operations/agent/prune.ts';
import { showAgent } from '../../../src/operations/agent/show.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const HOUR_MS = 3_600_000;

async function openWithAgents(): Promise<OpenedWorkspace> {
  const opened = await openNewWorkspace({ tasks: readyTasks(3) });
  await joinAs(opened.as('human:ada'), {
    name: 'one',
    role: 'builder',
    capabilities: ['ts', 'sql'],
    resume: false,
  });
  await joinAs(opened.as('human:ada'), {
    name: 'two',
    role: 'reviewer',
    capabilities: ['ts'],
    resume: false,
  });
  await claimTask(opened.as('ai:one'), { id: 'T1', filters: {}, allowOverlap: false, ttl: '3d' });
  return opened;
}

async function found(opened: OpenedWorkspace, input: AgentFindInput): Promise<string[]> {
  const { data } = await findAgents(opened.as('human:ada'), input);
  return data.agents.map((each) => each.agent_id);
}

it('finds agents by what they are and how they stand, and names what there is where nobody can fit', async () => {
  const opened = await openWithAgents();
  expect(await found(opened, {})).toEqual(['ai:one', 'ai:two']);
  expect(await found(opened, { role: 'reviewer' })).toEqual(['ai:two']);
  expect(await found(opened, { capabilities: ['ts', 'sql'] })).toEqual(['ai:one']);
  expect(await found(opened, { busy: false })).toEqual(['ai:two']);
  expect(await found(opened, { busy: true, status: ['active'] })).toEqual(['ai:one']);
  expect(await found(opened, { status: ['offline', 'left'] })).toEqual([]);
  const failure = findAgents(opened.as('human:ada'), { role: 'bulider' });
  await expect(failure).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    details: { valid: ['builder', 'reviewer'], near_misses: ['builder'] },
  });
});

it('shows what an agent holds and has done', async () => {
  const opened = await openWithAgents();
  await completeTask(opened.as('ai:one'), { id: 'T1', evidence: [] });
  await claimTask(opened.as('ai:one'), { id: 'T2', filters: {}, allowOverlap: false });
  const { data } = await showAgent(opened.as('human:ada'), { agent: 'one' });
  expect(data).toMatchObject({ agent_id: 'ai:one', joined: true, status: 'active', left_at: null });
  expect(data.leases.map((each) => each.task_id)).toEqual(['T2']);
  expect(data.completed.map((each) => each.task_id)).toEqual(['T1']);
  expect(await codeOfFailure(showAgent(opened.as('human:ada'), { agent: 'nobody' }))).toBe('ACTOR_NOT_FOUND');
});

it('parts with who is silent and holds nothing, and with nobody else', async () => {
  const opened = await openWithAgents();
  const ada = opened.as('human:ada');
  expect((await pruneAgents(ada, { olderThan: '1s' })).data).toMatchObject({
    pruned: [],
    older_than_ms: HOUR_MS,
  });
  opened.clock.pass(25 * HOUR_MS);
  const dry = await pruneAgents(opened.as('human:ada', { dryRun: true }), {});
  const real = await pruneAgents(ada, {});
  expect(real.data).toEqual(dry.data);
  expect(real.data.pruned.map((each) => each.agent_id)).toEqual(['ai:two']);
  expect(real.data.holding).toEqual(['ai:one']);
  expect((await pruneAgents(ada, {})).data.pruned).toEqual([]);
  const { data } = await showAgent(ada, { agent: 'ai:two' });
  expect(data).toMatchObject({ status: 'left', left_reason: 'not seen for 1d1h' });
  expect(await codeOfFailure(pruneAgents(ada, { olderThan: 'soon' }))).toBe('INPUT_INVALID');
});
