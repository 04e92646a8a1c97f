import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** The main worktree goes to a branch that has no `.lodestar/`, with a runtime in use. */
async function onBareBranch(): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  const empty = workspace.git('commit-tree', '-m', 'Begin', workspace.git('mktree').trim()).trim();
  workspace.git('branch', 'bare', empty);
  workspace.git('switch', '--quiet', 'bare');
  return workspace;
}

const untracked = (workspace: TestWorkspace) =>
  workspace.git('status', '--porcelain', '--untracked-files=all').trim();

test('the runtime is untracked there until a command opens it', async () => {
  const workspace = await onBareBranch();
  expect(untracked(workspace)).toBe('?? .lodestar/runtime.sqlite');
  expect((await workspace.error(['status'])).code).toBe('NOT_A_WORKSPACE');
  expect(untracked(workspace)).toBe('?? .lodestar/runtime.sqlite');
  await workspace.data(['whoami']);
  expect(untracked(workspace)).toBe('');
  workspace.git('switch', '--quiet', 'main');
  expect(untracked(workspace)).toBe('');
  expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
});

test('or one in another worktree does', async () => {
  const workspace = await onBareBranch();
  const folder = join(workspace.root, '..', 'linked');
  workspace.git('worktree', 'add', '--quiet', folder, 'main');
  expect(untracked(workspace)).toBe('?? .lodestar/runtime.sqlite');
  await workspace.at(folder).data(['task', 'list']);
  expect(untracked(workspace)).toBe('');
});

test('and never where the clone ignores it by itself', async () => {
  const workspace = await onBareBranch();
  mkdirSync(join(workspace.root, '.git/info'), { recursive: true });
  appendFileSync(join(workspace.root, '.git/info/exclude'), '**/.lodestar/runtime.sqlite*\n');
  expect(untracked(workspace)).toBe('');
});
