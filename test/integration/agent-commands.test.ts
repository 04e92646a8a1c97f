import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HeartbeatResult } from '../../src/operations/agent/heartbeat.ts';
import type { JoinResult } from '../../src/operations/agent/join.ts';
import type { AgentListResult } from '../../src/operations/agent/list.ts';
import type { LeaseListResult } from '../../src/operations/lease/list.ts';
import type { LogResult } from '../../src/operations/log/log.ts';
import { envelopeOf } from '../support/envelope.ts';
import { backdateHeartbeat, backdateLease, lapseLease } from '../support/runtime-rows.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

const MINUTE_MS = 60_000;
const ONE = { as: 'ai:one' };
const TWO = { as: 'ai:two' };
const ADA = { as: 'human:ada' };

describe('agent join', () => {
  it('prints the line that makes the agent the actor, or its id alone', async () => {
    const workspace = makeWorkspace();
    const args = [
      'agent',
      'join',
      '--name',
      'one',
      '--role',
      'builder',
      '--capability',
      'ts',
      '--capability',
      'sql',
    ];
    const text = await workspace.run([...args, '--model', 'm1', '--tool', 'editor']);
    expect(text.stdout.split('\n')).toContain('export LODESTAR_AGENT=ai:one');
    const { agents } = await workspace.data<AgentListResult>(['agent', 'list']);
    expect(agents).toMatchObject([
      {
        agent_id: 'ai:one',
        display_name: 'one',
        role: 'builder',
        capabilities: ['ts', 'sql'],
        status: 'active',
        session_meta: { model: 'm1', tool: 'editor' },
        holds: [],
      },
    ]);
    const made = (await workspace.run(['agent', 'join', '--quiet'])).stdout.trimEnd();
    expect(made).toMatch(/^ai:agent-[0-9a-z]{4}$/u);
    expect(await workspace.data(['whoami', '--as', made])).toMatchObject({ actor: made });
  });

  it('refuses the name of a live agent unless it is that agent come back', async () => {
    const workspace = makeWorkspace();
    await workspace.data(['agent', 'join', '--name', 'one', '--role', 'builder']);
    const refused = await workspace.error(['agent', 'join', '--name', 'one']);
    expect(refused).toMatchObject({ code: 'AGENT_NAME_IN_USE', hint: expect.stringContaining('--resume') });
    const resumed = await workspace.data<JoinResult>(['agent', 'join', '--name', 'ai:one', '--resume']);
    expect(resumed).toMatchObject({ resumed: true, role: 'builder' });
    backdateHeartbeat(workspace.runtimePath, 'ai:one', 61 * MINUTE_MS);
    expect(await workspace.data(['agent', 'join', '--name', 'one'])).toMatchObject({ role: null });
  });

  it('joins as whom --as names, and says when LODESTAR_AGENT stays another', async () => {
    const workspace = makeWorkspace();
    expect(await workspace.data(['agent', 'join', '--as', 'fresh'])).toMatchObject({ agent_id: 'ai:fresh' });
    expect(await workspace.data(['agent', 'join', '--as', 'ci:main'])).toMatchObject({ agent_id: 'ci:main' });
    const run = await workspace.json(['agent', 'join', '--name', 'two'], ONE);
    expect(envelopeOf(run)).toMatchObject({
      data: { agent_id: 'ai:two' },
      warnings: [{ code: 'agent-differs' }],
    });
    // A bare name of before a reset must not keep its agent from joining again.
    expect(await workspace.data(['agent', 'join', '--name', 'old', '--resume'], { as: 'old' })).toMatchObject(
      {
        agent_id: 'ai:old',
      },
    );
    expect((await workspace.error(['agent', 'join', '--name', 'a b'])).code).toBe('USAGE');
  });
});

describe('agent list', () => {
  it('tells by the last sign of life who is active, idle, offline or left', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    for (const name of ['one', 'two', 'three', 'four']) {
      await workspace.data(['agent', 'join', '--name', name]);
    }
    await workspace.data(['task', 'claim', 'T1'], ONE);
    backdateHeartbeat(workspace.runtimePath, 'ai:two', 16 * MINUTE_MS);
    backdateHeartbeat(workspace.runtimePath, 'ai:three', 61 * MINUTE_MS);
    await workspace.data(['agent', 'leave'], { as: 'ai:four' });
    await workspace.data(['task', 'block', 'T1', '--reason', 'x'], ONE);
    await workspace.data(['task', 'unblock', 'T1'], ADA);
    const list = async (...args: string[]) => {
      const { agents } = await workspace.data<AgentListResult>(['agent', 'list', ...args]);
      return Object.fromEntries(agents.map((agent) => [agent.agent_id, agent.status]));
    };
    const joined = { 'ai:one': 'active', 'ai:two': 'idle', 'ai:three': 'offline', 'ai:four': 'left' };
    expect(await list()).toEqual(joined);
    expect(await list('--all')).toEqual({ ...joined, 'human:ada': 'active' });
    writeFileSync(join(workspace.root, '.lodestar/config.yaml'), 'agents:\n  idle_after: 20m\n');
    expect(await list()).toEqual({ ...joined, 'ai:two': 'active' });
  });
});

describe('agent leave and heartbeat', () => {
  it('gives back every lease, with the reason, and can come back', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(3) });
    await workspace.data(['agent', 'join', '--name', 'one']);
    await workspace.data(['task', 'claim', 'T1'], ONE);
    await workspace.data(['task', 'claim', 'T2'], ONE);
    const run = await workspace.json(['agent', 'leave', '--reason', 'out of budget'], ONE);
    expect(envelopeOf(run).data).toMatchObject({ released: ['T1', 'T2'], changed: true });
    const { events } = await workspace.data<LogResult>(['log', '--type', 'lease.released']);
    expect(events.map((event) => event.data)).toMatchObject([
      { by: 'leave', note: 'out of budget' },
      { by: 'leave', note: 'out of budget' },
    ]);
    expect(await workspace.data(['agent', 'leave'], ONE)).toMatchObject({ released: [], changed: false });
    expect(await workspace.data(['task', 'claim', 'T1'], TWO)).toMatchObject({
      handoff_message: { from_agent_id: 'ai:one', text: 'out of budget' },
    });
    expect(envelopeOf(run).next.map((each) => each.cmd)).toEqual([
      'lodestar agent join --name ai:one --resume',
    ]);
  });

  it('is seen, and renews its leases only when asked', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    await workspace.data(['agent', 'join', '--name', 'one']);
    await workspace.data(['task', 'claim', 'T1', '--ttl', '1h'], ONE);
    backdateLease(workspace.runtimePath, 'T1', 30 * MINUTE_MS);
    backdateHeartbeat(workspace.runtimePath, 'ai:one', 30 * MINUTE_MS);
    expect(await workspace.data<HeartbeatResult>(['agent', 'heartbeat'], ONE)).toMatchObject({ renewed: [] });
    const [before] = (await workspace.data<LeaseListResult>(['lease', 'list'])).leases;
    expect(before?.remaining_seconds).toBeLessThan(31 * 60);
    const { renewed } = await workspace.data<HeartbeatResult>(['agent', 'heartbeat', '--renew'], ONE);
    expect(renewed.map((each) => each.task_id)).toEqual(['T1']);
    const [after] = (await workspace.data<LeaseListResult>(['lease', 'list'])).leases;
    expect(after?.remaining_seconds).toBeGreaterThan(59 * 60);
  });
});

describe('lease', () => {
  it('list shows who holds what, what ends first at the top', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(4) });
    await workspace.data(['task', 'claim', 'T1', '--ttl', '2h'], ONE);
    await workspace.data(['task', 'claim', 'T2', '--ttl', '1h'], TWO);
    await workspace.data(['task', 'claim', 'T3'], TWO);
    await workspace.data(['task', 'claim', 'T4'], TWO);
    lapseLease(workspace.runtimePath, 'T3');
    const ids = async (args: string[], as = ADA) =>
      (await workspace.run(['lease', 'list', '--quiet', ...args], as)).stdout
        .split('\n')
        .filter((id) => id !== '');
    expect(await ids([])).toEqual(['T4', 'T2', 'T1']);
    expect(await ids(['--mine'], TWO)).toEqual(['T4', 'T2']);
    expect(await ids(['--holder', 'one'])).toEqual(['T1']);
    expect(await ids(['--holder', 'ai:nobody'])).toEqual([]);
    expect(await ids(['--lapsed'])).toEqual(['T3', 'T4', 'T2', 'T1']);
    expect((await workspace.run(['lease', 'list', '--lapsed'])).stdout).toContain('lapsed');
    expect((await workspace.error(['lease', 'list', '--mine', '--holder', 'one'])).code).toBe('USAGE');
  });

  it('revoke is for people, ends the lease and tells its holder', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const revoke = ['lease', 'revoke', 'T1', '--reason', 'stuck since this morning'];
    expect((await workspace.error(revoke, TWO)).code).toBe('ACTOR_KIND_REFUSED');
    await workspace.data([...revoke, '--dry-run'], ADA);
    expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
    expect(await workspace.data(revoke, ADA)).toMatchObject({ task_id: 'T1', holder: 'ai:one' });
    expect(await workspace.data(revoke, ADA)).toMatchObject({ holder: 'ai:one', changed: false });
    expect((await workspace.error(revoke, { as: 'human:bob' })).code).toBe('LEASE_NOT_FOUND');
    expect((await workspace.error(['task', 'done', 'T1'], ONE)).details).toMatchObject({ reason: 'revoked' });
    const { events } = await workspace.data<LogResult>(['log', '--type', 'message.sent']);
    expect(events).toMatchObject([{ data: { recipient: 'agent:ai:one', severity: 'warning' } }]);
  });
});
