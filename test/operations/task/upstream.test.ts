import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { nextTasks } from '../../../src/operations/task/next.ts';
import { reopenTask } from '../../../src/operations/task/reopen.ts';
import { updateTasks } from '../../../src/operations/task/update.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { whyTask } from '../../../src/operations/task/why.ts';
import { workspaceStatus } from '../../../src/operations/workspace/status.ts';
import { git } from '../../support/git.ts';
import { openFolder, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { specText, type TaskFields } from '../../support/spec-text.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { commitAll, initRepository, writeWorkspace } from '../../support/workspace.ts';

const CREATED = '2026-01-01T00:00:00.000Z';
const TASKS: TaskFields[] = [
  { id: 'T1', created_at: CREATED },
  { id: 'T2', created_at: CREATED, depends_on: ['T1'] },
  { id: 'T3', created_at: CREATED },
  { id: 'T4', created_at: CREATED },
];

/** The text of a plan in which these tasks have an outcome. */
function settled(
  outcomes: Readonly<Record<string, 'verified' | 'cancelled'>>,
  at = '2026-02-01T00:00:00Z',
): string {
  let text = specText(TASKS);
  for (const [id, status] of Object.entries(outcomes)) {
    const start = text.indexOf(`  "${id}":`);
    const line = '    status: ready\n';
    const place = text.indexOf(line, start);
    const date = `    ${status}_at: '${at}'\n`;
    text = `${text.slice(0, place)}    status: ${status}\n${date}${text.slice(place + line.length)}`;
  }
  return text;
}

/** A checkout on a branch of its own, whose `origin/main` has another plan. */
async function onBranch(upstream: string): Promise<OpenedWorkspace> {
  const root = join(makeTempFolder(), 'repo');
  initRepository(root);
  writeWorkspace(root, { tasks: TASKS });
  commitAll(root, 'Plan the work');
  git(root, 'checkout', '--quiet', '-b', 'feature');
  const opened = await openFolder(root);
  publish(root, upstream);
  return opened;
}

/** Makes a plan that of `origin/main`, as a fetch does. */
function publish(root: string, text: string): void {
  const file = join(root, '.git', 'upstream.yaml');
  writeFileSync(file, text);
  const blob = git(root, 'hash-object', '-w', file).trim();
  const mktree = (entry: string): string =>
    execFileSync('git', ['mktree'], { cwd: root, input: entry, encoding: 'utf8' }).trim();
  const folder = mktree(`100644 blob ${blob}\tspec.yaml\n`);
  const tree = mktree(`040000 tree ${folder}\t.lodestar\n`);
  const commit = git(root, 'commit-tree', tree, '-m', 'Settle').trim();
  git(root, 'update-ref', 'refs/remotes/origin/main', commit);
}

async function offered(opened: OpenedWorkspace, allowUpstream = false): Promise<string[]> {
  const { data } = await nextTasks(opened.as('ai:a'), { count: 9, filters: {}, allowUpstream });
  expect(data.total_claimable).toBe(allowUpstream ? data.total_claimable : data.tasks.length);
  return data.tasks.map(({ id }) => id);
}

const claim = { filters: {}, allowOverlap: false };

it('offers and claims nothing that the default branch has settled, unless that is allowed', async () => {
  const opened = await onBranch(settled({ T1: 'verified', T3: 'cancelled' }));
  expect(await offered(opened)).toEqual(['T4']);
  expect(await offered(opened, true)).toEqual(['T1', 'T3', 'T4']);
  await expect(claimTask(opened.as('ai:a'), { ...claim, id: 'T1' })).rejects.toMatchObject({
    code: 'NOT_CLAIMABLE',
    details: { reason: 'settled-upstream', upstream_status: 'verified', ref: 'origin/main' },
  });
  expect((await claimTask(opened.as('ai:a'), claim)).data.task_id).toBe('T4');
  await expect(claimTask(opened.as('ai:b'), claim)).rejects.toMatchObject({
    code: 'NOTHING_TO_CLAIM',
    warnings: [{ code: 'settled-upstream' }],
  });
  const allowed = { ...claim, id: 'T1', allowUpstream: true };
  expect((await claimTask(opened.as('ai:b'), allowed)).data.task_id).toBe('T1');
  const { data } = await workspaceStatus(opened.as('ai:a'));
  expect(data.upstream).toMatchObject({ ref: 'origin/main', settled: 2, known: 'current' });
  expect(data.tasks).toMatchObject({ claimable: 0, by_state: { claimable: 1 } });
});

it('says why, with the commit, and of a dependency that it is verified where this branch has not gone yet', async () => {
  const opened = await onBranch(settled({ T1: 'verified' }));
  const commit = git(opened.root, 'rev-parse', 'origin/main').trim();
  const { data } = await whyTask(opened.as('ai:a'), { id: 'T1' });
  expect(data).toMatchObject({
    claimable: false,
    obstacles: [{ kind: 'settled-upstream', status: 'verified', ref: 'origin/main', commit }],
  });
  const waiting = (await whyTask(opened.as('ai:a'), { id: 'T2' })).data;
  expect(waiting.obstacles).toMatchObject([{ kind: 'dependency', id: 'T1', upstream: 'verified' }]);
});

it('warns of a dependency whose code is not in the branch that the work begins on', async () => {
  const opened = await onBranch(specText(TASKS));
  await claimTask(opened.as('ai:a'), { ...claim, id: 'T1' });
  await completeTask(opened.as('ai:a'), { id: 'T1', evidence: [] });
  await verifyTask(opened.as('human:b'), { id: 'T1', acceptUnchecked: false });
  publish(opened.root, settled({ T1: 'verified' }));
  const { warnings } = await claimTask(opened.as('ai:a'), { ...claim, id: 'T2' });
  expect(warnings).toMatchObject([{ code: 'dependency-not-merged' }]);
});

it('goes by what was decided last, and by the task that it is', async () => {
  const other = settled({ T1: 'verified', T4: 'verified' }).replace(
    /("T4":[^]*?created_at: )"[^"]*"/u,
    '$1"2026-01-05T00:00:00.000Z"',
  );
  const opened = await onBranch(other);
  expect(await offered(opened)).toEqual(['T3', 'T4']);
  opened.writeSpec(settled({ T1: 'verified' }, '2026-03-01T00:00:00Z'));
  expect(await offered(opened)).toEqual(['T2', 'T3', 'T4']);
  await reopenTask(opened.as('human:b'), { id: 'T1', reason: 'It broke' });
  expect(await offered(opened)).toEqual(['T1', 'T3', 'T4']);
  opened.writeSpec(specText(TASKS));
  expect(await offered(opened)).toEqual(['T1', 'T3', 'T4']);
});

it('follows the ref, an edit of the spec, and a plan upstream that is broken or gone', async () => {
  const opened = await onBranch(settled({ T1: 'verified' }));
  expect(await offered(opened)).toEqual(['T3', 'T4']);
  publish(opened.root, settled({ T1: 'verified', T4: 'cancelled' }));
  expect(await offered(opened)).toEqual(['T3']);
  const change = { ids: ['T4'], set: { title: 'Changed' }, add: {}, remove: {}, extra: {} };
  await updateTasks(opened.as('human:b'), change);
  expect(await offered(opened)).toEqual(['T3']);
  publish(opened.root, 'tasks: [');
  expect(await offered(opened)).toEqual(['T1', 'T3', 'T4']);
  expect((await workspaceStatus(opened.as('ai:a'))).data.upstream).toMatchObject({ known: 'unreadable' });
  publish(opened.root, settled({ T1: 'verified' }));
  expect(await offered(opened)).toEqual(['T3', 'T4']);
  git(opened.root, 'update-ref', '-d', 'refs/remotes/origin/main');
  git(opened.root, 'checkout', '--quiet', 'main');
  expect(await offered(opened)).toEqual(['T1', 'T3', 'T4']);
});

it('asks Git once for each commit, and the next process not at all', async () => {
  const opened = await onBranch(settled({ T1: 'verified' }));
  expect(await offered(opened)).toEqual(['T3', 'T4']);
  // Whoever asked Git now would find nothing.
  renameSync(join(opened.root, '.git', 'objects'), join(opened.root, '.git', 'objects-away'));
  mkdirSync(join(opened.root, '.git', 'objects'));
  expect(await offered(opened)).toEqual(['T3', 'T4']);
  expect(await offered(await opened.reopen())).toEqual(['T3', 'T4']);
});

it('reads the plan behind a link where this checkout has a link', async () => {
  const root = join(makeTempFolder(), 'repo');
  initRepository(root);
  writeWorkspace(root, { tasks: TASKS });
  renameSync(join(root, '.lodestar/spec.yaml'), join(root, 'plan.yaml'));
  symlinkSync('../plan.yaml', join(root, '.lodestar/spec.yaml'));
  commitAll(root, 'Plan the work');
  git(root, 'checkout', '--quiet', '-b', 'feature');
  git(root, 'checkout', '--quiet', 'main');
  writeFileSync(join(root, 'plan.yaml'), settled({ T1: 'verified' }));
  commitAll(root, 'Settle it');
  git(root, 'checkout', '--quiet', 'feature');
  const opened = await openFolder(root);
  const { data } = await whyTask(opened.as('ai:one'), { id: 'T1' });
  expect(data.obstacles).toMatchObject([{ kind: 'settled-upstream' }]);
});

it('knows a task that was renamed there, or here, by the id that it had before', async () => {
  const rename = (text: string, from: string, to: string): string =>
    text
      .replace(`  "${from}":\n`, `  "${to}":\n    renamed_from: ${from}\n`)
      .replaceAll(`- "${from}"`, `- "${to}"`);
  const upstream = settled({ T1: 'verified', T3: 'verified' });
  const opened = await onBranch(rename(upstream, 'T1', 'T10'));
  opened.writeSpec(rename(opened.readSpec(), 'T3', 'T30'));
  expect(await offered(opened)).toEqual(['T4']);
  const waiting = (await whyTask(opened.as('ai:a'), { id: 'T2' })).data;
  expect(waiting.obstacles).toMatchObject([{ kind: 'dependency', id: 'T1', upstream: 'verified' }]);
  // By an id of before that one, here or there.
  const again = (text: string, id: string, to: string): string =>
    rename(text, id, to).replace(
      /(renamed_from: T\d0?\n) {4}renamed_from: (T\d)\n/u,
      '$1    former_ids: [$2]\n',
    );
  publish(opened.root, again(rename(upstream, 'T1', 'T10'), 'T10', 'T100'));
  expect(await offered(opened)).toEqual(['T4']);
  const once = opened.readSpec();
  opened.writeSpec(again(once, 'T30', 'T300'));
  expect(opened.readSpec()).toContain('    renamed_from: T30\n    former_ids: [T3]\n');
  expect(await offered(opened)).toEqual(['T4']);
  opened.writeSpec(once);
  // Another task that has one of these ids by now is another task.
  const added: TaskFields[] = ['T3', 'T5'].map((id) => ({ id, created_at: '2026-01-02T00:00:00.000Z' }));
  const [, tasks = ''] = specText(added).split('tasks:\n');
  opened.writeSpec(`${opened.readSpec()}${tasks}`);
  publish(opened.root, rename(upstream, 'T1', 'T5'));
  expect(await offered(opened)).toEqual(['T3', 'T4', 'T5']);
});
