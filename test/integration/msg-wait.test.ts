import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { InboxResult } from '../../src/operations/msg/inbox.ts';
import { sendMessage } from '../../src/operations/msg/send.ts';
import { waitForInbox } from '../../src/operations/msg/wait-inbox.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { dataOf } from '../support/envelope.ts';
import { openNewWorkspace } from '../support/opened-workspace.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const ONE = { as: 'ai:one' };
const TWO = { as: 'ai:two' };
const ALL = { includeRead: false, limit: 50 } as const;

/** A wait that is interrupted as soon as it has the runtime open. */
async function interrupted(workspace: TestWorkspace): Promise<{ code: number | null; answer: unknown }> {
  const child = spawn(process.execPath, [workspace.bundle, 'msg', 'inbox', '--wait', '--json'], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home, { LODESTAR_AGENT: 'ai:two' }),
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const ended = once(child, 'close') as Promise<[number | null]>;
  while (!existsSync(`${workspace.runtimePath}-shm`)) {
    await pause(10);
  }
  child.kill('SIGINT');
  const [code] = await ended;
  return { code, answer: JSON.parse(stdout) as unknown };
}

it('prints one value when something comes, and at once when something is there', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const waiting = workspace.json(['msg', 'inbox', '--wait', '--timeout', '1m'], TWO);
  await workspace.data(['msg', 'send', '--to', 'ai:two', 'Wake up'], ONE);
  const first = await waiting;
  expect(first.stdout).toMatch(/^\{.*\}\n$/u);
  expect(dataOf<InboxResult>(first)).toMatchObject({ count: 1, timed_out: false });
  const again = await workspace.data<InboxResult>(['msg', 'inbox', '--wait'], TWO);
  expect(again.messages).toMatchObject([{ text: 'Wake up' }]);
});

it('ends with an empty answer after the timeout, and tells an interrupt', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const data = await workspace.data<InboxResult>(['msg', 'inbox', '--wait', '--timeout', '1s'], TWO);
  expect(data).toMatchObject({ messages: [], timed_out: true });
  const stopped = await interrupted(workspace);
  expect(stopped).toMatchObject({ code: 130, answer: { ok: false, error: { code: 'INTERRUPTED' } } });
  expect(await workspace.error(['msg', 'inbox', '--wait', '--timeout', 'soon'])).toMatchObject({
    code: 'INPUT_INVALID',
  });
});

it('goes on in the runtime that takes the place of one that was deleted, whose cursors it forgets', async () => {
  const of = await openNewWorkspace({ tasks: readyTasks(1) });
  for (const text of ['a', 'b', 'c']) {
    await sendMessage(of.as('ai:one'), { text, all: true, severity: 'info' });
  }
  const { as } = await of.reopen();
  const waiting = waitForInbox(as('ai:two'), { ...ALL, after: 100, timeout: '30s' });
  await pause(200);
  const path = of.workspace.runtime.path;
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    rmSync(file, { force: true });
  }
  await sendMessage(of.as('ai:one'), { text: 'in the new one', all: true, severity: 'info' });
  expect((await waiting).data.messages).toMatchObject([{ text: 'in the new one' }]);
});
