import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { envelopeOf } from '../support/envelope.ts';
import { ONE, TWO, makePlan, refusal } from '../support/task-plan.ts';
import { makeWorkspace, type RunOptions } from '../support/workspace.ts';

describe.concurrent('task list, show, why, graph', () => {
  test('filters narrow, and a cut list says how to go on', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const ids = async (...args: string[]): Promise<string[]> => {
      const { stdout, code } = await workspace.run(['task', 'list', '--quiet', ...args], ONE);
      expect(code).toBe(0);
      return stdout.split('\n').filter((line) => line !== '');
    };
    expect(await ids()).toEqual(['T1', 'T2', 'T3', 'T4']);
    expect(await ids('--mine')).toEqual(['T1']);
    expect(await ids('--holder', 'worker-1')).toEqual(['T1']);
    expect(await ids('--state', 'claimable,waiting')).toEqual(['T2', 'T3']);
    expect(await ids('--status', 'todo')).toEqual(['T4']);
    expect(await ids('--label', 'core')).toEqual(['T1']);
    expect(await ids('--search', 'TASK t3')).toEqual(['T3']);
    expect(await ids('--sort', 'state')).toEqual(['T3', 'T2', 'T4', 'T1']);
    expect(await workspace.data(['task', 'list', '--limit', '3'])).toMatchObject({
      count: 3,
      total: 4,
      next_cursor: 3,
    });
    expect(await workspace.data(['task', 'list', '--limit', '3', '--offset', '3'])).toMatchObject({
      count: 1,
      next_cursor: null,
    });
  });

  test('fields narrow both the JSON and the table', async () => {
    const workspace = makePlan();
    const { tasks } = await workspace.data<{ tasks: unknown[] }>([
      'task',
      'list',
      '--fields',
      'locks,id',
      '--limit',
      '1',
    ]);
    expect(tasks).toEqual([{ locks: ['src/**'], id: 'T1' }]);
    const { stdout } = await workspace.run(['task', 'list', '--fields', 'locks,id', '--limit', '1']);
    expect(stdout.split('\n').slice(0, 2)).toEqual(['LOCKS   ID', 'src/**  T1']);
  });

  test('a value that no filter has is refused with the list of those that it has', async () => {
    const workspace = makePlan();
    for (const [flag, valid] of [
      ['--status', 'verified'],
      ['--state', 'claimable'],
      ['--sort', 'priority'],
      ['--fields', 'locks'],
    ] as const) {
      const error = await workspace.error(['task', 'list', flag, 'weird']);
      expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(valid) });
    }
    expect(await refusal(workspace, ['task', 'list', '--limit', '0'])).toBe('USAGE 2');
    expect(await refusal(workspace, ['task', 'graph', '--format', 'png'])).toBe('USAGE 2');
    expect(await refusal(workspace, ['task', 'graph', '--hops', '2'])).toBe('USAGE 2');
  });

  test('why names each thing in the way, and the command that moves it', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const why = async (id: string, options: RunOptions = TWO): Promise<{ data: unknown; cmds: string[] }> => {
      const { data, next } = envelopeOf(await workspace.json(['task', 'why', id], options));
      return { data, cmds: next.map((each) => each.cmd) };
    };
    const dependency = {
      kind: 'dependency',
      id: 'T1',
      state: 'claimed',
      claimed_by: { agent_id: 'ai:worker-1' },
    };
    expect(await why('T2')).toMatchObject({
      data: { claimable: false, obstacles: [dependency] },
      cmds: ['lodestar task show T1'],
    });
    expect(await why('T1')).toMatchObject({
      data: { obstacles: [{ kind: 'lease' }, ...[]] },
      cmds: ['lodestar task next'],
    });
    expect(await why('T1', ONE)).toMatchObject({
      data: { held: { agent_id: 'ai:worker-1' } },
      cmds: ['lodestar task done T1'],
    });
    expect(await why('T3')).toMatchObject({
      data: { obstacles: [{ kind: 'lock', lock: 'src/a.ts', other_lock: 'src/**' }] },
    });
    expect(await why('T4')).toMatchObject({
      data: { obstacles: [{ kind: 'status', status: 'todo' }] },
      cmds: ['lodestar task ready T4'],
    });
    expect(await refusal(workspace, ['task', 'why', 'T9'])).toBe('TASK_NOT_FOUND 3');
  });

  test('the graph is drawn in each format, whole or around a task', async () => {
    const workspace = makePlan();
    const graph = async (...args: string[]): Promise<string> =>
      (await workspace.run(['task', 'graph', ...args])).stdout;
    expect(await graph()).toMatch(/^LAYER {2}ID {2}STATE/u);
    expect(await graph('--format', 'dot')).toMatch(
      /^digraph lodestar \{\n[\s\S]*"T1" -> "T2" \[[^\]]*\];\n\}\n$/u,
    );
    expect(await graph('--format', 'mermaid')).toMatch(/^flowchart LR\n/u);
    expect(await graph('--format', 'svg')).toMatch(/^<svg [^]*<\/svg>\n$/u);
    expect(await graph('--format', 'html')).toMatch(/^<!doctype html>[^]*<\/html>\n$/u);
    const focused = JSON.parse(await graph('--format', 'json', '--focus', 'T2')) as {
      ok: boolean;
      data: { nodes: { id: string }[] };
    };
    expect(focused).toMatchObject({ ok: true, data: { focus: 'T2', edges: [{ from: 'T1', to: 'T2' }] } });
    expect(focused.data.nodes.map((each) => each.id)).toEqual(['T1', 'T2']);
    expect(await refusal(workspace, ['task', 'graph', '--focus', 'T9'])).toBe('TASK_NOT_FOUND 3');
  });

  test('what is proposed for an id of an older spec runs as it is printed', async () => {
    const spec =
      'tasks:\n  -x:\n    title: Dash\n    status: ready\n  "a b\'s":\n    title: Blank\n    depends_on: [-x]\n    status: ready\n';
    const workspace = makeWorkspace({ spec });
    const run = async (cmd: string): Promise<readonly string[]> => {
      const words = execFileSync('sh', ['-c', `printf '%s\\n' ${cmd}`], { encoding: 'utf8' })
        .trimEnd()
        .split('\n');
      const { ok, next } = envelopeOf(await workspace.json(words.slice(1), ONE));
      expect(ok, cmd).toBe(true);
      return next.map((each) => each.cmd);
    };
    const [claim = ''] = await run(`lodestar task why "a b's"`);
    expect(claim).toBe('lodestar task claim -- -x');
    const [done = ''] = await run(claim);
    const [verify = ''] = await run(done);
    expect(await run(verify)).toContain(`lodestar task claim 'a b'\\''s'`);
  });

  test('what reads changes neither plane', async () => {
    const workspace = makePlan();
    await workspace.data(['task', 'claim', 'T1'], ONE);
    const before = await workspace.data(['log']);
    const spec = readFileSync(workspace.specPath);
    for (const args of [['list'], ['show', 'T1'], ['next'], ['why', 'T2'], ['graph']]) {
      await workspace.data(['task', ...args], TWO);
    }
    expect(await workspace.data(['log'])).toEqual(before);
    expect(readFileSync(workspace.specPath).equals(spec)).toBe(true);
  });
});
