import { expect, test } from 'vitest';
import { makeWorkspace } from '../support/workspace.ts';
import { readyTasks } from '../support/spec-text.ts';

const ONE = { as: 'ai:one' };

test('who holds an id from before the spec was taken back is told so, and what to do', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  await workspace.data(['task', 'create', '--id', 'Q2', '--title', 'First try'], ONE);
  await workspace.data(['task', 'claim', 'Q2'], ONE);
  workspace.git('checkout', '--quiet', '.lodestar/spec.yaml');
  await workspace.data(['task', 'create', '--id', 'Q2', '--title', 'Second try'], ONE);
  const earlier = { holder: 'ai:one', earlier_task: { title: 'First try' } };
  const hint = expect.stringContaining('lodestar task release Q2') as unknown;
  expect(await workspace.error(['task', 'claim', 'Q2'], ONE)).toMatchObject({
    code: 'LEASE_HELD',
    message: expect.stringContaining('earlier task of this id, "First try"') as unknown,
    details: earlier,
    hint,
  });
  expect(await workspace.error(['task', 'done', 'Q2'], ONE)).toMatchObject({
    code: 'LEASE_NOT_HELD',
    details: { reason: 'earlier-task', ...earlier },
    hint,
  });
  expect(await workspace.error(['task', 'claim', 'Q2'], { as: 'ai:two' })).toMatchObject({
    code: 'LEASE_HELD',
    message: expect.stringContaining('Q2 is held by ai:one') as unknown,
  });
  await workspace.data(['task', 'release', 'Q2'], ONE);
  expect(await workspace.data(['task', 'claim', 'Q2'], ONE)).toMatchObject({ title: 'Second try' });
});
