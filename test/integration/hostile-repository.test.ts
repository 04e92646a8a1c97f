import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { childEnvironment, type Variables } from '../support/child-environment.ts';
import { envelopeOf } from '../support/envelope.ts';
import { needsTool } from '../support/needs-tool.ts';
import { runProcess } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { commitAll, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const AS = { as: 'ai:worker' };
const PLANTED = 'hunter2'.repeat(3);

/** All that asks Git: who acts, what is merged, what is tracked and ignored, what a commit is, what HEAD's history holds. */
const COMMANDS: readonly (readonly [args: readonly string[], as?: string])[] = [
  [['status']],
  [['whoami']],
  [['doctor']],
  [['task', 'create', '--title', 'New']],
  [['task', 'claim', 'T1'], 'ai:worker'],
  [['task', 'done', 'T1', '--evidence', 'commit:HEAD', '--note', PLANTED], 'ai:worker'],
  [['task', 'verify', 'T1']],
  [['settle']],
  [['backup']],
];

/** Settings by which Git runs programs. */
const RUNNING_SETTINGS = [
  'core.fsmonitor',
  'core.pager',
  'pager.config',
  'core.editor',
  'core.sshCommand',
  'core.askPass',
  'core.alternateRefsCommand',
  'credential.helper',
  'gpg.program',
  'diff.external',
  'diff.own.command',
  'diff.own.textconv',
  'filter.own.clean',
  'filter.own.smudge',
  'filter.own.process',
  'merge.own.driver',
  'hook.own.command',
];

let workspace: TestWorkspace;
let canary: string;
let script: string;

beforeEach(() => {
  workspace = makeWorkspace({ tasks: readyTasks(2) });
  canary = join(workspace.home, 'owned');
  script = join(workspace.root, 'run-me');
  writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> '${canary}'\n`);
  chmodSync(script, 0o755);
});

async function runAll(env: Variables = {}): Promise<void> {
  for (const [args, as] of COMMANDS) {
    const run = await workspace.json(args, { env, ...(as === undefined ? {} : { as }) });
    expect(envelopeOf(run).error?.code ?? 'ok', `${args.join(' ')}: ${run.stdout}`).toMatch(
      /^(?:ok|DOCTOR_FOUND)$/u,
    );
  }
}

function expectNothingRun(): void {
  expect(existsSync(canary) ? readFileSync(canary, 'utf8') : '').toBe('');
}

/** A merge under way makes an edit ask Git whether the spec is unmerged. */
function beginMerge(): void {
  writeFileSync(join(workspace.root, '.git', 'MERGE_HEAD'), workspace.git('rev-parse', 'HEAD'));
}

describe('nothing that a repository names is run', () => {
  it('in its configuration', async () => {
    writeFileSync(join(workspace.root, '.gitattributes'), '* filter=own diff=own merge=own\n');
    commitAll(workspace.root, 'Attributes');
    for (const key of RUNNING_SETTINGS) {
      workspace.git('config', key, `'${script}' ${key}`);
    }
    workspace.git('config', 'hook.own.event', 'post-index-change');
    beginMerge();
    await runAll();
    expectNothingRun();
  });

  it('in aliases of the commands that are used', async () => {
    for (const name of ['config', 'ls-files', 'rev-list', 'rev-parse', 'check-ignore']) {
      workspace.git('config', `alias.${name}`, `!${script}`);
    }
    beginMerge();
    await runAll();
    expectNothingRun();
  });

  it('in hooks, of the usual folder and of one that is named', async () => {
    const hooks = join(workspace.root, '.git', 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const name of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc']) {
      writeFileSync(join(hooks, name), readFileSync(script));
      chmodSync(join(hooks, name), 0o755);
    }
    workspace.git('config', 'core.hooksPath', hooks);
    beginMerge();
    await runAll();
    expectNothingRun();
  });

  it('in the environment that a hook or a tool left behind', async () => {
    await runAll({
      GIT_EXTERNAL_DIFF: script,
      GIT_PAGER: script,
      PAGER: script,
      GIT_EDITOR: script,
      GIT_SSH_COMMAND: script,
      GIT_ASKPASS: script,
      GIT_PROXY_COMMAND: script,
      GIT_EXEC_PATH: workspace.root,
      GIT_DIR: join(workspace.home, 'elsewhere'),
      GIT_WORK_TREE: workspace.home,
      GIT_TRACE: canary,
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: script,
      GIT_CONFIG_KEY_1: 'alias.ls-files',
      GIT_CONFIG_VALUE_1: `!${script}`,
    });
    expectNothingRun();
  });

  it('as a program of the checkout that is called like Git', async () => {
    for (const name of ['git', 'node', 'sh']) {
      writeFileSync(join(workspace.root, name), readFileSync(script));
      chmodSync(join(workspace.root, name), 0o755);
    }
    beginMerge();
    await runAll({ PATH: `:.:${process.env.PATH ?? ''}:` });
    expectNothingRun();
  });

  it('in the spec and the settings, whatever their texts look like', async () => {
    const inject = JSON.stringify(
      `--output=${canary} $(${script}) ; ${script} | ${script} @${script} !${script}`,
    );
    writeFileSync(
      workspace.specPath,
      [
        `project: {name: ${inject}, default_branch: ${inject}}`,
        'tasks:',
        `  T1: {title: x, status: ready, created_at: 2026-01-05T09:00:00.000Z}`,
        `  ${inject}: {title: ${inject}, description: ${inject}, locks: [${inject}], prd: {source: ${inject}}}`,
        '',
      ].join('\n'),
    );
    writeFileSync(join(workspace.root, '.lodestar', 'config.yaml'), 'ids:\n  prefix: "--exec="\n');
    commitAll(workspace.root, 'Plan');
    for (const [args, as] of COMMANDS) {
      await workspace.json(args, as === undefined ? {} : { as });
    }
    expectNothingRun();
    expect(workspace.git('status', '--porcelain', '--', '.', ':!.lodestar')).toBe('');
  });
});

it('only Git is started, and no text or token is among its arguments', async (context) => {
  needsTool(context, 'strace');
  beginMerge();
  const log = join(workspace.home, 'calls');
  const env = { LODESTAR_LEASE: '', API_TOKEN: PLANTED };
  const started = new Set<string>();
  for (const [args, as] of COMMANDS) {
    const options = ['-f', '-qq', '-v', '-s', '4096', '-e', 'trace=execve', '-e', 'abbrev=all', '-o', log];
    await runProcess('strace', [...options, process.execPath, workspace.bundle, ...args], {
      cwd: workspace.root,
      env: childEnvironment(workspace.home, { ...env, ...(as === undefined ? {} : { LODESTAR_AGENT: as }) }),
    });
    const [, ...children] = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('execve('));
    for (const line of children) {
      started.add(/execve\("(?<program>[^"]*)"/u.exec(line)?.groups?.program?.split('/').at(-1) ?? line);
      expect(line).not.toContain(PLANTED);
    }
  }
  expect([...started]).toEqual(['git']);
});

it('no text of a spec is taken for the name of a file to read', async () => {
  const secret = join(workspace.home, 'secret');
  writeFileSync(secret, 'hunter2-do-not-print');
  const text = JSON.stringify(`@${secret}`);
  writeFileSync(
    workspace.specPath,
    `project: {name: x}\ntasks:\n  T1: {title: ${text}, description: ${text}, acceptance_criteria: [${text}], status: ready}\n`,
  );
  for (const args of [
    ['task', 'show', 'T1'],
    ['task', 'claim', 'T1'],
    ['spec', 'check'],
    ['settle', '--all'],
  ]) {
    const { stdout, stderr } = await workspace.json(args, AS);
    expect(stdout + stderr).not.toContain('hunter2');
  }
});
