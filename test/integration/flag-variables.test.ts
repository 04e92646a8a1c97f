import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isFromEnvironment, variablePrefix } from '../../src/cli/oclif-input.ts';
import type { ClaimResult } from '../../src/operations/task/claim.ts';
import { EXIT } from '../../src/exit.ts';
import { MANIFEST } from '../support/manifest.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;

beforeAll(() => {
  workspace = makeWorkspace({ tasks: readyTasks(3) });
});

describe('a variable stands for a flag', () => {
  it('with a value, a list of values, or as a switch of a command that only reads', async () => {
    const env = { LODESTAR_TASK_LIST_FIELDS: 'id,title', LODESTAR_TASK_LIST_LIMIT: '1' };
    expect(await workspace.data(['task', 'list'], { env })).toMatchObject({
      tasks: [{ id: 'T1', title: expect.any(String) }],
    });
    const quiet = await workspace.run(['task', 'list'], { env: { LODESTAR_TASK_LIST_QUIET: 'true' } });
    expect(quiet.stdout).toBe('T1\nT2\nT3\n');
    const claim = await workspace.data<ClaimResult>(['task', 'claim', 'T1', '--dry-run'], {
      env: { LODESTAR_TASK_CLAIM_TTL: '1h' },
    });
    expect(claim.ttl_seconds).toBe(3600);
  });

  it('and the command line goes before it, in whichever form the flag is there', async () => {
    const env = { LODESTAR_LOG_LIMIT: '1', LODESTAR_TASK_NEXT_COUNT: 'nonsense' };
    for (const flags of [['--limit', '7'], ['--limit=7'], ['-n7'], ['-n', '7']]) {
      expect(await workspace.run(['log', ...flags], { env })).toMatchObject({ code: 0 });
    }
    expect(await workspace.run(['task', 'next', '-n', '2'], { env })).toMatchObject({ code: 0 });
    expect(await workspace.run(['task', 'next'], { env })).toMatchObject({ code: EXIT.usage });
  });

  it('and a bad value is told by the name of the variable, wherever it is found out', async () => {
    const cases = [
      [['task', 'list'], 'LODESTAR_TASK_LIST_SORT', 'prority'],
      [['task', 'list'], 'LODESTAR_TASK_LIST_QUIET', 'perhaps'],
      [['task', 'list'], 'LODESTAR_TASK_LIST_LABEL', 'none'],
      [['task', 'claim'], 'LODESTAR_TASK_CLAIM_TTL', '5x'],
      [['task', 'show', 'T1'], 'LODESTAR_DIR', '/nonexistent'],
    ] as const;
    for (const [args, variable, value] of cases.slice(0, 4)) {
      const error = await workspace.error(args, { env: { [variable]: value }, as: 'ai:one' });
      expect(`${error.message} ${error.hint}`).toContain(variable);
    }
    const [args, variable, value] = cases[4];
    expect(await workspace.error(args, { env: { [variable]: value } })).toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });

  it('but never for a switch of a command that writes: that is to be said in the call', async () => {
    await workspace.data(['agent', 'join', '--name', 'one']);
    const env = { LODESTAR_RESET_YES: '1', LODESTAR_TASK_CREATE_DRAFT: '1', LODESTAR_DRY_RUN: '1' };
    expect(await workspace.run(['reset'], { env })).toMatchObject({ code: EXIT.usage });
    for (const { id, flags, contract } of Object.values(MANIFEST.commands)) {
      for (const name of ['yes', 'force', 'cascade', 'overwrite', 'reject', 'undo', 'fix', 'allow-overlap']) {
        const flag = flags[name];
        expect(flag !== undefined && isFromEnvironment(flag, contract), `${id} --${name}`).toBe(false);
      }
    }
  });
});

it('global flags have variables of their own', async () => {
  mkdirSync(join(workspace.root, 'sub'), { recursive: true });
  const elsewhere = { cwd: '/', env: { LODESTAR_DIR: join(workspace.root, 'sub'), LODESTAR_JSON: '1' } };
  expect(JSON.parse((await workspace.run(['status'], elsewhere)).stdout)).toMatchObject({ ok: true });
  expect(await workspace.run(['status', '--json', '-C', workspace.root], elsewhere)).toMatchObject({
    code: 0,
  });
  const asked = await workspace.run(['__complete', '--', 'task', 'show', ''], {
    env: { LODESTAR_JSON: '1' },
  });
  expect(asked.stdout).toMatch(/^T1\t/u);
});

it('help names the variables of its command', async () => {
  const { stdout } = await workspace.run(['task', 'list', '--help'], { env: { COLUMNS: '400' } });
  expect(stdout).toMatch(/LODESTAR_TASK_LIST_… +in place of a flag: .*\bSORT\b/u);
  expect(variablePrefix('task:list')).toBe(variablePrefix('task list'));
});
