import { statSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { Connection } from '../../../src/runtime/connection.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const ANY = { filters: {}, allowOverlap: false };
const BUSY_AFTER_MS = 5000;

/** A spec that is younger than the clock's grain has to be read again, and so to be waited for. */
async function untilSettled(path: string): Promise<void> {
  await vi.waitUntil(() => Date.now() - statSync(path).mtimeMs > 200, { timeout: 5000 });
}

it('refuses what another holds although somebody is writing', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  await untilSettled(opened.specPath);
  await claimTask(opened.as('ai:holder'), { ...ANY, id: 'T1' });
  const writer = new Connection(opened.workspace.runtime.path);
  writer.exec('BEGIN IMMEDIATE');
  const began = performance.now();
  expect(await codeOfFailure(claimTask(opened.as('ai:other'), { ...ANY, id: 'T1' }))).toBe('LEASE_HELD');
  expect(performance.now() - began).toBeLessThan(BUSY_AFTER_MS);
  writer.close();
});

it('waits for its turn where the lease is its own or has lapsed', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(2) });
  await claimTask(opened.as('ai:holder'), { ...ANY, id: 'T1', ttl: '1m' });
  await claimTask(opened.as('ai:me'), { ...ANY, id: 'T2' });
  opened.clock.pass(61_000);
  for (const id of ['T1', 'T2']) {
    const writer = new Connection(opened.workspace.runtime.path);
    writer.exec('BEGIN IMMEDIATE');
    const claiming = claimTask(opened.as('ai:me'), { ...ANY, id });
    setTimeout(() => {
      writer.close();
    }, 30);
    expect((await claiming).data.task_id).toBe(id);
  }
});
