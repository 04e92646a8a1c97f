import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LodestarError } from '../../../src/errors.ts';
import { checkSpec, type SpecCheckResult } from '../../../src/operations/spec/check.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { readPlan } from '../../support/read-plan.ts';
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

interface Found extends SpecCheckResult {
  readonly failure: string | undefined;
}

async function check(dir: string, base = 'main', env: Readonly<Record<string, string>> = {}): Promise<Found> {
  const context = { dir, env, now: new TestClock().read, dryRun: false, version: '0' };
  const { data, failure } = await checkSpec(context, { base });
  return { ...data, failure: failure?.code };
}

function told({ problems }: SpecCheckResult): string[] {
  return problems.map(({ code, severity, file, line }) => `${severity} ${code} ${file}:${line}`);
}

function write(root: string, name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

/** A repository with the plan on main and on `topic`, which is checked out. */
function makeBranches(base: string, topic: string, files: Readonly<Record<string, string>> = {}): string {
  const root = join(makeTempFolder(), 'repo');
  initRepository(root);
  writeWorkspace(root, { spec: base });
  Object.entries(files).forEach(([name, text]) => write(root, name, text));
  commitAll(root, 'Plan');
  git(root, 'switch', '--quiet', '-c', 'topic');
  write(root, SPEC, topic);
  commitAll(root, 'Change');
  return root;
}

function commitOnMain(root: string, name: string, text: string): void {
  git(root, 'switch', '--quiet', 'main');
  write(root, name, text);
  commitAll(root, 'On main');
  git(root, 'switch', '--quiet', 'topic');
}

const DONE: TaskFields[] = [
  { id: 'T1', status: 'done', acceptance_criteria: ['It works'] },
  { id: 'T2', depends_on: ['T1'] },
];

describe('the change of a plan', () => {
  it('is what differs from where both branched, not from the newest of the base', async () => {
    const root = makeBranches(specText(DONE), specText([...DONE, { id: 'T3' }]));
    commitOnMain(
      root,
      SPEC,
      specText([...DONE.map((task) => ({ ...task, acceptance_criteria: ['Better'] })), { id: 'T9' }]),
    );
    const found = await check(root);
    expect([found.failure, told(found)]).toEqual([
      undefined,
      ['warning STATUS_UNDATED .lodestar/spec.yaml:9'],
    ]);
    expect(found.change).toMatchObject({
      base: { commit: git(root, 'merge-base', 'main', 'topic').trim() },
      target: { name: 'main', commit: git(root, 'rev-parse', 'main').trim() },
      checked: true,
      merged: true,
      claims: { checked: false },
    });
  });

  it('is told at its place in the file, and refused by its own code', async () => {
    const changed = specText(DONE).replace('It works', 'It works twice');
    const found = await check(makeBranches(specText(DONE), changed));
    expect(found).toMatchObject({ failure: 'CHANGE_REFUSED', valid: true, errors: 1 });
    expect(found.problems[0]).toMatchObject({
      code: 'CRITERIA_CHANGED',
      severity: 'error',
      line: 8,
      column: 7,
      field: 'acceptance_criteria',
    });
  });

  it('may be in the work tree alone', async () => {
    const root = makeBranches(specText(DONE), specText(DONE));
    write(root, SPEC, specText(DONE).replace('status: done', 'status: ready'));
    expect(told(await check(root))).toEqual(['error OUTCOME_LOWERED .lodestar/spec.yaml:9']);
  });

  it('makes a circle with what the base has by now', async () => {
    const root = makeBranches(
      specText(readyTasks(2)),
      specText([{ id: 'T1', depends_on: ['T2'] }, { id: 'T2' }]),
    );
    expect((await check(root)).failure).toBeUndefined();
    commitOnMain(root, SPEC, specText([{ id: 'T1' }, { id: 'T2', depends_on: ['T1'] }]));
    const found = await check(root);
    expect(told(found)).toEqual(['error MERGE_CYCLE .lodestar/spec.yaml:8']);
    expect(found.problems[0]?.path).toEqual(['T1', 'T2', 'T1']);
    // Git itself sees nothing wrong with it.
    git(root, 'merge', '--quiet', 'main');
    expect(readPlan(join(root, SPEC)).problems.map(({ code }) => code)).toContain('DEPENDENCY_CYCLE');
  });

  it('is not judged where the plan is broken, which is told instead, and may mend a broken base', async () => {
    const root = makeBranches(specText(DONE), 'project: {name: x}\ntasks: {A: {titel: T}}\n');
    const broken = await check(root);
    expect(broken).toMatchObject({ failure: 'SPEC_INVALID', valid: false, change: { checked: false } });
    const mended = makeBranches('tasks: [', specText(DONE));
    expect(await check(mended)).toMatchObject({ failure: undefined, change: { checked: false } });
    const brokenTarget = makeBranches(specText(DONE), specText(readyTasks(2)));
    commitOnMain(brokenTarget, SPEC, 'tasks: [');
    expect((await check(brokenTarget)).change).toMatchObject({ checked: true, merged: false });
  });
});

describe('the severity of a rule', () => {
  const lowered = specText(DONE).replace('status: done', 'status: ready');

  it('is read beside the link where the plan is behind one, and so is the plan of before', async () => {
    const config = { '.lodestar/config.yaml': 'check: {outcome_lowered: warning}\n' };
    const root = makeBranches(specText(DONE), lowered, { ...config, 'plans/other': '' });
    git(root, 'mv', SPEC, 'plans/plan.yaml');
    symlinkSync('../plans/plan.yaml', join(root, SPEC));
    commitAll(root, 'Link it');
    const found = await check(root);
    expect(found).toMatchObject({ failure: undefined, change: { checked: true, base: { file: SPEC } } });
    expect(found.problems).toMatchObject([{ code: 'OUTCOME_LOWERED', severity: 'warning' }]);
  });

  it('is what config.yaml says', async () => {
    const of = async (config: string): Promise<Found> =>
      await check(makeBranches(specText(DONE), lowered, { '.lodestar/config.yaml': config }));
    expect(told(await of('check:\n  outcome_lowered: warning\n'))).toEqual([
      'warning OUTCOME_LOWERED .lodestar/spec.yaml:9',
    ]);
    const off = await of('check: {outcome_lowered: off}\n');
    expect([off.failure, told(off)]).toEqual([undefined, []]);
    expect(off.change?.rules).toContainEqual({
      rule: 'outcome_lowered',
      code: 'OUTCOME_LOWERED',
      severity: 'off',
    });
  });

  it('cannot be lowered by the change that it would stop, and can be raised by it', async () => {
    const root = makeBranches(specText(DONE), lowered);
    write(root, '.lodestar/config.yaml', 'check: {outcome_lowered: off}\n');
    expect((await check(root)).failure).toBe('CHANGE_REFUSED');
    const strict = makeBranches(specText(DONE), lowered, {
      '.lodestar/config.yaml': 'check: {outcome_lowered: off}\n',
    });
    write(strict, '.lodestar/config.yaml', 'check: {outcome_lowered: error}\n');
    expect((await check(strict)).failure).toBe('CHANGE_REFUSED');
  });

  it('is for what is new: what the plan had before stays a warning', async () => {
    const task = (id: string, ...locks: string[]): TaskFields => ({ id, locks });
    const root = makeBranches(
      specText([task('T1', '../old')]),
      specText([task('T1', '../old', '../new'), { id: 'T2' }]),
      { '.lodestar/config.yaml': 'check: {lock_outside: error}\n' },
    );
    const found = await check(root);
    expect(
      found.problems.map(({ severity, message }) => [severity, /\.\.\/\w+/u.exec(message)?.[0]]),
    ).toEqual([
      ['warning', '../old'],
      ['error', '../new'],
    ]);
  });
});

describe('documents that tasks were cut from', () => {
  const spec = `${specText([{ id: 'T1' }, { id: 'T2' }])}    prd:\n      source: PRD.md\n      refs:\n        - anchor: '#a'\n          hash: ${'0'.repeat(64)}\n`;
  const config = 'check: {prd_drifted: error, prd_missing: error}\n';

  it('count where the change is to them', async () => {
    const files = { 'PRD.md': '# A\n\nText.\n', '.lodestar/config.yaml': config };
    const root = makeBranches(spec, spec, files);
    expect(told(await check(root)).map((each) => each.split(':')[0])).toEqual([
      'warning PRD_DRIFTED .lodestar/spec.yaml',
    ]);
    write(root, 'PRD.md', '# A\r\n\r\nText.\r\n');
    expect((await check(root)).failure).toBeUndefined();
    write(root, 'PRD.md', '# A\n\nOther text.\n');
    expect((await check(root)).failure).toBe('CHANGE_REFUSED');
    write(root, 'PRD.md', '# B\n');
    expect(told(await check(root))[0]).toMatch(/^error PRD_MISSING/u);
  });

  it.each(['../../../../../../../../../dev/zero', '/dev/zero', '.git/config', 'link'])(
    'are not read where %s is meant to be one',
    async (source) => {
      const elsewhere = spec.replace('PRD.md', source);
      const root = makeBranches(elsewhere, elsewhere, { '.lodestar/config.yaml': config });
      symlinkSync('/dev/zero', join(root, 'link'));
      expect(told(await check(root)).map((each) => each.split(':')[0])).toEqual([
        'warning PRD_MISSING .lodestar/spec.yaml',
      ]);
    },
  );
});

describe('files under live locks', () => {
  it('are told where a runtime is, of the leases of other branches alone, and never in CI', async () => {
    const tasks: TaskFields[] = [
      { id: 'MINE', locks: ['src/own/**'] },
      { id: 'THEIRS', locks: ['src/deep/[[]x].ts', 'docs/a.md'] },
    ];
    const opened = await openNewWorkspace({ git: true, tasks });
    const { root, clock } = opened;
    await claimTask(opened.as('ai:other'), { id: 'THEIRS', filters: {}, allowOverlap: false });
    git(root, 'switch', '--quiet', '-c', 'topic');
    await claimTask(opened.as('ai:me'), { id: 'MINE', filters: {}, allowOverlap: false });
    write(root, 'src/own/a.ts', 'a');
    write(root, 'docs/a.md', 'a');
    write(root, 'docs/b.md', 'b');
    write(root, 'src/deep/[x].ts', 'x');
    commitAll(root, 'Touch them');
    const touching = git(root, 'rev-parse', 'HEAD').trim();
    write(root, 'docs/a.md', 'not committed');
    const reopened = await openFolder(root, { clock });
    const found = async (env: Record<string, string>): Promise<Found> => {
      const { data, failure } = await checkSpec({ ...reopened.as('ai:me'), env }, { base: 'main' });
      return { ...data, failure: failure?.code };
    };
    const here = await found({});
    expect(told(here).sort()).toEqual([
      'warning LOCK_TOUCHED docs/a.md:1',
      'warning LOCK_TOUCHED src/deep/[x].ts:1',
    ]);
    expect(here.problems[0]).toMatchObject({
      task_id: 'THEIRS',
      message: expect.stringContaining(touching.slice(0, 10)),
    });
    const inCi = await found({ CI: 'true' });
    expect([told(inCi), inCi.change?.claims.checked]).toEqual([[], false]);
    expect(inCi.change?.claims.why_not).toMatch(/\S/u);
    // The agent whose lease it is may work on another branch too.
    for (const agent of ['ai:other', 'other']) {
      expect(told(await found({ LODESTAR_AGENT: agent }))).toEqual([]);
    }
  });
});

describe('what cannot be compared', () => {
  const refusal = async (action: Promise<unknown>): Promise<unknown> =>
    await action.then(
      () => undefined,
      (error: unknown) => (error instanceof LodestarError ? { code: error.code, ...error.details } : error),
    );

  it('is told by its code', async () => {
    const root = makeBranches(specText(DONE), specText(DONE));
    expect(await refusal(check(root, 'nope'))).toMatchObject({
      code: 'REVISION_NOT_FOUND',
      reason: 'unknown',
    });
    git(root, 'switch', '--quiet', '--orphan', 'apart');
    write(root, SPEC, specText(DONE));
    commitAll(root, 'Apart');
    expect(await refusal(check(root))).toMatchObject({ code: 'REVISION_NOT_FOUND', reason: 'no-merge-base' });
    const shallow = join(makeTempFolder(), 'shallow');
    git(root, 'switch', '--quiet', 'topic');
    git(root, 'clone', '--quiet', '--depth=1', '--no-single-branch', pathToFileURL(root).href, shallow);
    expect(await refusal(check(shallow, 'origin/main'))).toMatchObject({
      code: 'REVISION_NOT_FOUND',
      reason: 'no-merge-base',
      shallow: true,
    });
    write(root, '.lodestar/config.yaml', 'check: {id_reused: maybe}\n');
    expect(await refusal(check(root))).toMatchObject({ code: 'CONFIG_INVALID' });
    const plain = join(makeTempFolder(), 'plain');
    writeWorkspace(plain, { tasks: DONE });
    expect(await refusal(check(plain))).toMatchObject({ code: 'REVISION_NOT_FOUND', reason: 'no-git' });
  });

  it('does not hold up the rest: detached, a linked worktree, a folder of the repository, mid-merge', async () => {
    const root = makeBranches(specText(DONE), specText(DONE).replace('status: done', 'status: ready'));
    git(root, 'switch', '--quiet', '--detach', 'topic');
    expect((await check(root)).failure).toBe('CHANGE_REFUSED');
    const linked = join(makeTempFolder(), 'linked');
    git(root, 'worktree', 'add', '--quiet', '--detach', linked, 'topic');
    expect((await check(linked)).failure).toBe('CHANGE_REFUSED');
    commitOnMain(root, SPEC, specText(DONE).replace('status: done', 'status: todo'));
    expect(() => git(root, 'merge', 'main')).toThrow();
    expect((await check(root)).failure).toBe('SPEC_CONFLICTED');

    const top = join(makeTempFolder(), 'repo');
    initRepository(top);
    writeWorkspace(join(top, 'packages', 'api'), { tasks: DONE });
    commitAll(top, 'Plan');
    write(top, `packages/api/${SPEC}`, specText(DONE).replace('status: done', 'status: ready'));
    expect(await check(join(top, 'packages', 'api'))).toMatchObject({
      failure: 'CHANGE_REFUSED',
      folder: 'packages/api',
    });
  });
});
