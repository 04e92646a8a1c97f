import { spawn } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { childEnvironment, type Variables } from '../support/child-environment.ts';
import { copyWorkspace, inCopy } from '../support/copy-workspace.ts';
import { inParallel } from '../support/in-parallel.ts';
import { contractOf } from '../support/manifest.ts';
import { needsTool } from '../support/needs-tool.ts';
import { BUNDLE } from '../support/paths.ts';
import { runProcess, type ProcessResult } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { makeEveryState, ONE } from './support/every-state.ts';
import { tellCall, type Call } from './support/call.ts';
import { SCENARIOS } from './support/scenarios.ts';

const IDS = Object.keys(COMMAND_TABLE);

/** Whatever a terminal obeys, and whatever reverses or hides text on it. A line end is meant. */
const OBEYED = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

let workspace: TestWorkspace;
let reader: TestWorkspace;

beforeAll(async () => {
  workspace = await makeEveryState();
  reader = await copyWorkspace(workspace);
});

/** One call that succeeds, one that fails, and all that only read. */
function callsOf(id: string): readonly Call[] {
  const calls = SCENARIOS[id] ?? [];
  const [success, failure] = [true, false].map((wanted) =>
    calls.find(({ verdict }) => (verdict === 'ok') === wanted),
  );
  return contractOf(id.split(' ')).writes ? [success, failure].filter((call) => call !== undefined) : calls;
}

async function runAsText({ args, options }: Call): Promise<ProcessResult> {
  return contractOf(args).writes
    ? await inCopy(workspace, async (copy) => await copy.run(args, options))
    : await reader.run(args, options);
}

describe('into a pipe', () => {
  it.each(IDS)('%s prints plain text, and complains on stderr alone', async (id) => {
    await inParallel(callsOf(id), async (call) => {
      const run = await runAsText(call);
      const tell = `${tellCall(call)}\n${run.stdout}${run.stderr}`;
      expect(run.stdout + run.stderr, tell).not.toMatch(OBEYED);
      expect(run.stdout + run.stderr, tell).not.toMatch(/\bundefined\b|\[object |\bNaN\b/u);
      if (call.verdict === 'ok') {
        expect(run.code, tell).toBe(0);
        expect(run.stdout, tell).toMatch(/\S\n$/u);
        expect(run.stdout, tell).not.toMatch(/[ \t]$/mu);
      } else {
        expect(run.code, tell).not.toBe(0);
        expect(run.stderr, tell).toContain(`[${call.verdict}]`);
        expect(run.stderr, tell).not.toMatch(/^ {4}at /mu);
      }
    });
  });
});

/** Runs a command on a terminal of its own, and returns what that shows. */
async function onTerminal(args: readonly string[], env: Variables): Promise<string> {
  const line = [process.execPath, BUNDLE, ...args].join(' ');
  const { stdout } = await runProcess('script', ['-qec', line, '/dev/null'], {
    cwd: reader.root,
    env: childEnvironment(reader.home, { TERM: 'xterm-256color', ...env }),
  });
  return stdout;
}

describe('on a terminal', () => {
  // eslint-disable-next-line no-control-regex -- colour begins with ESC
  const COLOR = /\u001b\[/u;

  it('there is colour, unless somebody asked for none', async (context) => {
    needsTool(context, 'script');
    expect(await onTerminal(['status'], {})).toMatch(COLOR);
    for (const args of [['status'], ['task', 'show', 'MINE'], ['--help'], ['task', 'claim', '--help']]) {
      const plain = await onTerminal(args, { NO_COLOR: '1' });
      expect(plain).not.toMatch(COLOR);
      expect(plain).toMatch(/\w{3}/u);
      expect(await onTerminal([...args, '--no-color'], {})).not.toMatch(COLOR);
    }
  });

  it('long output goes through the pager, and the exit code stays', async (context) => {
    needsTool(context, 'script');
    const page = async (line: string, env: Variables): Promise<ProcessResult> => {
      const command = `stty rows 4 cols 80; ${process.execPath} ${BUNDLE} ${line}`;
      return await runProcess('script', ['-qec', command, '/dev/null'], {
        cwd: reader.root,
        env: childEnvironment(reader.home, {
          TERM: 'xterm',
          LODESTAR_PAGER: 'sed -n "s/^error/PAGED/p;1s/^/PAGED /p"',
          ...env,
        }),
      });
    };
    expect((await page('help exit-codes', {})).stdout).toMatch(/^PAGED [^\n]*\r?\n$/u);
    expect((await page('doctor --strict', {})).code).toBe(4);
    for (const line of ['help exit-codes --no-pager', 'task list --json', 'version']) {
      expect((await page(line, {})).stdout, line).not.toContain('PAGED');
    }
    expect((await page('help exit-codes', { LODESTAR_AGENT: 'ai:one' })).stdout).not.toContain('PAGED');
    const missing = await page('help exit-codes', { LODESTAR_PAGER: 'no-such-pager' });
    expect(missing).toMatchObject({ code: 0, stdout: expect.stringContaining('NOTHING_TO_CLAIM') });
  });

  it('JSON is the same as in a pipe', async (context) => {
    needsTool(context, 'script');
    const shown = await onTerminal(['task', 'list', '--json'], {});
    expect(shown.replaceAll('\r\n', '\n')).toBe((await reader.run(['task', 'list', '--json'])).stdout);
  });
});

it('FORCE_COLOR colours what goes into a pipe, but never JSON', async () => {
  const env = { FORCE_COLOR: '1' };
  expect((await reader.run(['status'], { env })).stdout).toMatch(OBEYED);
  expect((await reader.run(['status', '--json'], { env })).stdout).not.toMatch(OBEYED);
});

/** Runs a command whose output nobody reads: that side of the pipe is closed before the command has begun. */
async function runUnread(
  args: readonly string[],
  unread: 'stdout' | 'stderr',
): Promise<Partial<ProcessResult>> {
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BUNDLE, ...args], {
      cwd: reader.root,
      env: childEnvironment(reader.home),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child[unread].destroy();
    const other: Buffer[] = [];
    child[unread === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk: Buffer) => other.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, stderr: Buffer.concat(other).toString('utf8') });
    });
  });
}

describe('a closed pipe', () => {
  it.each(['task list', 'task list --json', 'log', '--help', 'task claim --schema', 'task show NXT --json'])(
    'is quiet after %s',
    async (line) => {
      const run = await runUnread(line.split(' '), 'stdout');
      expect(run).toMatchObject({ signal: null, stderr: '' });
      expect(run.code).not.toBe(1);
    },
  );

  it('is quiet where complaints go', async () => {
    expect(await runUnread(['task', 'show', 'NXT'], 'stderr')).toMatchObject({ signal: null, code: 3 });
  });
});

/** In a workspace without anything: where each command has its lists, which are there and empty. */
const EMPTY_LISTS: readonly (readonly [line: string, ...lists: string[]])[] = [
  ['task list', 'tasks'],
  ['task next', 'tasks', 'held'],
  ['task graph', 'nodes', 'edges'],
  ['agent list', 'agents'],
  ['lease list', 'leases'],
  ['log', 'events'],
  ['settle', 'settled', 'left'],
  ['spec check', 'problems'],
  ['doctor', 'findings'],
  ['status', 'held', 'unsettled'],
  ['whoami', 'held'],
  ['agent leave', 'released'],
  ['agent heartbeat --renew', 'renewed'],
  ['reset --dry-run', 'unsettled', 'live_leases'],
];

it('an empty list is []', async () => {
  const empty = makeWorkspace();
  for (const [line, ...lists] of EMPTY_LISTS) {
    const data = await empty.data<Record<string, unknown>>(line.split(' '));
    expect(Object.fromEntries(lists.map((list) => [list, data[list]])), line).toEqual(
      Object.fromEntries(lists.map((list) => [list, []])),
    );
  }
});

it('an empty list of a task is []', async () => {
  const alone = makeWorkspace({ tasks: readyTasks(1) });
  const show = await alone.data<Record<string, unknown>>(['task', 'show', 'T1']);
  const claim = await alone.data<Record<string, unknown>>(['task', 'claim', 'T1'], { as: ONE });
  const why = await alone.data<Record<string, unknown>>(['task', 'why', 'T1'], { as: ONE });
  const lists = [
    ...['acceptance_criteria', 'depends_on', 'labels', 'locks', 'capabilities'].map((key) => show[key]),
    ...['dependents', 'unmet_dependencies', 'criteria', 'evidence'].map((key) => show[key]),
    ...['acceptance_criteria', 'locks', 'overlaps'].map((key) => claim[key]),
    why.obstacles,
  ];
  expect(lists).toEqual(lists.map(() => []));
});
