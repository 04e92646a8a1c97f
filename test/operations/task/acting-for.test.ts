import { describe, expect, it } from 'vitest';
import type { ActorSource } from '../../../src/operations/context.ts';
import { actingFor } from '../../../src/operations/task/acting-for.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { renewTask } from '../../../src/operations/task/renew.ts';
import { listEvents } from '../../../src/runtime/tables/event.ts';
import { getLease } from '../../../src/runtime/tables/lease.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const PERSON = 'human:ada';

async function claim(of: OpenedWorkspace, actor: string, id: string): Promise<void> {
  await claimTask(of.as(actor), { id, filters: {}, allowOverlap: false });
}

async function actorOf(of: OpenedWorkspace, actorFrom: ActorSource): Promise<unknown> {
  const context = of.as(PERSON, { actorFrom });
  const taskId = 'T1';
  return await of.workspace.read(
    async (tx) => await actingFor(tx, context, { taskId, leaseRow: await getLease(tx, taskId) }),
  );
}

it('is the holder, by the person, where that is the only agent that was ever seen', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(2) });
  await claim(opened, 'ai:one', 'T1');
  expect(await actorOf(opened, 'git')).toEqual({ actor: 'ai:one', via: PERSON });
  expect(await actorOf(opened, 'os')).toEqual({ actor: 'ai:one', via: PERSON });
  const person = opened.as(PERSON, { actorFrom: 'git' });
  await renewTask(person, { id: 'T1' });
  await completeTask(person, { id: 'T1', evidence: ['it works'] });
  const [event] = await opened.workspace.runtime.read(
    async (tx) => await listEvents(tx, { type: 'task.done' }),
  );
  expect(event).toMatchObject({ actor: 'ai:one', via: PERSON });
});

it('is who says so, by flag or variable, and nobody else', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  await claim(opened, 'ai:one', 'T1');
  expect(await actorOf(opened, 'flag')).toEqual({ actor: PERSON, via: null });
  expect(await actorOf(opened, 'env')).toEqual({ actor: PERSON, via: null });
});

it('is nobody else once two agents were seen, also when one of them holds nothing any more', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(2) });
  await claim(opened, 'ai:one', 'T1');
  await claim(opened, 'ai:two', 'T2');
  await releaseTask(opened.as('ai:two'), { id: 'T2' });
  expect(await actorOf(opened, 'git')).toEqual({ actor: PERSON, via: null });
  const person = opened.as(PERSON, { actorFrom: 'git' });
  expect(await codeOfFailure(completeTask(person, { id: 'T1', evidence: [] }))).toBe('LEASE_NOT_HELD');
  expect(await codeOfFailure(renewTask(person, { id: 'T1' }))).toBe('LEASE_NOT_HELD');
  expect(await codeOfFailure(releaseTask(person, { id: 'T1' }))).toBe('LEASE_NOT_HELD');
});

describe('a call that is repeated when the lease has ended', () => {
  it('is for the same agent by the same person, who may say who it is', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    const person = opened.as(PERSON, { actorFrom: 'git' });
    await claim(opened, 'ai:one', 'T1');
    const first = await completeTask(person, { id: 'T1', evidence: [] });
    for (const actorFrom of ['git', 'flag'] as const) {
      const again = await completeTask(opened.as(PERSON, { actorFrom }), { id: 'T1', evidence: [] });
      expect(again.data).toMatchObject({
        changed: false,
        completed_by: 'ai:one',
        completed_at: first.data.completed_at,
      });
    }
    expect((await completeTask(opened.as('ai:one'), { id: 'T1', evidence: [] })).data.changed).toBe(false);
    await claim(opened, 'ai:one', 'T2');
    expect((await releaseTask(person, { id: 'T2' })).data).toMatchObject({
      agent_id: 'ai:one',
      changed: true,
    });
    expect((await releaseTask(person, { id: 'T2' })).data).toMatchObject({
      agent_id: 'ai:one',
      changed: false,
    });
  });

  it('is for nobody else by another person, or once the person held the task', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const person = opened.as(PERSON, { actorFrom: 'git' });
    await claim(opened, 'ai:one', 'T1');
    await releaseTask(person, { id: 'T1' });
    const bob = opened.as('human:bob', { actorFrom: 'git' });
    expect(await codeOfFailure(releaseTask(bob, { id: 'T1' }))).toBe('LEASE_NOT_HELD');
    expect(await codeOfFailure(renewTask(person, { id: 'T1' }))).toBe('LEASE_NOT_HELD');
    await claim(opened, PERSON, 'T1');
    await releaseTask(person, { id: 'T1' });
    expect((await releaseTask(person, { id: 'T1' })).data.agent_id).toBe(PERSON);
  });

  it('is no answer where another holds the task by now', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const person = opened.as(PERSON, { actorFrom: 'git' });
    await claim(opened, 'ai:one', 'T1');
    await releaseTask(person, { id: 'T1' });
    await claim(opened, 'ai:two', 'T1');
    expect(await codeOfFailure(releaseTask(person, { id: 'T1' }))).toBe('LEASE_NOT_HELD');
  });
});

it('is nobody else where the lease has lapsed, or a person holds it', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  await claim(opened, 'ai:one', 'T1');
  opened.clock.pass(60 * 60_000);
  expect(await actorOf(opened, 'git')).toEqual({ actor: PERSON, via: null });
  await claim(opened, 'human:bob', 'T1');
  expect(await actorOf(opened, 'git')).toEqual({ actor: PERSON, via: null });
});
