import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settle } from '../../../src/operations/settle/settle.ts';
import { blockTask } from '../../../src/operations/task/block.ts';
import { cancelTask } from '../../../src/operations/task/cancel.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { reopenTask } from '../../../src/operations/task/reopen.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const AGENT = 'ai:one';
const PERSON = 'human:ada';

async function done(of: OpenedWorkspace, actor = AGENT) {
  return await completeTask(of.as(actor), { id: 'T1', evidence: [] });
}

async function verify(of: OpenedWorkspace, actor = PERSON) {
  return await verifyTask(of.as(actor), { id: 'T1', acceptUnchecked: false });
}

async function openDone(): Promise<OpenedWorkspace> {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  await claimTask(opened.as(AGENT), { id: 'T1', filters: {}, allowOverlap: false });
  await done(opened);
  return opened;
}

it('a verb that is repeated by the same actor changes nothing and is no failure', async () => {
  const opened = await openDone();
  expect((await done(opened)).data).toMatchObject({ changed: false, completed_by: AGENT });
  expect((await verify(opened)).data.changed).toBe(true);
  expect((await verify(opened)).data.changed).toBe(false);
});

it('by another actor is refused: its answer would be taken for a success of its own', async () => {
  const opened = await openDone();
  expect(await codeOfFailure(done(opened, 'ai:two'))).toBe('LEASE_NOT_HELD');
  await verify(opened);
  expect(await codeOfFailure(verify(opened, 'human:bob'))).toBe('TRANSITION_REFUSED');
});

it('a repeated verb answers when it took effect, by whichever plane says so', async () => {
  const opened = await openDone();
  const [at] = await opened.workspace.read(async (tx) => [new Date(tx.now.wallMs).toISOString()]);
  opened.clock.pass(60_000);
  expect((await done(opened)).data.completed_at).toBe(at);
  const verified = (await verify(opened)).data.verified_at;
  opened.clock.pass(60_000);
  expect(verified).not.toBe(at);
  expect((await verify(opened)).data.verified_at).toBe(verified);
  await settle(opened.as(PERSON), { ids: [], all: false });
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${opened.workspace.runtime.path}${end}`, { force: true });
  }
  expect((await verify(opened)).data.verified_at).toBe(verified);
});

it('a repeated change of status answers the reason and date that stand, and warns of another reason', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  const block = async (reason: string) => await blockTask(opened.as(PERSON), { id: 'T1', reason });
  const first = await block('no key');
  opened.clock.pass(60_000);
  const same = await block('no key');
  expect(same).toMatchObject({ data: { changed: false, at: first.data.at }, warnings: [] });
  const other = await block('no time');
  expect(other).toMatchObject({
    data: { changed: false, reason: 'no key', at: first.data.at },
    warnings: [{ code: 'not-stored' }],
  });
});

it('is so after a settle as well, and after a reset', async () => {
  const opened = await openDone();
  await verify(opened);
  await settle(opened.as(PERSON), { ids: [], all: false });
  expect((await verify(opened)).data.changed).toBe(false);
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${opened.workspace.runtime.path}${end}`, { force: true });
  }
  expect((await verify(opened)).data.changed).toBe(false);
  expect(await codeOfFailure(verify(opened, 'human:bob'))).toBe('TRANSITION_REFUSED');
});

it('is not so where somebody changed the status by hand since', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  await cancelTask(opened.as(PERSON), { id: 'T1', reason: 'no' });
  await settle(opened.as(PERSON), { ids: [], all: false });
  await reopenTask(opened.as(PERSON), { id: 'T1', reason: 'yes' });
  opened.writeSpec(opened.readSpec().replace(/ {4}cancelled_at: .*\n/u, ''));
  expect(await codeOfFailure(cancelTask(opened.as(PERSON), { id: 'T1', reason: 'no' }))).toBe(
    'TRANSITION_REFUSED',
  );
});
