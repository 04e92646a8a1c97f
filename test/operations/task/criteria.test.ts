import { expect, it } from 'vitest';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { readCriteria } from '../../../src/operations/task/criteria.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { rejectTask } from '../../../src/operations/task/reject.ts';
import { requireTask } from '../../../src/operations/task/require-task.ts';
import { showTask } from '../../../src/operations/task/show.ts';
import { updateTasks } from '../../../src/operations/task/update.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';

const AGENT = 'ai:one';
const TASKS = [{ id: 'T1', acceptance_criteria: ['It works', 'It is  fast', 'It is told'] }];

async function open(): Promise<OpenedWorkspace> {
  const opened = await openNewWorkspace({ tasks: TASKS });
  await claimTask(opened.as(AGENT), { id: 'T1', filters: {}, allowOverlap: false });
  return opened;
}

async function done(of: OpenedWorkspace, criteria?: string): Promise<void> {
  await completeTask(of.as(AGENT), { id: 'T1', evidence: [], criteria });
}

async function checkedIn({ workspace }: OpenedWorkspace): Promise<number[]> {
  const { criteria } = await workspace.read(
    async (tx) => await readCriteria(tx, (await requireTask(tx, 'T1')).task),
  );
  return criteria.filter((each) => each.checked).map((each) => each.number);
}

async function setCriteria(of: OpenedWorkspace, criteria: string[]): Promise<void> {
  const input = { ids: ['T1'], set: { acceptance_criteria: criteria }, add: {}, remove: {}, extra: {} };
  await updateTasks(of.as('human:ada'), input);
}

const VERIFY = { id: 'T1', acceptUnchecked: false };

it('are checked off by number or all at once, with who and when', async () => {
  const opened = await open();
  await done(opened, '3, 1');
  expect(await checkedIn(opened)).toEqual([1, 3]);
  const { data } = await showTask(opened.as('human:ada'), { id: 'T1' });
  expect(data.criteria[0]).toEqual({
    number: 1,
    text: 'It works',
    checked: true,
    checked_by: AGENT,
    checked_at: new Date(opened.clock.wallMs).toISOString(),
  });
});

it('that the task does not have are refused, and then nothing of it happened', async () => {
  const opened = await open();
  for (const criteria of ['4', '0', '1,x', '']) {
    expect(await codeOfFailure(done(opened, criteria))).toBe('INPUT_INVALID');
  }
  expect(await checkedIn(opened)).toEqual([]);
  await done(opened, 'ALL');
  expect(await checkedIn(opened)).toEqual([1, 2, 3]);
});

it('stay checked when they move, and when white space alone changes', async () => {
  const opened = await open();
  await done(opened, 'all');
  await setCriteria(opened, ['It is told', 'New', 'It is\tfast ']);
  expect(await checkedIn(opened)).toEqual([1, 3]);
});

it('are unchecked again when their text is edited, and that is told', async () => {
  const opened = await open();
  await done(opened, 'all');
  await setCriteria(opened, ['It works well', 'It is  fast', 'It is told']);
  expect(await checkedIn(opened)).toEqual([2, 3]);
  const { warnings } = await showTask(opened.as('human:ada'), { id: 'T1' });
  expect(warnings.map((warning) => warning.code)).toContain('criterion-changed');
  expect(await codeOfFailure(verifyTask(opened.as('human:ada'), VERIFY))).toBe('CRITERIA_UNCHECKED');
  await setCriteria(opened, ['It works', 'It is  fast', 'It is told']);
  expect((await verifyTask(opened.as('human:ada'), VERIFY)).data.changed).toBe(true);
});

it('have to be checked for a verification, unless that is accepted with a reason', async () => {
  const opened = await open();
  await done(opened, '1');
  const ada = opened.as('human:ada');
  expect(await codeOfFailure(verifyTask(ada, VERIFY))).toBe('CRITERIA_UNCHECKED');
  expect(await codeOfFailure(verifyTask(ada, { ...VERIFY, acceptUnchecked: true, reason: ' ' }))).toBe(
    'USAGE',
  );
  expect((await verifyTask(ada, { ...VERIFY, acceptUnchecked: true, reason: 'enough' })).data.changed).toBe(
    true,
  );
});

it('stay checked when the work is sent back', async () => {
  const opened = await open();
  await done(opened, '2');
  await rejectTask(opened.as('human:ada'), { id: 'T1', reason: 'more' });
  await claimTask(opened.as(AGENT), { id: 'T1', filters: {}, allowOverlap: false });
  await done(opened, '1,3');
  expect(await checkedIn(opened)).toEqual([1, 2, 3]);
});
