import { expect, it } from 'vitest';
import { examineJoined } from '../../../src/operations/doctor/examine-joined.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { deleteTask } from '../../../src/operations/task/delete.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { nextTasks } from '../../../src/operations/task/next.ts';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { renameTask } from '../../../src/operations/task/rename.ts';
import { renewTask } from '../../../src/operations/task/renew.ts';
import { showTask } from '../../../src/operations/task/show.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { renameTask as renameInText } from '../../../src/spec/rename-task.ts';
import { listLeases } from '../../../src/runtime/tables/lease.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';

const ONE = 'ai:one';
const PERSON = 'human:ada';
const SPEC = `# The plan
tasks:
  # the first
  "T1": # keep me
    title: Store
    acceptance_criteria: [It is fast]
    status: ready
    created_at: '2026-01-01T00:00:00.000Z'
  T2:
    title: Show
    depends_on: [T1] # needs it
    status: ready
    created_at: '2026-01-02T00:00:00.000Z'
features:
  web: [T1, T2]
`;
const RENAMED = SPEC.replace('"T1":', '"STORE":')
  .replace('    status: ready\n', '    status: ready\n    renamed_from: T1\n')
  .replaceAll('[T1', '[STORE');

async function open(): Promise<OpenedWorkspace> {
  return await openNewWorkspace({ spec: SPEC });
}

async function rename(of: OpenedWorkspace, actor = PERSON) {
  return await renameTask(of.as(actor), { id: 'T1', to: 'STORE' });
}

async function claim(of: OpenedWorkspace, id: string, actor = ONE) {
  return await claimTask(of.as(actor), { id, filters: {}, allowOverlap: false });
}

it('changes the id wherever it stands and nothing else, and said twice says so', async () => {
  const opened = await open();
  const { data } = await rename(opened);
  expect(data).toEqual({
    task_id: 'STORE',
    renamed_from: 'T1',
    title: 'Store',
    dependents: ['T2'],
    changed: true,
  });
  expect(opened.readSpec()).toBe(RENAMED);
  expect((await rename(opened)).data.changed).toBe(false);
});

it('refuses an id that is taken or cannot be one, and a task that is not there', async () => {
  const opened = await open();
  const attempt = async (id: string, to: string) =>
    await codeOfFailure(renameTask(opened.as(PERSON), { id, to }));
  expect(await attempt('T1', 'T2')).toBe('TASK_EXISTS');
  expect(await attempt('T1', 'a b')).toBe('INPUT_INVALID');
  expect(await attempt('T9', 'T8')).toBe('TASK_NOT_FOUND');
  expect(opened.readSpec()).toBe(SPEC);
});

it('leaves the lease with its holder, who goes on by either id', async () => {
  const opened = await open();
  const { token } = (await claim(opened, 'T1')).data;
  expect(await codeOfFailure(rename(opened))).toBe('LEASE_HELD');
  await rename(opened, ONE);
  const shown = (await showTask(opened.as(PERSON), { id: 'STORE' })).data;
  expect(shown).toMatchObject({ state: 'claimed', claimed_by: { agent_id: ONE } });
  expect(await codeOfFailure(claim(opened, 'STORE', 'ai:two'))).toBe('LEASE_HELD');
  expect((await claim(opened, 'STORE')).data).toMatchObject({ token, changed: false });
  expect((await renewTask(opened.as(ONE), { id: 'STORE' })).data.token).toBe(token);
  expect((await releaseTask(opened.as(ONE), { id: 'STORE' })).data.changed).toBe(true);
  expect((await claim(opened, 'STORE', 'ai:two')).data.changed).toBe(true);
});

it('keeps what was done, checked off and shown of the task, and is done under the new id', async () => {
  const opened = await open();
  await claim(opened, 'T1');
  const work = { criteria: '1', evidence: ['seen it run'] };
  await completeTask(opened.as(ONE), { id: 'T1', ...work });
  await rename(opened);
  const shown = (await showTask(opened.as(PERSON), { id: 'STORE' })).data;
  expect(shown).toMatchObject({ status: 'done', status_from: 'runtime' });
  expect(shown.criteria).toMatchObject([{ checked: true }]);
  expect(shown.evidence).toMatchObject([{ kind: 'text', value: 'seen it run' }]);
  await verifyTask(opened.as(PERSON), { id: 'STORE', acceptUnchecked: false });
  expect((await claim(opened, 'T2')).data.changed).toBe(true);
});

it('has the messages of its former thread while no other task has that id', async () => {
  const opened = await open();
  await claim(opened, 'T1');
  await releaseTask(opened.as(ONE), { id: 'T1', note: 'Mind the units' });
  await rename(opened);
  const shown = (await showTask(opened.as('ai:two'), { id: 'STORE' })).data;
  expect(shown.handoff_message).toMatchObject({ text: 'Mind the units' });
  expect(shown.communication).toMatchObject({ message_count: 1, unread_count: 1 });
  expect((await claim(opened, 'STORE', 'ai:two')).data).toMatchObject({ unread_count: 1 });
  const other = "  T1:\n    title: Other\n    status: ready\n    created_at: '2026-03-01T00:00:00.000Z'\n";
  opened.writeSpec(opened.readSpec().replace('  T2:\n', `${other}  T2:\n`));
  const apart = (await showTask(opened.as('ai:two'), { id: 'STORE' })).data;
  expect(apart.communication).toMatchObject({ message_count: 0, unread_count: 0 });
});

it('follows what another checkout does to the task under the id that it has there', async () => {
  const opened = await open();
  await rename(opened);
  expect((await showTask(opened.as(PERSON), { id: 'STORE' })).data.status).toBe('ready');
  const renamed = opened.readSpec();
  opened.writeSpec(SPEC);
  await claim(opened, 'T1');
  await completeTask(opened.as(ONE), { id: 'T1', criteria: '1', evidence: [] });
  opened.writeSpec(renamed);
  expect((await showTask(opened.as(PERSON), { id: 'STORE' })).data.status).toBe('done');
});

it('takes nothing of another task that has the old id now', async () => {
  const opened = await open();
  await rename(opened);
  const other = "  T1:\n    title: Other\n    status: ready\n    created_at: '2026-03-01T00:00:00.000Z'\n";
  opened.writeSpec(opened.readSpec().replace('  T2:\n', `${other}  T2:\n`));
  await claim(opened, 'T1');
  await completeTask(opened.as(ONE), { id: 'T1', evidence: ['other'] });
  const shown = (await showTask(opened.as(PERSON), { id: 'STORE' })).data;
  expect(shown).toMatchObject({ status: 'ready', evidence: [] });
});

it('is no orphan for doctor, and its lease ends where it is deleted', async () => {
  const opened = await open();
  await claim(opened, 'T1');
  await rename(opened, ONE);
  const orphans = await opened.workspace.read(examineJoined);
  expect(orphans.flatMap(({ found }) => found)).toEqual([]);
  await deleteTask(opened.as(ONE), { id: 'STORE', cascade: true });
  expect(await opened.workspace.runtime.read(listLeases)).toEqual([]);
});

it('offers a renamed task to nobody while it is held', async () => {
  const opened = await open();
  await claim(opened, 'T1');
  await rename(opened, ONE);
  const { data } = await nextTasks(opened.as('ai:two'), { filters: {}, count: 5 });
  expect(data.tasks).toEqual([]);
});

it('renames in texts of every form, and leaves a text that it cannot rename in as it was', () => {
  const flow = 'tasks: {T1: {title: A}, T2: {title: B, depends_on: [T1]}}\nfeatures: {f: [T1]}\n';
  expect(renameInText(flow, { from: 'T1', to: 'X' })).toBe(
    'tasks: {X: {title: A, renamed_from: T1}, T2: {title: B, depends_on: [X]}}\nfeatures: {f: [X]}\n',
  );
  const crlf = RENAMED.replaceAll('\n', '\r\n');
  expect(renameInText(SPEC.replaceAll('\n', '\r\n'), { from: 'T1', to: 'STORE' })).toBe(crlf);
});

it('is found by each id that it had, however often it was renamed', async () => {
  const opened = await open();
  await claim(opened, 'T1');
  const work = { criteria: '1', evidence: ['seen it run'] };
  await completeTask(opened.as(ONE), { id: 'T1', ...work });
  await rename(opened);
  await renameTask(opened.as(PERSON), { id: 'STORE', to: 'KEEP' });
  const { data, warnings } = await renameTask(opened.as(PERSON), { id: 'KEEP', to: 'DEPOT' });
  expect({ data, warnings }).toMatchObject({ data: { renamed_from: 'KEEP', changed: true }, warnings: [] });
  expect(opened.readSpec()).toContain('    renamed_from: KEEP\n    former_ids: [STORE, T1]\n');
  const shown = (await showTask(opened.as(PERSON), { id: 'DEPOT' })).data;
  expect(shown).toMatchObject({ status: 'done', status_from: 'runtime', former_ids: ['STORE', 'T1'] });
  expect(shown.evidence).toMatchObject([{ value: 'seen it run' }]);
  expect(shown.criteria).toMatchObject([{ checked: true }]);
  const again = await renameTask(opened.as(PERSON), { id: 'T1', to: 'DEPOT' });
  expect(again.data.changed).toBe(false);
  const orphans = await opened.workspace.read(examineJoined);
  expect(orphans.flatMap(({ found }) => found.filter(({ code }) => code === 'ORPHANS'))).toEqual([]);
});

it('has no id among those of before that it has again', async () => {
  const opened = await open();
  await rename(opened);
  await renameTask(opened.as(PERSON), { id: 'STORE', to: 'T1' });
  expect(opened.readSpec()).toContain('    renamed_from: STORE\n');
  expect(opened.readSpec()).not.toContain('former_ids');
});

it('leaves the lease with its holder through two renamings, with the locks that the task has now', async () => {
  const opened = await open();
  const { token } = (await claim(opened, 'T1')).data;
  await rename(opened, ONE);
  await renameTask(opened.as(ONE), { id: 'STORE', to: 'DEPOT' });
  opened.writeSpec(
    opened.readSpec().replace('    title: Store\n', '    title: Store\n    locks: [src/**]\n'),
  );
  const other = '  T9:\n    title: Other\n    status: ready\n    locks: [src/a.ts]\n';
  opened.writeSpec(opened.readSpec().replace('  T2:\n', `${other}  T2:\n`));
  expect((await nextTasks(opened.as('ai:two'), { filters: {}, count: 5 })).data.tasks).toEqual([]);
  expect(await codeOfFailure(claim(opened, 'T9', 'ai:two'))).toBe('LOCK_OVERLAP');
  expect((await renewTask(opened.as(ONE), { id: 'DEPOT' })).data.token).toBe(token);
});
