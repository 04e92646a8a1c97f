import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setUpMergeDriver } from '../../src/operations/git-setup/merge-driver.ts';
import { resolveSpec } from '../../src/operations/spec/resolve.ts';
import { TestClock } from '../runtime/support/test-clock.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { git } from '../support/git.ts';
import { BUNDLE } from '../support/paths.ts';
import {
  BARE,
  makeHistory,
  PARTIAL,
  SHALLOW,
  STOPPED,
  WHOLE,
  type RepositoryKind,
} from '../support/repository-kinds.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { workspaceAt, type TestWorkspace } from '../support/workspace.ts';
import { runAll, USUAL, type Answers, type MadeRepository } from './support/commands-anywhere.ts';

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const histories = new Map<string, string>();

function make(kind: RepositoryKind): MadeRepository {
  const { rel = '', link, format } = kind;
  const shape = JSON.stringify([rel, link, format]);
  const source = histories.get(shape) ?? makeHistory(kind);
  histories.set(shape, source);
  const top = kind.make(source, makeTempFolder());
  return { top, root: join(top, rel) };
}

/** Git's own commands that merge `clean`. */
const WAYS = [
  ['merge', '--no-edit', 'clean'],
  ['rebase', 'clean'],
  ['cherry-pick', 'clean'],
] as const;

function usualBut(other: Answers, rest?: unknown): Answers {
  const all = Object.entries(USUAL).map(([name, answer]): [string, unknown] => [name, rest ?? answer]);
  return { ...Object.fromEntries(all), ...other };
}

const OF_COMMITS = ['spec diff main...clash', 'spec log', 'spec log T1', 'spec log T404'];

describe('every command', () => {
  it.each(WHOLE)('does in $name as anywhere', async (kind) => {
    expect(await runAll(make(kind))).toEqual(USUAL);
  });

  it('tells in a bare repository what commits tell, and that there is no checkout', async () => {
    const ofCommits = Object.fromEntries(OF_COMMITS.map((name) => [name, USUAL[name]]));
    expect(await runAll(make(BARE))).toEqual(usualBut(ofCommits, 'NOT_A_WORKSPACE'));
  });

  it('tells in a shallow clone what cannot be told there', async () => {
    expect(await runAll(make(SHALLOW))).toEqual(
      usualBut({
        'spec diff main...clash': 'REVISION_NOT_FOUND',
        'spec check --base clash': 'REVISION_NOT_FOUND',
        'spec log': 'Work: cut-off',
        'spec log T1': 'Work: cut-off',
        'task claim, done, verify, show': 'verified: branch unknown unknown unknown',
        'settle --since clash': 'REVISION_NOT_FOUND',
      }),
    );
  });

  it('tells in a partial clone what cannot be told there', async () => {
    const { top, root } = make(PARTIAL);
    const missing = (): string => git(top, 'rev-list', '--objects', '--all', '--missing=print');
    const before = missing();
    expect(before).toMatch(/^\?/mu);
    expect(await runAll({ top, root })).toEqual(
      usualBut({
        'spec diff main...clash': 'REVISION_NOT_FOUND',
        'spec check --base clash': 'REVISION_NOT_FOUND',
        'spec log': 'Ours: not-fetched, Plan: not-fetched',
        'spec log T1': 'Work, Ours: not-fetched, Plan: not-fetched',
        'spec log T404': 'REVISION_NOT_FOUND',
      }),
    );
    expect(missing()).toBe(before);
  });

  it.each(STOPPED)(
    'is refused in $name by its code, but for what reads commits and mends it',
    async (kind) => {
      const { head, ...made } = { ...make(kind), head: kind.name.includes('rebase') ? 'clash' : 'Ours' };
      expect(await runAll(made)).toEqual(
        usualBut(
          {
            'spec diff main...clash': '+ T4 -  ~ T1',
            'spec log': `${head}, Plan`,
            'spec log T1': `${head === 'Ours' ? 'Work, Ours' : head}, Plan`,
            'spec log T404': 'TASK_NOT_FOUND',
            'spec resolve': 'MERGE_CONFLICTS',
            doctor: ['CONFLICT_MARKERS'],
            ...Object.fromEntries(Object.entries(USUAL).filter(([name]) => name.startsWith('git-setup'))),
          },
          'SPEC_CONFLICTED',
        ),
      );
    },
  );
});

/** Git's own command, which runs the driver; its exit code. */
function runGit({ root, home }: TestWorkspace, ...args: readonly string[]): number {
  return spawnSync('git', args, { cwd: root, env: childEnvironment(home), stdio: 'ignore' }).status ?? -1;
}

/** It prints what the command answers into `diff.json`, where Git runs it. */
function writeHook(file: string, command: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const run = `"${process.execPath}" "${BUNDLE}" ${command} --json`;
  writeFileSync(file, `#!/bin/sh\nexec ${run} > diff.json\n`, { mode: 0o755 });
}

function changedIn(file: string): unknown {
  return (JSON.parse(readFileSync(file, 'utf8')) as { data: { changed: unknown } }).data.changed;
}

describe('what Git runs and leaves', () => {
  it.each(
    WHOLE.slice(1).map((kind, index) => ({ kind, name: kind.name, way: WAYS[index % WAYS.length] ?? [] })),
  )('is merged in $name by spec resolve, and by the driver: $way', async ({ kind, way }) => {
    const { root } = make(kind);
    const workspace = workspaceAt(root, root);
    const program = { node: process.execPath, script: BUNDLE };
    const context = { dir: root, env: {}, now: new TestClock().read, dryRun: false, version: '0' };
    // Without it Git stops at the two tasks that both sides added at one place.
    expect(runGit(workspace, 'merge', 'clean')).toBe(1);
    const { data } = await resolveSpec(context, { add: true, force: false, showBase: false });
    expect(data).toMatchObject({ clean: true, added: true });
    const resolved = workspace.readSpec();
    expect(resolved).toMatch(/title: "Second"[^]*renamed_from: T5/u);
    expect(runGit(workspace, 'diff', '--quiet')).toBe(0);
    git(root, 'reset', '--quiet', '--hard');
    await setUpMergeDriver(context, { action: 'write', attributes: true, program });
    expect(runGit(workspace, ...way)).toBe(0);
    expect(workspace.readSpec()).toContain('renamed_from: T5');
    expect(runGit(workspace, 'diff', '--quiet', 'HEAD')).toBe(0);
  });

  it('is told in a hook of a push, before Git has taken what is pushed', () => {
    const { root } = make(BARE);
    const [kind] = WHOLE;
    const { root: other } = make(kind ?? BARE);
    const workspace = workspaceAt(other, other);
    writeFileSync(workspace.specPath, workspace.readSpec().replace('title: "T3"', 'title: "Third"'));
    git(other, 'commit', '--quiet', '-a', '-m', 'Third');
    const head = git(other, 'rev-parse', 'HEAD').trim();
    writeHook(join(root, 'hooks', 'pre-receive'), `spec diff main ${head}`);
    git(other, 'push', '--quiet', root, 'HEAD:third');
    expect(changedIn(join(root, 'diff.json'))).toMatchObject([{ id: 'T3' }]);
  });

  it('is told in a hook: git commit -a shows what it is about to commit', async () => {
    const [kind] = WHOLE;
    const { root } = make(kind ?? BARE);
    const hooks = git(root, 'rev-parse', '--path-format=absolute', '--git-path', 'hooks').trim();
    writeHook(join(hooks, 'pre-commit'), 'spec diff --staged');
    const workspace = workspaceAt(root, root);
    writeFileSync(workspace.specPath, workspace.readSpec().replace('title: "T3"', 'title: "Third"'));
    expect(runGit(workspace, 'commit', '--quiet', '-a', '-m', 'Third')).toBe(0);
    expect(changedIn(join(root, 'diff.json'))).toMatchObject([{ id: 'T3' }]);
  });
});
