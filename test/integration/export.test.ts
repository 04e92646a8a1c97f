import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../src/model/event.ts';
import type { ExportResult } from '../../src/operations/export/export.ts';
import type { ExportedTask } from '../../src/operations/export/export-records.ts';
import type { Snapshot } from '../../src/operations/export/snapshot.ts';
import { TABLE_NAMES } from '../../src/runtime/migrations/table-kinds.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { workspaceOf } from '../support/upgrade-fixture.ts';
import type { EvidenceEntry } from '../../src/operations/task/show.ts';
import type { TestWorkspace } from '../support/workspace.ts';

/** Every table has rows in it, and every type of event has happened. */
let workspace: TestWorkspace;

beforeAll(() => {
  workspace = workspaceOf('0.1.0');
});

async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await workspace.run(['export', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

it('a snapshot holds every row of every table and every field of every task, as its schema says', async () => {
  const snapshot = JSON.parse(await printed('snapshot')) as Snapshot;
  const schema = JSON.parse(
    readFileSync(join(REPOSITORY_ROOT, 'schemas', 'snapshot.schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(snapshot), JSON.stringify(validate.errors)).toBe(true);
  const { tables } = snapshot.runtime;
  expect(Object.keys(tables).sort()).toEqual([...TABLE_NAMES].sort());
  expect(new Set(tables.event.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
  expect(TABLE_NAMES.filter((name) => tables[name].length === 0)).toEqual([]);
  const { count } = await workspace.data<{ count: number }>(['task', 'list', '--include-deleted']);
  expect(snapshot.spec.tasks).toHaveLength(count);
});

it('json tells of each task what task show tells, with its messages, and of agents their roles', async () => {
  const exported = JSON.parse(await printed('json')) as {
    readonly tasks: readonly ExportedTask[];
    readonly agents: readonly { actor: string; role: string | null; capabilities: readonly string[] }[];
  };
  for (const id of ['DONE', 'UNSETTLED', 'GIVEN-BACK', 'MINE']) {
    const shown = await workspace.data<Record<string, unknown>>(['task', 'show', id]);
    const task: Record<string, unknown> = { ...exported.tasks.find((each) => each.id === id) };
    // Where a commit is depends on what is checked out.
    const evidence = shown.evidence as readonly EvidenceEntry[];
    shown.evidence = evidence.map(({ commit_in: _, rewritten_as: __, ...entry }) => entry);
    const common = Object.keys(shown).filter((key) => key in task && key !== 'claimed_by');
    expect(Object.fromEntries(common.map((key) => [key, task[key]]))).toEqual(
      Object.fromEntries(common.map((key) => [key, shown[key]])),
    );
  }
  const handed = exported.tasks.find((each) => each.id === 'GIVEN-BACK');
  expect(handed?.messages.map(({ severity }) => severity)).toEqual(['handoff', 'info']);
  expect(exported.agents).toContainEqual(
    expect.objectContaining({ actor: 'ai:one', role: 'builder', capabilities: ['typescript'] }),
  );
});

it('csv has a row a task, and no cell that a spreadsheet takes for a formula', async () => {
  const copy = workspaceOf('0.1.0');
  await copy.data([
    'task',
    'create',
    '--title',
    '=HYPERLINK("x")',
    '--description',
    'a,"b"\nc',
    '--set',
    'x-a=\u001b[31m',
  ]);
  const { stdout } = await copy.run(['export', 'csv']);
  expect(stdout).toContain(`,"'=HYPERLINK(""x"")",`);
  expect(stdout).toContain('"a,""b""\nc"');
  expect(stdout).not.toMatch(/(?:^|,)"?[=+@]/mu);
  expect(stdout).not.toContain('\u001b');
});

it('md shows what a reviewer asks for, and no foreign text as Markdown of its own', async () => {
  const copy = workspaceOf('0.1.0');
  const text = 'For @ada\n- as in #1';
  await copy.data(['task', 'create', '--title', '[x](http://y) <b>|`', '--id', 'ODD', '-d', text]);
  const { stdout } = await copy.run(['export', 'md']);
  expect(stdout).toContain('## ODD: \\[x\\]\\(http:&#8203;//y\\) &lt;b&gt;\\|\\`');
  expect(stdout).toContain('> For @&#8203;ada\n> - as in \\#&#8203;1');
  expect(stdout).toMatch(/^- \[x\] /mu);
  expect(stdout).toContain('> Where is the other half?');
});

it('a file gets its name when it is whole, and replaces another only when that is said', async () => {
  const file = join(workspace.root, 'plan.json');
  const args = ['export', 'json', '--output', 'plan.json'];
  await workspace.data([...args, '--dry-run']);
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, 'mine');
  expect((await workspace.error(args)).code).toBe('FILE_EXISTS');
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const { bytes } = await workspace.data<ExportResult>([...args, '--force']);
  expect(readFileSync(file).length).toBe(bytes);
  expect(readdirSync(workspace.root).filter((name) => name.includes('-new-'))).toEqual([]);
  const { content } = await workspace.data<ExportResult>(['export', 'md']);
  expect(content).toMatch(/^# /u);
});
