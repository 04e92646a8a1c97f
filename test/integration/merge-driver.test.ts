import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Sides } from '../../src/model/merge-sides.ts';
import { setUpMergeDriver } from '../../src/operations/git-setup/merge-driver.ts';
import { resolveSpec } from '../../src/operations/spec/resolve.ts';
import { MERGE_CASES } from '../spec/merge/support/merge-cases.ts';
import { BASE, swap, taskText } from '../spec/merge/support/plan-changes.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { errorOf } from '../support/envelope.ts';
import { BUNDLE } from '../support/paths.ts';
import {
  commitAll,
  initRepository,
  makeWorkspace,
  workspaceAt,
  type TestWorkspace,
} from '../support/workspace.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { codeOfFailure } from '../runtime/support/code-of-failure.ts';
import { TestClock } from '../runtime/support/test-clock.ts';
import { mergeTexts } from '../spec/merge/support/merge-texts.ts';

const SPEC = '.lodestar/spec.yaml';
/** A process takes most of the time of each; the others are merged by the function alone. */
const EVERY_NTH = 6;
const CASES = MERGE_CASES.filter(
  ({ ours, theirs, base }, index) => index % EVERY_NTH === 0 && base !== '' && ours !== theirs,
);

/** Ends with the exit code that Git ends with. */
function gitIn(workspace: TestWorkspace, ...args: readonly string[]): number {
  const env = childEnvironment(workspace.home);
  return spawnSync('git', args, { cwd: workspace.root, env, stdio: 'ignore' }).status ?? -1;
}

/** A commit of one version of the spec, with everything else as it is in `parent`, or as it stands now. */
function commitOf(workspace: TestWorkspace, text: string, parent: string | undefined): string {
  const env = childEnvironment(workspace.home);
  const run = (args: readonly string[], input?: string): string =>
    execFileSync('git', args, { cwd: workspace.root, env, input, encoding: 'utf8' }).trim();
  const blob = run(['hash-object', '-w', '--stdin', '--no-filters'], text);
  run(['update-index', '--add', '--cacheinfo', `100644,${blob},${SPEC}`]);
  const tree = run(['write-tree']);
  return run(['commit-tree', tree, '-m', 'Plan', ...(parent === undefined ? [] : ['-p', parent])]);
}

/** Ours is checked out; the commit of theirs. */
function checkOut(workspace: TestWorkspace, { base, ours, theirs }: Sides<string>): string {
  const start = commitOf(workspace, base, undefined);
  const other = commitOf(workspace, theirs, start);
  workspace.git('checkout', '--quiet', '--force', '--detach', commitOf(workspace, ours, start));
  return other;
}

function unmerged(workspace: TestWorkspace): string {
  return workspace.git('ls-files', '--unmerged');
}

async function makeWithDriver(): Promise<TestWorkspace> {
  const root = join(makeTempFolder(), "it's a plan", 'repo');
  initRepository(root);
  mkdirSync(join(root, '.lodestar'));
  writeFileSync(join(root, SPEC), BASE);
  const workspace = workspaceAt(root, join(root, '..'));
  await workspace.data(['git-setup', 'merge-driver', '--attributes']);
  commitAll(root, 'Plan the work');
  return workspace;
}

function writeSpec(workspace: TestWorkspace, text: string): void {
  writeFileSync(workspace.specPath, text);
}

const OURS = swap('title: Store the sessions', 'title: Keep the sessions');
const THEIRS = swap('labels: [store, api]', 'labels: [store]');

/** Two branches that changed neighbouring fields of one task; ours is checked out. */
function branch(workspace: TestWorkspace): void {
  workspace.git('checkout', '--quiet', '-b', 'theirs');
  writeSpec(workspace, swap('\nfeatures:', `\n${taskText('T005', '02')}\nfeatures:`)(THEIRS(BASE)));
  commitAll(workspace.root, 'Theirs');
  workspace.git('checkout', '--quiet', '-b', 'ours', 'main');
  writeSpec(workspace, swap('\nfeatures:', `\n${taskText('T005', '01')}\nfeatures:`)(OURS(BASE)));
  commitAll(workspace.root, 'Ours');
}

/** What both branches together say: two tasks were made under one id. */
function expectBoth(workspace: TestWorkspace): void {
  const text = workspace.readSpec();
  expect(text).toContain('title: Keep the sessions');
  expect(text).toContain('labels: [store]\n');
  expect(text).toContain('  T006:\n    title: Work of T005\n    status: ready\n    renamed_from: T005\n');
  expect(unmerged(workspace)).toBe('');
}

describe('git merge with the driver', () => {
  let workspace: TestWorkspace;

  beforeAll(async () => {
    workspace = await makeWithDriver();
  });

  it.each(CASES)('$name', (sides) => {
    const other = checkOut(workspace, sides);
    const expected = mergeTexts(sides);
    const status = gitIn(workspace, 'merge', '--quiet', '--no-edit', other);
    expect(status).toBe(expected.conflicts.length === 0 ? 0 : 1);
    expect(readFileSync(workspace.specPath, 'utf8')).toBe(expected.text);
    expect(unmerged(workspace) === '').toBe(expected.conflicts.length === 0);
  });
});

describe('spec resolve, for a clone without the driver', () => {
  let workspace: TestWorkspace;

  beforeAll(() => {
    workspace = makeWorkspace({ spec: BASE });
  });

  it.each(CASES)('$name', async (sides) => {
    const other = checkOut(workspace, sides);
    const context = {
      dir: workspace.root,
      env: {},
      now: new TestClock().read,
      dryRun: false,
      version: '0',
    };
    if (gitIn(workspace, 'merge', '--quiet', '--no-edit', other) === 0) {
      const resolved = resolveSpec(context, { add: false, force: false, showBase: false });
      // Markers that one side committed are no conflict of Git's, and are none that could be merged.
      await (workspace.readSpec().includes('<<<<<<<')
        ? expect(codeOfFailure(resolved)).resolves.toBe('SPEC_CONFLICTED')
        : expect(resolved).resolves.toMatchObject({ data: { way: null, changed: false } }));
      return;
    }
    const before = workspace.readSpec();
    const expected = mergeTexts(sides);
    const { data, failure } = await resolveSpec(context, { add: true, force: false, showBase: false });
    expect(workspace.readSpec()).toBe(expected.text);
    expect(failure?.code).toBe(expected.conflicts.length === 0 ? undefined : 'MERGE_CONFLICTS');
    expect(unmerged(workspace) === '').toBe(expected.conflicts.length === 0);
    expect(data.kept_at === null ? before : readFileSync(data.kept_at, 'utf8')).toBe(before);
  });

  it('leaves what somebody has decided by hand, unless it is told to', async () => {
    const sides = {
      base: BASE,
      ours: OURS(BASE),
      theirs: swap('title: Store the sessions', 'title: B')(BASE),
    };
    const other = checkOut(workspace, sides);
    expect(gitIn(workspace, 'merge', '--quiet', other)).toBe(1);
    const context = { dir: workspace.root, env: {}, now: new TestClock().read, dryRun: false, version: '0' };
    writeSpec(workspace, sides.theirs);
    const input = { add: false, force: false, showBase: true };
    expect(await codeOfFailure(resolveSpec(context, input))).toBe('SPEC_CONFLICTED');
    expect(workspace.readSpec()).toBe(sides.theirs);
    const { failure } = await resolveSpec(context, { ...input, force: true });
    expect(failure?.code).toBe('MERGE_CONFLICTS');
    expect(workspace.readSpec()).toContain('||||||| base\n    title: Store the sessions\n=======\n');
  });

  it('refuses markers that Git has no versions for', async () => {
    workspace.git('checkout', '--quiet', '--force', '--detach', 'main');
    writeSpec(workspace, '<<<<<<< a\n=======\n>>>>>>> b\n');
    const context = { dir: workspace.root, env: {}, now: new TestClock().read, dryRun: false, version: '0' };
    const input = { add: true, force: false, showBase: false };
    expect(await codeOfFailure(resolveSpec(context, input))).toBe('SPEC_CONFLICTED');
  });

  it('does not decide for a side that took the spec out', async () => {
    workspace.git('checkout', '--quiet', '--force', '--detach', 'main');
    workspace.git('rm', '--quiet', '--cached', SPEC);
    workspace.git('commit', '--quiet', '--message', 'No plan');
    const without = workspace.git('rev-parse', 'HEAD').trim();
    workspace.git('checkout', '--quiet', '--force', '--detach', 'main');
    writeSpec(workspace, OURS(BASE));
    commitAll(workspace.root, 'Ours');
    expect(gitIn(workspace, 'merge', '--quiet', without)).toBe(1);
    const run = await workspace.json(['spec', 'resolve']);
    expect(errorOf(run)).toMatchObject({ code: 'SPEC_CONFLICTED', details: { removed_by: 'theirs' } });
  });
});

describe('the driver', () => {
  it('merges in a rebase, a cherry-pick, a revert and a stash, in a linked worktree too', async () => {
    const workspace = await makeWithDriver();
    branch(workspace);
    const start = workspace.git('rev-parse', 'HEAD').trim();
    for (const args of [
      ['rebase', '--quiet', 'theirs'],
      ['cherry-pick', 'theirs'],
      ['merge', '--no-edit', 'theirs'],
    ]) {
      workspace.git('reset', '--quiet', '--hard', start);
      expect(gitIn(workspace, ...args), args.join(' ')).toBe(0);
      expectBoth(workspace);
    }
    expect(gitIn(workspace, 'revert', '--no-edit', '-m', '1', 'HEAD')).toBe(0);
    expect(workspace.readSpec()).toContain('labels: [store, api]');
    workspace.git('reset', '--quiet', '--hard', 'theirs');
    const linked = workspace.at(join(workspace.root, '..', 'linked'));
    workspace.git('worktree', 'add', '--quiet', '--detach', linked.root, 'main');
    writeSpec(linked, linked.readSpec() === BASE ? OURS(BASE) : '');
    linked.git('stash');
    linked.git('checkout', '--quiet', 'theirs', '--ignore-other-worktrees');
    expect(gitIn(linked, 'stash', 'pop')).toBe(0);
    expect(linked.readSpec()).toContain('title: Keep the sessions');
    expect(await linked.data(['git-setup', 'merge-driver', '--check'])).toMatchObject({ found: 'current' });
  });

  it('leaves a conflict that shows both sides where its program cannot run', async () => {
    const workspace = await makeWithDriver();
    branch(workspace);
    const command = workspace.git('config', 'merge.lodestar.driver').trim();
    workspace.git('config', 'merge.lodestar.driver', command.replace(BUNDLE, '/nonexistent/lodestar'));
    expect(gitIn(workspace, 'merge', '--no-edit', 'theirs')).toBe(1);
    expect(unmerged(workspace)).not.toBe('');
    expect(workspace.readSpec()).toMatch(/<{7}[^]*2026-02-01[^]*={7}[^]*2026-02-02[^]*>{7}/u);
  });

  it('is put into the configuration, judged, and taken out again, and nothing else changes', async () => {
    const workspace = makeWorkspace({ spec: BASE });
    const config = join(workspace.root, '.git', 'config');
    const before = readFileSync(config, 'utf8');
    const setUp = async (...flags: readonly string[]) =>
      await workspace.json(['git-setup', 'merge-driver', ...flags]);
    expect(errorOf(await setUp('--check'))).toMatchObject({
      code: 'SETUP_OUTDATED',
      details: { found: 'missing' },
    });
    await setUp('--print');
    await setUp('--dry-run', '--attributes');
    expect(readFileSync(config, 'utf8')).toBe(before);
    expect(workspace.git('status', '--porcelain')).toBe('');
    await setUp();
    expect(errorOf(await setUp('--check'))).toMatchObject({ details: { attributes_driver: 'unspecified' } });
    writeFileSync(join(workspace.root, '.gitattributes'), '*.md text');
    await setUp('--attributes');
    expect(readFileSync(join(workspace.root, '.gitattributes'), 'utf8')).toBe(
      `*.md text\n${SPEC} merge=lodestar\n`,
    );
    expect((await setUp('--check')).code).toBe(0);
    workspace.git('config', 'merge.lodestar.driver', 'true');
    expect(errorOf(await setUp('--check'))).toMatchObject({ details: { found: 'outdated' } });
    await setUp('--remove', '--attributes');
    expect(readFileSync(join(workspace.root, '.gitattributes'), 'utf8')).toBe('*.md text\n');
    expect(workspace.git('config', '--list', '--local')).not.toContain('merge.lodestar');
  });

  it('is named for the file behind a link, which is what Git merges', async () => {
    const workspace = makeWorkspace({ spec: BASE });
    workspace.git('mv', SPEC, 'the plan.yaml');
    symlinkSync('../the plan.yaml', workspace.specPath);
    const context = { dir: workspace.root, env: {}, now: new TestClock().read, dryRun: false, version: '0' };
    const program = { node: process.execPath, script: BUNDLE };
    const setUp = async (action: 'write' | 'remove') =>
      (await setUpMergeDriver(context, { action, attributes: true, program })).data.attributes;
    expect(await setUp('write')).toMatchObject({ driver: 'lodestar', changed: true });
    const attributes = join(workspace.root, '.gitattributes');
    expect(readFileSync(attributes, 'utf8')).toBe('the?plan.yaml merge=lodestar\n');
    expect(await setUp('remove')).toMatchObject({ driver: 'unspecified', changed: true });
    expect(existsSync(attributes)).toBe(false);
  });
});
