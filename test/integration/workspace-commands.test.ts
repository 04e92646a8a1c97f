import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../../src/operations/log/event-entry.ts';
import type { HistoryResult } from '../../src/operations/log/history.ts';
import type { LogResult } from '../../src/operations/log/log.ts';
import type { SettleResult } from '../../src/operations/settle/settle.ts';
import type { InitResult } from '../../src/operations/workspace/init.ts';
import type { StatusResultOfWorkspace } from '../../src/operations/workspace/status.ts';
import type { WhoamiResult } from '../../src/operations/workspace/whoami.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { envelopeOf } from '../support/envelope.ts';
import { BUNDLE } from '../support/paths.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { commitAll, initRepository, makeWorkspace, workspaceAt } from '../support/workspace.ts';

const WORKER = { as: 'ai:worker' };
const ADA = { as: 'human:ada' };

function emptyRepository() {
  const root = makeTempFolder();
  initRepository(root);
  return workspaceAt(root, root);
}

describe('init', () => {
  it('writes the three files of a workspace, once', async () => {
    const workspace = emptyRepository();
    const made = await workspace.data<InitResult>(['init', '--name', 'demo']);
    expect(made).toMatchObject({
      initialized: true,
      project_name: 'demo',
      path: workspace.root,
      changed: true,
    });
    expect(readdirSync(join(workspace.root, '.lodestar')).sort()).toEqual([
      '.gitignore',
      'config.yaml',
      'spec.yaml',
    ]);
    const text = workspace.readSpec();
    const again = await workspace.data<InitResult>(['init', '--name', 'other', '--example']);
    expect(again).toMatchObject({ project_name: 'demo', changed: false, files_created: [] });
    expect(workspace.readSpec()).toBe(text);
    expect(await workspace.data(['spec', 'check'])).toMatchObject({ valid: true, warnings: 0 });
  });

  it('makes none where nothing can be checked out', async () => {
    const inside = emptyRepository();
    const bare = inside.at(join(inside.root, '.git'));
    expect(await bare.error(['init'])).toMatchObject({ code: 'INPUT_INVALID', details: { path: bare.root } });
    expect(existsSync(join(bare.root, '.lodestar'))).toBe(false);
  });

  it('completes a workspace that lacks a file, and leaves the others alone', async () => {
    const workspace = makeWorkspace({ gitignore: null });
    const text = workspace.readSpec();
    const made = await workspace.data<InitResult>(['init']);
    expect([...made.files_created].sort()).toEqual(['.lodestar/.gitignore', '.lodestar/config.yaml']);
    expect(workspace.readSpec()).toBe(text);
  });

  it('says of a spec that is a link to nothing what is wrong, and so does every command', async () => {
    const workspace = makeWorkspace();
    rmSync(workspace.specPath);
    symlinkSync('../../plans/spec.yaml', workspace.specPath);
    const target = join(workspace.root, '../plans/spec.yaml');
    for (const args of [['init'], ['task', 'list'], ['status'], ['spec', 'check']]) {
      const error = await workspace.error(args);
      expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', details: { path: workspace.specPath, target } });
      expect(error.hint).not.toContain('lodestar init');
    }
    expect(existsSync(target)).toBe(false);
  });

  it('begins with a graph of tasks when asked, of which the first can be claimed', async () => {
    const workspace = emptyRepository();
    const run = await workspace.json(['init', '--example']);
    const [next] = envelopeOf(run).next;
    expect(next?.cmd).toBe('lodestar task next');
    const status = await workspace.data<StatusResultOfWorkspace>(['status']);
    expect(status.tasks).toMatchObject({ total: 4, claimable: 1, by_state: { claimable: 1, waiting: 3 } });
    commitAll(workspace.root, 'Plan');
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('makes one of another folder, and its hints lead there', async () => {
    const workspace = emptyRepository();
    const run = await workspace.json(['init', 'packages/web app']);
    const root = join(workspace.root, 'packages/web app');
    expect(envelopeOf(run).data).toMatchObject({ path: root, project_name: 'web app' });
    expect(envelopeOf(run).next.map((each) => each.cmd)).toContain(`lodestar agent join --dir '${root}'`);
    expect(await workspace.data(['status', '--dir', root])).toMatchObject({ project: { name: 'web app' } });
  });

  it('keeps nothing of a dry run', async () => {
    const workspace = emptyRepository();
    const run = await workspace.json(['init', '--dry-run']);
    expect(envelopeOf(run)).toMatchObject({ data: { changed: true }, warnings: [{ code: 'dry-run' }] });
    expect(existsSync(join(workspace.root, '.lodestar'))).toBe(false);
  });
});

describe('status and whoami', () => {
  it('say where things stand, what is held and what is not settled', async () => {
    const tasks = [
      { id: 'T1' },
      { id: 'T2', depends_on: ['T1'] },
      { id: 'T3' },
      { id: 'T4', status: 'todo' },
    ];
    const workspace = makeWorkspace({ tasks });
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    await workspace.data(['task', 'done', 'T1'], WORKER);
    await workspace.data(['task', 'claim', 'T3'], WORKER);
    const run = await workspace.json(['status'], WORKER);
    expect(envelopeOf(run).data).toMatchObject({
      initialised: true,
      tasks: {
        total: 4,
        claimable: 0,
        by_state: { done: 1, waiting: 1, claimed: 1, draft: 1, claimable: 0 },
      },
      agents: { registered: 0, active_leases: 1 },
      held: ['T3'],
      unsettled: [{ task_id: 'T1', status: 'done', by: 'ai:worker' }],
    });
    expect(envelopeOf(run).next.map((each) => each.intent)).toEqual(['task.done', 'task.verify']);
    const text = await workspace.run(['status'], WORKER);
    expect(text.stdout).toContain('T1 done by ai:worker');
    expect((await workspace.run([], WORKER)).stdout).toBe(text.stdout);
    const self = await workspace.data<WhoamiResult>(['whoami'], WORKER);
    expect(self).toMatchObject({
      actor: 'ai:worker',
      actor_from: 'env',
      workspace: workspace.root,
      branch: 'main',
    });
    expect(self.held).toMatchObject([{ task_id: 'T3', title: 'Task T3' }]);
    expect(self.runtime_path).toBe(workspace.runtimePath);
  });

  it.each([
    [['whoami', '--as', 'ci:main'], {}, { actor: 'ci:main', actor_from: 'flag' }],
    [['whoami'], { env: { LODESTAR_AGENT: '' } }, { actor: 'human:ada-lovelace', actor_from: 'git' }],
    [['whoami', '--as', 'nobody'], {}, { actor: 'human:nobody', actor_from: 'flag' }],
  ])('answer %j as the actor that is named', async (args, options, expected) => {
    const workspace = makeWorkspace();
    expect(await workspace.data(args, options)).toMatchObject(expected);
  });

  it('whoami works in a checkout without a workspace whose repository has one runtime', async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1' }] });
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    const bare = join(workspace.root, '..', 'bare');
    workspace.git('worktree', 'add', '--quiet', '--detach', bare);
    const other = workspace.at(bare);
    other.git('switch', '--quiet', '--orphan', 'empty');
    const self = await other.data<WhoamiResult>(['whoami'], WORKER);
    expect(self).toMatchObject({ workspace: null, runtime_path: workspace.runtimePath });
    expect(self.held).toMatchObject([{ task_id: 'T1' }]);
    expect((await other.error(['status'])).code).toBe('NOT_A_WORKSPACE');
  });
});

describe('settle', () => {
  it('takes what the current branch decided, leaves the rest and says why', async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1' }, { id: 'T2' }, { id: 'T3' }] });
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    await workspace.data(['task', 'done', 'T1'], WORKER);
    await workspace.data(['task', 'block', 'T2', '--reason', 'waits for the API'], ADA);
    workspace.git('switch', '--quiet', '-c', 'feature');
    await workspace.data(['task', 'cancel', 'T3', '--reason', 'not needed'], ADA);
    const before = workspace.readSpec();
    const planned = await workspace.data<SettleResult>(['settle', '--dry-run'], ADA);
    expect(workspace.readSpec()).toBe(before);
    const run = await workspace.json(['settle'], ADA);
    const settled = envelopeOf(run).data as SettleResult;
    expect(settled).toEqual(planned);
    expect(settled).toMatchObject({
      settled: [{ task_id: 'T3', status: 'cancelled', by: 'human:ada' }],
      left: [
        { task_id: 'T1', status: 'done', why: 'done' },
        { task_id: 'T2', status: 'blocked', why: 'other-branch' },
      ],
    });
    expect(envelopeOf(run).next.map((each) => each.cmd)).toEqual(['lodestar settle --all']);
    expect(workspace.readSpec()).toContain('status: cancelled');
    expect(await workspace.data(['settle', '--all'], ADA)).toMatchObject({ settled: [{ task_id: 'T2' }] });
    expect(await workspace.data(['settle', '--all'], ADA)).toMatchObject({ settled: [], changed: false });
    expect((await workspace.error(['settle', 'T9'], ADA)).code).toBe('TASK_NOT_FOUND');
  });
});

/** What to do when so many lines were printed; the last of it ends the command. */
type AtLine = Readonly<Record<number, () => Promise<unknown>>>;

/** Runs a command that goes on printing, and interrupts it as ^C does when the last of `steps` is reached. */
async function follow(root: string, args: readonly string[], steps: AtLine) {
  const child = spawn(process.execPath, [BUNDLE, ...args], {
    cwd: root,
    env: childEnvironment(root),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  // It ends with this process at the latest: what follows a log has no end of its own.
  process.once('exit', () => child.kill('SIGKILL'));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    await steps[lines.length]?.();
    if (lines.length === Math.max(...Object.keys(steps).map(Number))) {
      child.kill('SIGINT');
    }
  }
  const [code] = (await ended) as [number | null];
  return { lines, code };
}

describe('log and history', () => {
  it('filter, page and limit', async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1' }, { id: 'T2' }] });
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    await workspace.data(['task', 'done', 'T1', '--note', 'see the branch'], WORKER);
    await workspace.data(['task', 'block', 'T2', '--reason', 'later'], ADA);
    const all = await workspace.data<LogResult>(['log']);
    expect(all.events.map((event) => event.seq)).toEqual(all.events.map((_, index) => index + 1));
    const types = async (...args: string[]) =>
      (await workspace.data<LogResult>(['log', ...args])).events.map((event) => event.type);
    expect(await types('--actor', 'ada')).toEqual(['actor.registered', 'task.blocked']);
    expect(await types('--type', 'task.done')).toEqual(['task.done']);
    expect(await types('--task', 'T2')).toEqual(['task.blocked']);
    expect(await types('--since', '1h')).toHaveLength(all.count);
    expect(await types('--since', '2100-01-01')).toEqual([]);
    const first = await workspace.data<LogResult>(['log', '--after', '0', '--limit', '2']);
    expect(first).toMatchObject({ count: 2, total: all.count, cursor: 2, next_cursor: 2 });
    const rest = await workspace.data<LogResult>(['log', '--after', String(first.cursor)]);
    expect([...first.events, ...rest.events]).toEqual(all.events);
    const history = await workspace.data<HistoryResult>(['history', 'T1']);
    expect(history.events).toEqual(all.events.filter((event) => event.task_id === 'T1'));
    expect((await workspace.run(['history', 'T1'])).stdout).toContain('see the branch');
    expect((await workspace.error(['log', '--type', 'task.dome'])).hint).toContain('task.done');
    expect((await workspace.error(['log', '--since', 'yesterday'])).code).toBe('INPUT_INVALID');
    expect((await workspace.error(['history', 'T8'])).code).toBe('TASK_NOT_FOUND');
    expect((await workspace.error(['log', '--task', 'T8'])).code).toBe('TASK_NOT_FOUND');
    expect(await types('--task', 'T2', '--type', 'task.done')).toEqual([]);
  });

  it('follow prints one value a line with its seq, over a reset, until it is interrupted', async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1' }] });
    await workspace.data(['agent', 'join', '--name', 'one']);
    const { lines, code } = await follow(workspace.root, ['log', '--follow', '--json'], {
      2: async () => await workspace.data(['task', 'block', 'T1', '--reason', 'later'], ADA),
      4: async () => {
        await workspace.data(['reset', '--yes']);
        await workspace.data(['agent', 'join', '--name', 'two']);
      },
      6: async () => Promise.resolve(),
    });
    const events = lines.map((line) => JSON.parse(line) as EventEntry);
    expect(events.map((event) => `${event.seq} ${event.type} ${event.actor}`)).toEqual([
      '1 actor.registered ai:one',
      '2 agent.joined ai:one',
      '3 actor.registered human:ada',
      '4 task.blocked human:ada',
      '1 actor.registered ai:two',
      '2 agent.joined ai:two',
    ]);
    expect(code).toBe(130);
  });

  it('read from the runtime while the spec is broken', async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1' }] });
    await workspace.data(['task', 'claim', 'T1'], WORKER);
    writeFileSync(workspace.specPath, `${readFileSync(workspace.specPath, 'utf8')}  T1: {}\n`);
    expect((await workspace.error(['status'])).code).toBe('SPEC_INVALID');
    expect(await workspace.data(['log'])).toMatchObject({ count: 2 });
    expect(await workspace.data(['log', '--task', 'T1'])).toMatchObject({ count: 1 });
    expect((await workspace.error(['log', '--task', 'T8'])).code).toBe('TASK_NOT_FOUND');
    expect(await workspace.data(['lease', 'list'])).toMatchObject({ count: 1 });
    expect(await workspace.data(['whoami'], WORKER)).toMatchObject({ held: [{ task_id: 'T1' }] });
    expect(await workspace.data(['history', 'T1'])).toMatchObject({ title: 'Task T1', count: 1 });
  });
});

it('names the workspace that it is in from any folder below', async () => {
  const workspace = makeWorkspace();
  const below = join(workspace.root, 'src', 'deep');
  mkdirSync(below, { recursive: true });
  expect(await workspace.data(['whoami'], { cwd: below })).toMatchObject({ workspace: workspace.root });
});
