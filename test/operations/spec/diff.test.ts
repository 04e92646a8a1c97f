import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LodestarError } from '../../../src/errors.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { diffSpecs, type SpecDiffResult } from '../../../src/operations/spec/diff.ts';
import type { DiffNames } from '../../../src/operations/spec/version-name.ts';
import { git } from '../../support/git.ts';
import { openFolder, openNewWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks, specText, type TaskFields } from '../../support/spec-text.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { commitAll, initRepository, writeWorkspace } from '../../support/workspace.ts';
import { TestClock } from '../../runtime/support/test-clock.ts';

const SPEC = '.lodestar/spec.yaml';

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function diff(
  dir: string,
  names: Partial<DiffNames> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<SpecDiffResult> {
  const context = { dir, env, now: new TestClock().read, dryRun: false, version: '0' };
  const input = { base: undefined, head: undefined, stdin: undefined, staged: false, mergeBase: false };
  return (await diffSpecs(context, { ...input, ...names })).data;
}

async function refusal(action: Promise<unknown>): Promise<unknown> {
  const error: unknown = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof LodestarError ? { code: error.code, ...error.details, hint: error.hint } : error;
}

function makeRepository(tasks: readonly TaskFields[] = readyTasks(1)): string {
  const root = join(makeTempFolder(), 'repo');
  initRepository(root);
  writeWorkspace(root, { tasks });
  commitAll(root, 'Plan');
  return root;
}

function plan(root: string, count: number): void {
  writeFileSync(join(root, SPEC), specText(readyTasks(count)));
}

function added({ added: tasks }: SpecDiffResult): string[] {
  return tasks.map(({ id }) => id);
}

describe('the versions that are compared', () => {
  it('are those of git diff: HEAD, index, work tree, revisions, ranges', async () => {
    const root = makeRepository();
    git(root, 'tag', 'one');
    plan(root, 2);
    commitAll(root, 'Second');
    git(root, 'branch', 'feature.yaml');
    plan(root, 3);
    git(root, 'add', '--all');
    plan(root, 4);
    expect(added(await diff(root))).toEqual(['T3', 'T4']);
    expect(added(await diff(root, { staged: true }))).toEqual(['T3']);
    expect(added(await diff(root, { base: ':index' }))).toEqual(['T4']);
    expect(added(await diff(root, { base: 'one' }))).toEqual(['T2', 'T3', 'T4']);
    expect(added(await diff(root, { base: 'one', staged: true }))).toEqual(['T2', 'T3']);
    expect(added(await diff(root, { base: 'one', head: 'HEAD' }))).toEqual(['T2']);
    expect(added(await diff(root, { base: 'one..' }))).toEqual(['T2']);
    expect(added(await diff(root, { base: 'one', head: ':worktree' }))).toEqual(['T2', 'T3', 'T4']);
    expect(added(await diff(root, { base: 'one', head: 'feature.yaml' }))).toEqual(['T2']);
    expect((await diff(root, { base: 'HEAD', head: 'HEAD' })).counts.changed).toBe(0);
  });

  it('are those of the commit that is being made, to a hook that Git runs with its index', async () => {
    const root = makeRepository();
    plan(root, 2);
    git(root, 'add', '--all');
    const index = join(root, '.git', 'index');
    copyFileSync(index, join(root, 'index.lock'));
    git(root, 'reset', '--quiet');
    copyFileSync(join(root, 'index.lock'), `${index}.lock`);
    const staged = async (file?: string): Promise<string[]> =>
      added(await diff(root, { staged: true }, file === undefined ? {} : { GIT_INDEX_FILE: file }));
    expect(await staged(`${index}.lock`)).toEqual(['T2']);
    expect(await staged('.git/index.lock')).toEqual(['T2']);
    // Neither the usual one nor one from elsewhere is that of a commit here.
    expect(await staged('.git/index')).toEqual([]);
    expect(await staged('index.lock')).toEqual([]);
    expect(await staged()).toEqual([]);
  });

  it('begin where both branched, for a range of three dots and for --merge-base', async () => {
    const root = makeRepository();
    git(root, 'switch', '--quiet', '-c', 'feature');
    writeFileSync(join(root, SPEC), specText([...readyTasks(1), { id: 'MINE' }]));
    commitAll(root, 'Mine');
    git(root, 'switch', '--quiet', 'main');
    writeFileSync(join(root, SPEC), specText([...readyTasks(1), { id: 'THEIRS' }]));
    commitAll(root, 'Theirs');
    const direct = await diff(root, { base: 'main..feature' });
    expect([added(direct), direct.removed.map(({ id }) => id)]).toEqual([['MINE'], ['THEIRS']]);
    const forked = await diff(root, { base: 'main...feature' });
    expect([added(forked), forked.removed]).toEqual([['MINE'], []]);
    git(root, 'switch', '--quiet', 'feature');
    expect(added(await diff(root, { base: 'main', mergeBase: true }))).toEqual(['MINE']);
  });

  it('may be files, standard input, or another path of a commit', async () => {
    const root = makeRepository();
    writeFileSync(join(root, 'plan.yaml'), specText(readyTasks(3)));
    const stdin = specText(readyTasks(2));
    expect(added(await diff(root, { base: 'HEAD', head: 'plan.yaml' }))).toEqual(['T2', 'T3']);
    expect(added(await diff(root, { base: '-', head: './plan.yaml', stdin }))).toEqual(['T3']);
    commitAll(root, 'A plan beside');
    expect(added(await diff(root, { base: 'HEAD', head: 'HEAD:plan.yaml' }))).toEqual(['T2', 'T3']);
    // Outside of any repository, files are all there is.
    const nowhere = makeTempFolder();
    writeFileSync(join(nowhere, 'a.yaml'), stdin);
    writeFileSync(join(nowhere, 'b.yaml'), specText(readyTasks(3)));
    expect(added(await diff(nowhere, { base: 'a.yaml', head: './b.yaml' }))).toEqual(['T3']);
  });

  it('may have no plan: then everything was added, or removed', async () => {
    const root = join(makeTempFolder(), 'repo');
    initRepository(root);
    writeFileSync(join(root, 'README'), 'text');
    writeWorkspace(root, { tasks: readyTasks(2) });
    const unborn = await diff(root);
    expect([added(unborn), unborn.base]).toEqual([['T1', 'T2'], expect.objectContaining({ file: null })]);
    git(root, 'add', 'README');
    git(root, 'commit', '--quiet', '-m', 'No plan');
    expect(added(await diff(root))).toEqual(['T1', 'T2']);
    commitAll(root, 'Plan');
    const gone = await diff(root, { base: 'HEAD', head: 'HEAD~1' });
    expect(gone.removed.map(({ id }) => id)).toEqual(['T1', 'T2']);
    git(root, 'checkout', '--quiet', 'HEAD~1');
    // From a folder that a link leads to, too.
    symlinkSync(root, join(root, '..', 'link'));
    expect(added(await diff(join(root, '..', 'link'), { base: 'HEAD', head: 'main' }))).toEqual(['T1', 'T2']);
    expect(added(await diff(root, { base: 'HEAD', head: 'main' }))).toEqual(['T1', 'T2']);
    expect(await refusal(diff(root))).toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('are read as Git has them: CRLF and a byte order mark are no change', async () => {
    const root = makeRepository();
    writeFileSync(join(root, SPEC), `\uFEFF${specText(readyTasks(1)).replaceAll('\n', '\r\n')}`);
    commitAll(root, 'As Windows has it');
    const same = await diff(root, { base: 'HEAD~1', head: 'HEAD' });
    expect([same.counts.added, same.counts.removed, same.counts.changed]).toEqual([0, 0, 0]);
  });
});

describe('what cannot be compared', () => {
  it('is told by its code: no such commit, no such file, a broken plan', async () => {
    const root = makeRepository();
    expect(await refusal(diff(root, { base: 'nope' }))).toMatchObject({
      code: 'REVISION_NOT_FOUND',
      reason: 'unknown',
    });
    expect(await refusal(diff(root, { base: '--all' }))).toMatchObject({ code: 'REVISION_NOT_FOUND' });
    for (const base of ['./missing', 'HEAD:missing', 'HEAD:../missing', 'HEAD::(top)*']) {
      expect(await refusal(diff(root, { base })), base).toMatchObject({ code: 'FILE_NOT_FOUND' });
    }
    expect(await refusal(diff(root, { base: 'a..b', head: 'c' }))).toMatchObject({ code: 'USAGE' });
    expect(await refusal(diff(root, { base: 'a', head: 'b', staged: true }))).toMatchObject({
      code: 'USAGE',
    });
    writeFileSync(join(root, SPEC), 'project: {name: x}\ntasks: {A: {titel: T}}\n');
    commitAll(root, 'Break it');
    expect(await refusal(diff(root, { base: 'HEAD~1', head: 'HEAD' }))).toMatchObject({
      code: 'SPEC_INVALID',
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'KEY_UNKNOWN', file: `HEAD:${SPEC}`, line: 2 }),
      ]),
    });
    writeFileSync(join(root, SPEC), Buffer.from([0x61, 0xff]));
    commitAll(root, 'Latin-1');
    expect(await refusal(diff(root, { base: 'HEAD', head: 'HEAD~2' }))).toMatchObject({
      code: 'SPEC_INVALID',
    });
    expect(await refusal(diff(makeTempFolder()))).toMatchObject({
      code: 'REVISION_NOT_FOUND',
      reason: 'no-git',
    });
  });

  it('is a plan that is larger than the settings allow, in a commit and in the index', async () => {
    const root = makeRepository(readyTasks(30));
    writeFileSync(join(root, '.lodestar', 'config.yaml'), 'spec: {max_size: 1KiB}\n');
    plan(root, 1);
    for (const names of [{}, { base: ':index' }]) {
      expect(await refusal(diff(root, names))).toMatchObject({
        code: 'SPEC_INVALID',
        problems: [expect.objectContaining({ code: 'SPEC_TOO_LARGE' })],
      });
    }
  });

  it('is a link in place of the plan', async () => {
    const root = makeRepository();
    git(root, 'rm', '--quiet', SPEC);
    mkdirSync(join(root, '.lodestar'), { recursive: true });
    symlinkSync('../plan.yaml', join(root, SPEC));
    writeFileSync(join(root, 'plan.yaml'), specText(readyTasks(2)));
    commitAll(root, 'Link it');
    // The link is followed to where the checkout has its file; commits before it have the plan where it always is.
    for (const names of [{ head: 'HEAD' }, {}, { staged: true }]) {
      expect(added(await diff(root, { base: 'HEAD~1', ...names }))).toEqual(['T2']);
    }
    git(root, 'switch', '--quiet', '--detach', 'HEAD~1');
    expect(await refusal(diff(root, { base: 'HEAD', head: 'main' }))).toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });

  it('is an index whose merge has stopped; commits and stages on either side still are', async () => {
    const root = makeRepository();
    git(root, 'switch', '--quiet', '-c', 'other');
    writeFileSync(join(root, SPEC), specText([{ id: 'T1', title: 'Theirs' }]));
    commitAll(root, 'Theirs');
    git(root, 'switch', '--quiet', 'main');
    writeFileSync(join(root, SPEC), specText([{ id: 'T1', title: 'Ours' }]));
    commitAll(root, 'Ours');
    for (const start of [
      ['merge', 'other'],
      ['rebase', 'other'],
      ['cherry-pick', 'other'],
    ] as const) {
      expect(() => git(root, ...start)).toThrow();
      expect(await refusal(diff(root, { staged: true }))).toMatchObject({ code: 'SPEC_CONFLICTED' });
      expect(await refusal(diff(root))).toMatchObject({ code: 'SPEC_CONFLICTED' });
      expect((await diff(root, { base: 'main', head: 'other' })).counts.changed).toBe(1);
      git(root, start[0], '--abort');
    }
  });
});

describe('any repository', () => {
  it('will do: bare, shallow, detached, a submodule, a linked worktree, a folder below', async () => {
    const top = makeTempFolder();
    const root = makeRepository();
    plan(root, 2);
    commitAll(root, 'Second');
    git(top, 'clone', '--quiet', '--bare', root, 'bare.git');
    const bare = join(top, 'bare.git');
    expect(added(await diff(bare, { base: 'HEAD~1', head: 'HEAD' }))).toEqual(['T2']);
    for (const names of [{ base: 'HEAD' }, { staged: true }, { base: ':index', head: 'HEAD' }]) {
      expect(await refusal(diff(bare, names))).toMatchObject({
        code: 'NOT_A_WORKSPACE',
        hint: expect.stringContaining('two commits'),
      });
    }

    git(top, 'clone', '--quiet', '--depth=1', pathToFileURL(root).href, 'shallow');
    const shallow = join(top, 'shallow');
    expect((await diff(shallow)).counts.changed).toBe(0);
    expect(await refusal(diff(shallow, { base: 'HEAD~1' }))).toMatchObject({
      code: 'REVISION_NOT_FOUND',
      shallow: true,
      hint: expect.stringContaining('--unshallow'),
    });

    git(root, 'worktree', 'add', '--quiet', '--detach', join(top, 'linked'), 'HEAD~1');
    expect(added(await diff(join(top, 'linked'), { base: 'HEAD', head: 'main' }))).toEqual(['T2']);

    const outer = join(top, 'outer');
    initRepository(outer);
    const allow = ['-c', 'protocol.file.allow=always'] as const;
    git(outer, ...allow, 'submodule', 'add', '--quiet', root, 'in');
    expect(added(await diff(join(outer, 'in', '.lodestar'), { base: 'HEAD~1', head: 'HEAD' }))).toEqual([
      'T2',
    ]);
  });

  it('may hold its plan in a folder', async () => {
    const top = join(makeTempFolder(), 'repo');
    initRepository(top);
    writeWorkspace(join(top, 'packages', 'api'), { tasks: readyTasks(1) });
    commitAll(top, 'Plan');
    plan(join(top, 'packages', 'api'), 2);
    const found = await diff(join(top, 'packages', 'api'));
    expect([added(found), found.base.file]).toEqual([['T2'], `packages/api/${SPEC}`]);
  });
});

describe('changes to what is claimed or finished', () => {
  const tasks: TaskFields[] = [
    { id: 'HELD', acceptance_criteria: ['It works'] },
    { id: 'OVER', status: 'verified', acceptance_criteria: ['It works'] },
    { id: 'FREE' },
  ];

  it('come first, the claimed ones before the others', async () => {
    const opened = await openNewWorkspace({ git: true, tasks });
    await claimTask(opened.as('ai:one'), { id: 'HELD', filters: {}, allowOverlap: false });
    const text = opened.readSpec().replaceAll('It works', 'It works twice');
    opened.writeSpec(text.replace('Task FREE', 'Task free'));
    const reopened = await openFolder(opened.root, { clock: opened.clock });
    const input = { base: undefined, head: undefined, stdin: undefined, staged: false, mergeBase: false };
    const { data } = await diffSpecs(reopened.as('ai:two'), input);
    expect(data.claims).toEqual({ checked: true, why_not: null });
    expect(data.noted.map(({ id, holder, status }) => [id, holder, status])).toEqual([
      ['HELD', 'ai:one', 'ready'],
      ['OVER', null, 'verified'],
    ]);
    reopened.writeSpec(text.replace('status: verified', 'status: deleted'));
    expect((await diffSpecs(reopened.as('ai:two'), input)).data.noted.map(({ id }) => id)).toEqual([
      'HELD',
      'OVER',
    ]);
    const inCi = await diffSpecs({ ...reopened.as('ai:two'), env: { CI: 'true' } }, input);
    expect(inCi.data.claims.checked).toBe(false);
    expect(inCi.data.noted.map(({ id }) => id)).toEqual(['OVER']);
  });

  it('are not looked for where there is no runtime, and none is made', async () => {
    const root = makeRepository(tasks);
    const { claims } = await diff(root);
    expect(claims.checked).toBe(false);
    expect(git(root, 'status', '--porcelain', '--ignored')).toBe('');
  });
});
