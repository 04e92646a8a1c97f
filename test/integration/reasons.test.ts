import { expect, test } from 'vitest';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

const ONE = { as: 'ai:one' };
const ADA = { as: 'human:ada' };

test('why work was sent back is read by whoever looks for work, takes it or looks at it', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  await workspace.data(['task', 'claim', 'T1'], ONE);
  await workspace.data(['task', 'done', 'T1'], ONE);
  await workspace.data(['task', 'verify', 'T1', '--reject', '--reason', 'the tests fail'], ADA);
  for (const args of [
    ['task', 'show', 'T1'],
    ['task', 'next'],
    ['task', 'claim', 'T1'],
    ['task', 'show', 'T1'],
  ]) {
    expect((await workspace.run(args, ONE)).stdout).toMatch(/Rejected by human:ada[^]*the tests fail/u);
  }
});

test('why a lease was revoked is read by its holder, and by whoever looks at the task', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  await workspace.data(['task', 'claim', 'T1'], ONE);
  await workspace.data(['lease', 'revoke', 'T1', '--reason', 'went astray'], ADA);
  expect((await workspace.run(['task', 'show', 'T1'], ONE)).stdout).toMatch(
    /Lease revoked from ai:one by human:ada[^]*went astray/u,
  );
  expect((await workspace.run(['task', 'done', 'T1'], ONE)).stderr).toContain('human:ada: went astray');
  const claimed = await workspace.run(['task', 'claim', 'T1'], ONE);
  expect(claimed.stdout).toMatch(/messages +1 unread[^]*went astray/u);
});
