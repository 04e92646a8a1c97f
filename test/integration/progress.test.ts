import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { childEnvironment } from '../support/child-environment.ts';
import { needsTool } from '../support/needs-tool.ts';
import { BUNDLE } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** So many that reading them takes well over half a second on any machine. */
const MANY = 30_000;

let workspace: TestWorkspace;

beforeAll(() => {
  workspace = makeWorkspace({ tasks: readyTasks(MANY) });
});

/** Runs a shell line as the first command after a clone, on a terminal of its own; what that shows. */
async function showFirst(line: string): Promise<string> {
  rmSync(join(workspace.root, '.lodestar', 'local'), { recursive: true, force: true });
  return await show(line);
}

async function show(line: string): Promise<string> {
  const { stdout } = await runProcess('script', ['-qec', line, '/dev/null'], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home, { TERM: 'xterm', COLUMNS: '80' }),
  });
  return stdout;
}

const LODESTAR = `${process.execPath} ${BUNDLE}`;
const PROGRESS = /\rReading the plan: \d+ % of 30000 tasks/gu;
const WIPED = '\r\u001B[K';

it('tells on a terminal how far the first command has come, and wipes that', async (context) => {
  needsTool(context, 'script');
  const shown = await showFirst(`${LODESTAR} task next`);
  const painted = shown.match(PROGRESS) ?? [];
  expect(painted.length).toBeGreaterThan(1);
  expect(new Set(painted).size).toBeGreaterThan(1);
  const [before, after = ''] = shown.split(WIPED);
  expect(before?.match(PROGRESS)).toEqual(painted);
  expect(after).toContain('T1');
  // The second command has nothing to read.
  expect(await show(`${LODESTAR} task next`)).not.toMatch(PROGRESS);
});

it('tells nothing of it to programs', async (context) => {
  needsTool(context, 'script');
  expect(await showFirst(`${LODESTAR} task next --json | cat`)).not.toMatch(PROGRESS);
  rmSync(join(workspace.root, '.lodestar', 'local'), { recursive: true, force: true });
  expect((await workspace.run(['task', 'next'])).stderr).toBe('');
});
