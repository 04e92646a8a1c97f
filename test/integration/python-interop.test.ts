import { execFileSync } from 'node:child_process';
import Database from 'better-sqlite3';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changedLines } from '../support/changed-lines.ts';
import { pythonLodestar, runPythonLodestar } from '../support/python-lodestar.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

interface ListedTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly priority: number;
  readonly labels: readonly string[];
  readonly depends_on: readonly string[];
}
interface TaskList {
  readonly tasks: readonly ListedTask[];
}

const FIXTURES = join(import.meta.dirname, 'fixtures');
const ADA = { as: 'human:ada' };

function makePythonWorkspace(): TestWorkspace {
  const workspace = makeWorkspace({ spec: readFileSync(join(FIXTURES, 'python-spec.yaml'), 'utf8') });
  copyFileSync(join(FIXTURES, 'python-prd.md'), join(workspace.root, 'PRD.md'));
  return workspace;
}

async function listTasks(workspace: TestWorkspace): Promise<readonly ListedTask[]> {
  return (await workspace.data<TaskList>(['task', 'list', '--include-deleted'])).tasks;
}

async function editByCommands(workspace: TestWorkspace): Promise<void> {
  await workspace.data(['task', 'create', '--id', 'NEW-1', '--title', 'no', '--depends-on', 'AUTH-002'], ADA);
  await workspace.data(
    ['task', 'create', '--id', 'NEW-2', '--title', '12:30 — “lunch”', '--label', 'on'],
    ADA,
  );
  await workspace.data(
    ['task', 'update', 'AUTH-003', '--title', 'Sessions: cookies # only', '--add-label', 'yes'],
    ADA,
  );
  await workspace.data(['task', 'ready', 'T001'], ADA);
  await workspace.data(['task', 'claim', 'AUTH-002'], { as: 'ai:worker' });
  await workspace.data(['task', 'done', 'AUTH-002'], { as: 'ai:worker' });
  await workspace.data(['task', 'verify', 'AUTH-002'], ADA);
  await workspace.data(['settle', 'AUTH-002'], ADA);
}

it('loads a spec that the Python lodestar wrote as it is', async () => {
  const workspace = makePythonWorkspace();
  expect(await workspace.data(['spec', 'check'])).toMatchObject({ valid: true, errors: 0 });
  expect((await listTasks(workspace)).map((task) => [task.id, task.status])).toEqual(
    expect.arrayContaining([
      ['AUTH-001', 'verified'],
      ['AUTH-002', 'ready'],
      ['AUTH-003', 'ready'],
      ['T001', 'todo'],
      ['DOC-1', 'blocked'],
      ['GONE-1', 'deleted'],
    ]),
  );
  expect(await workspace.data(['task', 'show', 'AUTH-003'])).toMatchObject({
    title: 'Sessions: "cookies" & unicode — ü',
    created_at: '2026-11-21T02:54:00.582682+00:00',
    claimable: true,
  });
  expect(workspace.git('status', '--porcelain', '.lodestar')).toBe('');
});

it('changes in it only the lines that a command is about', async () => {
  const workspace = makePythonWorkspace();
  const before = workspace.readSpec();
  await workspace.data(['task', 'update', 'AUTH-002', '--priority', '7'], ADA);
  expect(changedLines(before, workspace.readSpec())).toEqual({
    removed: ['    priority: 5\n'],
    added: ['    priority: 7\n'],
  });
});

it('leaves a spec behind in which the Python lodestar lists the same tasks', async (context) => {
  const python = pythonLodestar(context);
  const workspace = makePythonWorkspace();
  await editByCommands(workspace);
  const folders = { cwd: workspace.root, home: workspace.home };
  workspace.git('clean', '-fdxq', '-e', 'PRD.md');
  const theirs = await runPythonLodestar(python, ['task', 'list', '--include-deleted', '--json'], folders);
  const { data } = JSON.parse(theirs.stdout) as { data: TaskList };

  const pick = ({ id, title, status, priority, labels, depends_on }: ListedTask) => [
    id,
    { title, status, priority, labels, depends_on },
  ];
  const ours = await listTasks(workspace);
  expect(Object.fromEntries(data.tasks.map(pick))).toEqual(Object.fromEntries(ours.map(pick)));
});

it('reads what the Python lodestar writes now', async (context) => {
  const python = pythonLodestar(context);
  const workspace = makeWorkspace({ git: false });
  const folders = { cwd: workspace.root, home: workspace.home };
  const titles = [
    '1e3',
    '0o17',
    'off',
    '2026-01-01',
    '12:30',
    ': colon',
    '# hash',
    'ü — “q”',
    'x'.repeat(200),
    '~',
  ];
  for (const [index, title] of titles.entries()) {
    const args = ['task', 'create', '--title', title, '--id', `1e${index}`, '--accept', title, '--json'];
    expect((await runPythonLodestar(python, args, folders)).code).toBe(0);
  }
  const tasks = await listTasks(workspace);
  expect(tasks.map((task) => [task.id, task.title])).toEqual(
    titles.map((title, index) => [`1e${index}`, title]),
  );
});

it('recognises the database of the Python lodestar, leaves it alone and says how to move it aside', async () => {
  const workspace = makePythonWorkspace();
  const database = new Database(workspace.runtimePath);
  database.exec(readFileSync(join(FIXTURES, 'python-runtime.sql'), 'utf8'));
  database.close();
  const before = readFileSync(workspace.runtimePath);
  const refused = await workspace.json(['task', 'claim', 'AUTH-002'], { as: 'ai:worker' });
  expect(refused.code).toBe(7);
  expect(await workspace.error(['task', 'claim', 'AUTH-002'])).toMatchObject({
    code: 'RUNTIME_FOREIGN',
    hint: expect.stringContaining('mv '),
  });
  expect(readFileSync(workspace.runtimePath).equals(before)).toBe(true);
});

it('is understood by a reader of YAML 1.1', async (context) => {
  const python = pythonLodestar(context);
  const workspace = makePythonWorkspace();
  await editByCommands(workspace);
  const script = 'import sys, yaml, json; print(json.dumps(yaml.safe_load(open(sys.argv[1])), default=str))';
  const interpreter = join(python, '..', 'python');
  const text = execFileSync(interpreter, ['-c', script, workspace.specPath], { encoding: 'utf8' });
  const { tasks } = JSON.parse(text) as { tasks: Record<string, { title: unknown; labels?: unknown }> };
  expect(tasks['NEW-1']?.title).toBe('no');
  expect(tasks['NEW-2']).toMatchObject({ title: '12:30 — “lunch”', labels: ['on'] });
  expect(tasks['AUTH-003']).toMatchObject({ title: 'Sessions: cookies # only', labels: ['yes'] });
});
