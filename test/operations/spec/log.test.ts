import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { logSpec, type SpecLogResult } from '../../../src/operations/spec/log.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { git } from '../../support/git.ts';
import { openFolder, openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks, specText } from '../../support/spec-text.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { commitAll, initRepository } from '../../support/workspace.ts';

async function log(of: OpenedWorkspace, id?: string, limit = 20): Promise<SpecLogResult> {
  return (await logSpec(of.as('human:ada'), { id, limit })).data;
}

function edit(of: OpenedWorkspace, [from, to]: readonly [string, string], message: string): void {
  of.writeSpec(of.readSpec().replace(from, to));
  commitAll(of.root, message);
}

async function withHistory(): Promise<OpenedWorkspace> {
  const opened = await openNewWorkspace({ tasks: readyTasks(2), git: true });
  edit(opened, ['Task T1', "Store, what\n    'is'"], 'Broken on the way');
  opened.writeSpec(specText(readyTasks(2)));
  edit(opened, ['Task T1', 'Storage'], 'Name it\n\nLodestar-Task: T1');
  edit(opened, ['"T1":\n', 'T9:\n    renamed_from: T1\n'], 'Rename it');
  edit(opened, ['status: ready', 'status: cancelled'], 'Call it off');
  writeFileSync(join(opened.root, 'code'), '1');
  commitAll(opened.root, 'Work on it\n\nLodestar-Task: T9, T2');
  return opened;
}

it('tells of a task what each commit did to it, through its ids, and which commits name it', async () => {
  const opened = await withHistory();
  const { commits } = await log(opened, 'T9');
  expect(commits.map(({ subject, changes }) => [subject, changes.map(({ change }) => change)])).toEqual([
    ['Work on it', []],
    ['Call it off', ['changed']],
    ['Rename it', ['renamed']],
    ['Name it', expect.anything()],
    ['Broken on the way', expect.anything()],
    ['Plan the work', ['added']],
  ]);
  expect(commits[1]?.changes[0]).toMatchObject({
    status_before: 'ready',
    status: 'cancelled',
    fields: ['status'],
  });
  expect(commits[2]?.changes[0]).toMatchObject({ id: 'T9', renamed_from: 'T1' });
  expect(commits[3]?.trailers).toEqual(['T1']);
  expect((await log(opened, 'T2')).commits.map(({ subject }) => subject)).toContain('Work on it');
  expect(await codeOfFailure(log(opened, 'T404'))).toBe('TASK_NOT_FOUND');
});

it('follows the file to where it was before, and says what the limit cut', async () => {
  const opened = await withHistory();
  const { root } = opened;
  mkdirSync(join(root, 'plans'));
  git(root, 'mv', '.lodestar', 'plans/.lodestar');
  commitAll(root, 'Move the plan');
  const { commits, complete } = await logSpec(
    { ...opened.as('human:ada'), dir: join(root, 'plans') },
    { limit: 2 },
  ).then(({ data }) => data);
  expect(commits.map(({ subject }) => subject)).toEqual(['Call it off', 'Rename it']);
  expect(commits[0]?.file).toBe('.lodestar/spec.yaml');
  expect(complete).toBe(false);
});

it('says where there is no history to read, and where there is no plan', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  expect(await codeOfFailure(log(opened))).toBe('REVISION_NOT_FOUND');
  initRepository(opened.root);
  expect((await log(await openFolder(opened.root))).commits).toEqual([]);
  writeFileSync(join(opened.root, 'code'), '1');
  git(opened.root, 'add', 'code');
  git(opened.root, 'commit', '--quiet', '-m', 'No plan');
  expect((await log(await openFolder(opened.root))).commits).toEqual([]);
  const dir = join(makeTempFolder(), 'clone');
  git(opened.root, 'clone', '--quiet', opened.root, dir);
  const nowhere = logSpec({ ...opened.as('human:ada'), dir }, { limit: 1 });
  expect(await codeOfFailure(nowhere)).toBe('FILE_NOT_FOUND');
  const withoutTrees = await logOfClone('--filter=tree:0');
  expect(await codeOfFailure(withoutTrees())).toBe('REVISION_NOT_FOUND');
});

/** A clone of a history of three plans, made with the flag. */
async function logOfClone(flag: string): Promise<(id?: string) => Promise<SpecLogResult>> {
  const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  git(opened.root, 'config', 'uploadpack.allowFilter', 'true');
  writeFileSync(join(opened.root, 'aside'), 'text');
  commitAll(opened.root, 'Aside');
  edit(opened, ['Task T1', 'Storage'], 'Name it');
  git(opened.root, 'mv', '.lodestar', 'before');
  commitAll(opened.root, 'Put it aside');
  git(opened.root, 'mv', 'before', '.lodestar');
  commitAll(opened.root, 'Take it back');
  const dir = join(makeTempFolder(), 'clone');
  git(opened.root, 'clone', '--quiet', flag, pathToFileURL(opened.root).href, dir);
  return async (id) => (await logSpec({ ...opened.as('human:ada'), dir }, { id, limit: 20 })).data;
}

it('tells where a shallow clone is cut off, not that all was added there', async () => {
  const logClone = await logOfClone('--depth=1');
  const untold = [{ subject: 'Take it back', changes: [], untold: 'cut-off' }];
  expect((await logClone()).commits).toMatchObject(untold);
  expect((await logClone('T1')).commits).toMatchObject(untold);
  await expect(logClone('T9')).rejects.toMatchObject({ code: 'TASK_NOT_FOUND', details: { shallow: true } });
});

it('tells whose plans a partial clone lacks, not that nothing changed', async () => {
  const logClone = await logOfClone('--filter=blob:none');
  const { commits } = await logClone();
  expect(commits.map(({ subject, untold }) => [subject, untold])).toEqual([
    ['Name it', 'not-fetched'],
    ['Plan the work', 'not-fetched'],
  ]);
  expect((await logClone('T1')).commits).toEqual(commits);
  await expect(logClone('T9')).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' });
});

it('takes a clone that reaches back to the first commit for what it is', async () => {
  const logClone = await logOfClone('--depth=5');
  expect((await logClone('T1')).commits.at(-1)).toMatchObject({
    subject: 'Plan the work',
    changes: [{ change: 'added' }],
    untold: null,
  });
});
