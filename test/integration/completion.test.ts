import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHELLS } from '../../src/operations/completion/scripts.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { needsTool } from '../support/needs-tool.ts';
import { BUNDLE } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
let bin: string;

beforeAll(async () => {
  workspace = makeWorkspace({
    tasks: [
      { id: 'T1', title: 'One: first', status: 'ready', labels: ['api', 'web'] },
      { id: 'T2', title: 'Two', status: 'ready', labels: ['storage'] },
      { id: 'GONE', title: 'Gone', status: 'deleted' },
    ],
  });
  await workspace.data(['agent', 'join', '--name', 'one']);
  await workspace.data(['task', 'next']);
  bin = join(workspace.home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'lodestar'), `#!/bin/sh\nexec '${process.execPath}' '${BUNDLE}' "$@"\n`);
  chmodSync(join(bin, 'lodestar'), 0o755);
});

async function complete(line: string, options = {}): Promise<string[]> {
  const run = await workspace.run(['__complete', '--', ...line.split(' ')], options);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run.stdout.split('\n').slice(0, -1);
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { ino, size, mtimeMs } = statSync(path);
      return `${path} ${String(ino)} ${String(size)} ${String(mtimeMs)}`;
    })
    .sort();
}

describe('what a shell asks', () => {
  it('is answered from the plan and the runtime, and leaves both untouched', async () => {
    const before = filesIn(workspace.root);
    expect(await complete('task show t')).toEqual(['T1\tOne: first', 'T2\tTwo']);
    expect(await complete('task next --label ')).toEqual(['api', 'storage', 'web']);
    expect(await complete('log --actor ')).toEqual(['ai:one']);
    expect(filesIn(workspace.root)).toEqual(before);
  });

  it('is answered from the text of the spec where the view is older or not there', async () => {
    const other = makeWorkspace({ spec: workspace.readSpec(), config: 'settings: [broken\n' });
    const run = await other.run(['__complete', '--', 'task', 'show', 'T']);
    expect(run).toMatchObject({ code: 0, stdout: 'T1\tOne: first\nT2\tTwo\n', stderr: '' });
    expect(filesIn(join(other.root, '.lodestar')).filter((name) => name.includes('sqlite'))).toEqual([]);
    writeFileSync(workspace.specPath, workspace.readSpec().replace('"T2"', '"T3"'));
    expect(await complete('task show ')).toEqual(['T1\tOne: first', 'T3\tTwo']);
    writeFileSync(workspace.specPath, workspace.readSpec().replace('"T3"', '"T2"'));
  });

  it('is answered with nothing where nothing can be known', async () => {
    expect(await complete('task show T', { cwd: '/' })).toEqual([]);
    expect(await complete('log --actor ', { cwd: '/' })).toEqual([]);
    expect(await complete('nonsense more ')).toEqual([]);
    const broken = makeWorkspace({ spec: 'tasks: {a: [}\n' });
    rmSync(broken.runtimePath, { force: true });
    expect(await broken.run(['__complete', '--', 'task', 'show', ''])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await broken.run(['__complete'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the script for', () => {
  async function shell(program: string, args: readonly string[], script: string): Promise<string[]> {
    const { PATH = '' } = process.env;
    const env = childEnvironment(workspace.home, { PATH: `${bin}:${PATH}` });
    const run = await runProcess(program, [...args, script], { cwd: workspace.root, env });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    return run.stdout.split('\n').slice(0, -1);
  }

  it('bash completes ids, actors behind their colon, values behind = and files', async (context) => {
    needsTool(context, 'bash');
    const ask = (line: string): string =>
      `COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; COMPREPLY=(); _lodestar; printf '%s ' "\${COMPREPLY[@]}"; echo`;
    const lines = [
      'task show T',
      'log --actor ai:',
      'task list --state=claimab',
      'task next -l api,s',
      'spec check .lod',
      'task cla',
    ];
    const script = [
      'source <(lodestar completion bash)',
      ...lines.map((line) => ask(`lodestar ${line}`)),
      'complete -p lodestar',
    ];
    const answers = await shell('bash', ['--norc', '-c'], script.join('\n'));
    expect(answers.map((line) => line.trim())).toEqual([
      'T1 T2',
      'one',
      'claimable',
      'api,storage',
      '.lodestar',
      'claim',
      'complete -F _lodestar lodestar',
    ]);
  });

  it('zsh hands candidates with their titles to _describe, and files to _files', async (context) => {
    needsTool(context, 'zsh');
    const ask = (...words: readonly string[]): string =>
      `words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${String(words.length)}; _lodestar`;
    const script = [
      'compdef() { print registered $2 }; _files() { print files }',
      '_describe() { print -r -- "${(j: | :)candidates}" }',
      'source <(lodestar completion zsh)',
      ask('lodestar', 'task', 'show', 'T'),
      ask('lodestar', 'log', '--actor', 'ai:'),
      ask('lodestar', 'backup', ''),
    ];
    expect(await shell('zsh', ['-fc'], script.join('\n'))).toEqual([
      'registered lodestar',
      'T1:One: first | T2:Two',
      'ai\\:one',
      'files',
    ]);
  });

  it('fish completes by itself', async (context) => {
    needsTool(context, 'fish');
    const script = [
      'lodestar completion fish | source',
      "complete -C 'lodestar task show T'",
      "complete -C 'lodestar log --actor a'",
      "complete -C 'lodestar spec check .lod'",
    ];
    const answers = await shell('fish', ['--no-config', '-c'], script.join('\n'));
    expect(answers.slice(0, 3)).toEqual(['T1\tOne: first', 'T2\tTwo', 'ai:one']);
    expect(answers[3]).toMatch(/^\.lodestar\//u);
  });

  it.each(SHELLS)('%s is printed alone, and as data under --json', async (name) => {
    const text = await workspace.run(['completion', name]);
    const { script } = await workspace.data<{ script: string }>(['completion', name]);
    expect(text).toMatchObject({ code: 0, stdout: script, stderr: '' });
    expect(script).toContain('__complete');
  });
});
