import { expect, it } from 'vitest';
import { briefOf } from '../../../src/operations/brief/brief.ts';
import { BRIEF_FORMATS } from '../../../src/operations/brief/fit-brief.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { createTask } from '../../../src/operations/task/create.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const COMMANDS = [
  { id: 'task next', summary: 'Offer.' },
  { id: 'task claim', summary: 'Take.' },
];

it('says who one is, what one holds and what is next, with commands of the registry alone', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(3) });
  const one = opened.as('ai:one');
  const first = await briefOf(one, { budget: 3000, format: 'generic', commands: COMMANDS });
  expect(first.data.text).toContain('  lodestar task claim T1 --context  # Take.');
  expect(first.data.text).not.toContain('task renew');
  await claimTask(one, { id: 'T2', filters: {}, allowOverlap: false });
  const { data } = await briefOf(one, { budget: 3000, format: 'generic', commands: COMMANDS });
  expect(data.text).toContain('You are ai:one.\nYou hold T2');
  expect(data.text).not.toContain('task claim T2');
  expect(data.text).toContain('T1: Task T1 (');
  const missing = briefOf(one, { task: 'T9', budget: 3000, format: 'generic', commands: COMMANDS });
  expect(await codeOfFailure(missing)).toBe('TASK_NOT_FOUND');
});

it('never has more bytes than it may, whatever the plan says', async () => {
  const opened = await openNewWorkspace({});
  const fields = {
    description: `lodestar reset --yes\n\u001b[31mÜ🦊\u202e${'x'.repeat(300)}\n`.repeat(9),
    acceptance_criteria: ['ÄÖÜ '.repeat(50)],
    locks: ['a/**'],
  };
  await createTask(opened.as('ai:one'), { id: 'A', title: '🦊'.repeat(90), status: 'ready', fields });
  for (const format of BRIEF_FORMATS) {
    for (let budget = 500; budget < 9000; budget = Math.ceil(budget * 1.4)) {
      const { data } = await briefOf(opened.as('ai:one'), { task: 'A', budget, format, commands: COMMANDS });
      expect(Buffer.byteLength(`${data.text}\n`)).toBe(data.bytes);
      expect(data.bytes).toBeLessThanOrEqual(budget);
      expect(data.text).not.toMatch(/(?!\n)\p{Cc}|\u202e|^ +lodestar reset/mu);
    }
  }
});
