import { expect, it } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import { recordAfterEdit } from '../../src/operations/record-after-edit.ts';
import { listActors } from '../../src/runtime/tables/actor.ts';
import { getHeartbeat } from '../../src/runtime/tables/heartbeat.ts';
import { openNewWorkspace } from '../support/opened-workspace.ts';
import { readyTasks } from '../support/spec-text.ts';

it('registers who did it and notes that it was seen', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  expect(await recordAfterEdit(opened.as('ai:one'), () => Promise.resolve())).toEqual([]);
  const { runtime } = opened.workspace;
  expect((await runtime.read(listActors)).map((row) => row.actor)).toEqual(['ai:one']);
  expect(await runtime.read(async (tx) => await getHeartbeat(tx, 'ai:one'))).toMatchObject({
    actor: 'ai:one',
  });
});

it('warns when the runtime refuses, because the edit stands; a fault of our own is no warning', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  const refuse = (): Promise<void> => Promise.reject(new LodestarError('DISK_FULL', 'full'));
  expect(await recordAfterEdit(opened.as('ai:one'), refuse)).toMatchObject([{ code: 'not-recorded' }]);
  const fault = (): Promise<void> => Promise.reject(new Error('invariant broken'));
  await expect(recordAfterEdit(opened.as('ai:one'), fault)).rejects.toThrow('invariant broken');
});
