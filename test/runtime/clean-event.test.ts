import { expect, it } from 'vitest';
import { cleanEvent } from '../../src/runtime/clean-event.ts';
import { listEvents } from '../../src/runtime/tables/event.ts';
import { newestHandoff } from '../../src/runtime/tables/message.ts';
import { makePlace, openAt } from './support/runtimes.ts';

async function hide(text: string): Promise<string> {
  return text.replaceAll('hunter2', '***');
}

it('cleans what somebody wrote before it is stored or applied, whoever appends it', async () => {
  const runtime = await openAt(makePlace(), { withoutSecrets: hide });
  await runtime.transact(async (tx) => {
    const data = {
      recipient: 'task:T1',
      subject: 'hunter2',
      severity: 'handoff',
      body: 'use hunter2',
      reply_to: null,
    } as const;
    await tx.append({ type: 'message.sent', actor: 'ai:one', taskId: 'T1', data });
  });
  const [events, handoff] = await runtime.read(
    async (tx) => [await listEvents(tx, {}), await newestHandoff(tx, 'T1')] as const,
  );
  runtime.close();
  expect(events).toMatchObject([{ data: { subject: '***', body: 'use ***', recipient: 'task:T1' } }]);
  expect(handoff).toMatchObject({ subject: '***', body: 'use ***' });
});

it('reaches into lists and objects of a written field, and leaves all other fields', async () => {
  const event = {
    type: 'agent.joined',
    actor: 'ai:hunter2',
    taskId: null,
    data: {
      role: null,
      capabilities: ['hunter2', 'css'],
      display_name: 'hunter2',
      session_meta: { model: 'hunter2', deep: [{ at: 'hunter2' }], count: 2 },
      resumed: false,
    },
  } as const;
  expect(await cleanEvent(event, hide)).toEqual({
    ...event,
    data: {
      ...event.data,
      capabilities: ['***', 'css'],
      session_meta: { model: '***', deep: [{ at: '***' }], count: 2 },
    },
  });
});

it('leaves the id of a commit, which is looked for later', async () => {
  const evidence = { created_at: null, branch: null, head: null, value: 'hunter2' };
  const given = { type: 'evidence.added', actor: 'ai:one', taskId: 'T1' } as const;
  const commit = await cleanEvent({ ...given, data: { ...evidence, kind: 'commit' } }, hide);
  const text = await cleanEvent({ ...given, data: { ...evidence, kind: 'text' } }, hide);
  expect([commit.data, text.data]).toMatchObject([{ value: 'hunter2' }, { value: '***' }]);
});
