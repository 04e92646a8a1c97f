import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUNDLE } from '../support/paths.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** Writes a hook that prints into files what the commands in it answer, and fails as the first that fails. */
function writeHook(workspace: TestWorkspace, name: string, commands: readonly string[]): void {
  const folder = join(workspace.root, '.git', 'hooks');
  mkdirSync(folder, { recursive: true });
  const lodestar = `'${process.execPath}' '${BUNDLE}'`;
  const lines = commands.map((command, index) => `${lodestar} ${command} > "$out/${index}.json" || exit 1`);
  const text = `#!/bin/sh\nout='${join(workspace.root, '..')}'\necho "$GIT_INDEX_FILE" > "$out/index-file"\n${lines.join('\n')}\n`;
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}

function printed(workspace: TestWorkspace, name: string): string {
  return readFileSync(join(workspace.root, '..', name), 'utf8');
}

describe('inside the hook of a commit', () => {
  it.each([
    ['commit --all', ['--all'], /index\.lock$/u],
    ['commit FILE', ['README'], /next-index-\d+\.lock$/u],
    ['commit of what is staged', [], /index$/u],
  ])('%s, commands that read the spec do not wait for Git', (_name, args, indexFile) => {
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    writeFileSync(join(workspace.root, 'README'), 'x\n');
    workspace.git('add', 'README');
    writeFileSync(workspace.specPath, workspace.readSpec().replace('Task T2', 'Another'));
    writeHook(workspace, 'pre-commit', [
      'spec check --json',
      'task list --json',
      'task claim T1 --as ai:hook --json',
      'config list --json',
    ]);
    const started = performance.now();
    workspace.git('commit', '--quiet', '--message', 'Change', ...args);
    expect(performance.now() - started).toBeLessThan(9000);
    expect(printed(workspace, 'index-file').trim()).toMatch(indexFile);
    expect(JSON.parse(printed(workspace, '0.json'))).toMatchObject({ ok: true, data: { valid: true } });
    expect(printed(workspace, '1.json')).toContain('Another');
    expect(workspace.git('log', '--oneline').trim().split('\n')).toHaveLength(2);
  });

  it('also in a linked worktree', () => {
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    writeHook(workspace, 'pre-commit', ['spec check --json', 'task list --json']);
    const linked = workspace.at(join(workspace.root, '..', 'linked'));
    workspace.git('worktree', 'add', '--quiet', linked.root);
    writeFileSync(linked.specPath, linked.readSpec().replace('Task T2', 'Another'));
    const started = performance.now();
    linked.git('commit', '--quiet', '--all', '--message', 'Change');
    expect(performance.now() - started).toBeLessThan(9000);
    expect(printed(workspace, 'index-file')).toContain('worktrees/linked/index.lock');
    expect(printed(workspace, '1.json')).toContain('Another');
  });
});

describe('a lock that Git left behind', () => {
  it('keeps nobody from reading, and who writes is told what to look at', { timeout: 60_000 }, async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(2), config: 'settle: manual\n' });
    const lock = join(workspace.root, '.git', 'index.lock');
    writeFileSync(lock, '');
    const { tasks } = await workspace.data<{ tasks: unknown[] }>(['task', 'list']);
    expect(tasks).toHaveLength(2);
    await workspace.data(['spec', 'check']);
    await workspace.data(['task', 'claim', 'T1'], { as: 'ai:worker' });
    const refused = await workspace.error(['task', 'update', 'T2', '--title', 'New']);
    expect(refused).toMatchObject({ code: 'SPEC_BUSY', details: { lock } });
    expect(refused.hint).toContain(lock);
    expect(refused.hint).not.toMatch(/\brm\b|remove|delete/u);
    expect(existsSync(lock)).toBe(true);
    rmSync(lock);
    await workspace.data(['task', 'update', 'T2', '--title', 'New']);
  });
});
