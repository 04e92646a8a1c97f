import { expect, it } from 'vitest';
import {
  countWarnings,
  listErrors,
  listWarnings,
  listWarningsOf,
} from '../../../src/workspace/view/problems.ts';
import { openNewWorkspace } from '../../support/opened-workspace.ts';
import { specText } from '../../support/spec-text.ts';

const UNDATED = { status: 'verified' } as const;

it('keeps the warnings of a valid spec, in the order of the file and by task', async () => {
  const tasks = [{ id: 'T2', ...UNDATED, locks: ['../outside'] }, { id: 'T1', ...UNDATED }, { id: 'T3' }];
  const { workspace, writeSpec } = await openNewWorkspace({ tasks });
  const codes = await workspace.read(async (tx) =>
    (await listWarnings(tx, 2)).map((each) => [each.task_id, each.code]),
  );
  expect(codes).toEqual([
    ['T2', 'LOCK_OUTSIDE'],
    ['T2', 'STATUS_UNDATED'],
  ]);
  expect(await workspace.read(countWarnings)).toBe(3);
  expect(await workspace.read(async (tx) => await listWarningsOf(tx, 'T1'))).toMatchObject([
    { code: 'STATUS_UNDATED', task_id: 'T1', severity: 'warning', file: '.lodestar/spec.yaml' },
  ]);
  writeSpec(specText([{ id: 'T3' }]));
  expect(await workspace.read(countWarnings)).toBe(0);
});

it('keeps them while the file is broken, beside the errors, of which there are never too many', async () => {
  const good = specText([{ id: 'T1', ...UNDATED }]);
  const { workspace, writeSpec } = await openNewWorkspace({ spec: good });
  await workspace.read(countWarnings);
  writeSpec(
    `${good}${Array.from({ length: 500 }, (_, index) => `  X${String(index)}:\n    status: odd\n`).join('')}`,
  );
  expect(await workspace.read(countWarnings, 'last-good')).toBe(1);
  const errors = await workspace.read(listErrors, 'last-good');
  expect(errors).toHaveLength(200);
  expect(errors[0]?.severity).toBe('error');
});
