import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { answerHere } from '../support/answer-here.ts';
import { envelopeOf, errorOf } from '../support/envelope.ts';
import { readyTasks, specText } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

interface Problem {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const HEAD = 'project:\n  name: bad\n';
/** A task T1 with the given lines below its title, from line 6 on. */
function withTask(...lines: readonly string[]): string {
  return [`${HEAD}tasks:`, '  T1:', '    title: One', ...lines.map((line) => `    ${line}`), ''].join('\n');
}

interface BadSpec {
  readonly name: string;
  readonly text: string;
  readonly problem: { readonly code: string; readonly line?: number };
  readonly code?: ErrorCode;
}

const BAD_SPECS: readonly BadSpec[] = [
  { name: 'garbage', text: `${HEAD}tasks: [}\n`, problem: { code: 'YAML_SYNTAX', line: 3 } },
  {
    name: 'conflict markers',
    text: withTask('<<<<<<< ours', 'status: ready', '=======', 'status: todo', '>>>>>>> theirs').replaceAll(
      /^ {4}(?=[<=>])/gmu,
      '',
    ),
    problem: { code: 'CONFLICT_MARKERS', line: 6 },
    code: 'SPEC_CONFLICTED',
  },
  { name: 'a root that is a string', text: 'just words\n', problem: { code: 'FIELD_INVALID', line: 1 } },
  { name: 'a root that is a list', text: '- a\n- b\n', problem: { code: 'FIELD_INVALID', line: 1 } },
  {
    name: 'a status that does not exist',
    text: withTask('status: weird'),
    problem: { code: 'FIELD_INVALID', line: 6 },
  },
  {
    name: 'a status in capitals',
    text: withTask('status: READY'),
    problem: { code: 'FIELD_INVALID', line: 6 },
  },
  {
    name: 'a task without a title',
    text: `${HEAD}tasks:\n  T1:\n    status: ready\n`,
    problem: { code: 'FIELD_MISSING' },
  },
  {
    name: 'a priority that is a list',
    text: withTask('priority: [1]'),
    problem: { code: 'FIELD_INVALID', line: 6 },
  },
  {
    name: 'a date that is none',
    text: withTask('created_at: yesterday'),
    problem: { code: 'FIELD_INVALID', line: 6 },
  },
  {
    name: 'two tasks of one id',
    text: `${withTask('status: ready')}  T1:\n    title: Other\n`,
    problem: { code: 'TASK_DUPLICATE', line: 7 },
  },
  {
    name: 'a key that does not exist',
    text: withTask('statsu: ready'),
    problem: { code: 'KEY_UNKNOWN', line: 6 },
  },
  {
    name: 'a key given twice',
    text: withTask('status: ready', 'status: todo'),
    problem: { code: 'KEY_DUPLICATE', line: 7 },
  },
  {
    name: 'a dependency that does not exist',
    text: withTask('depends_on: [T2]'),
    problem: { code: 'DEPENDENCY_MISSING', line: 6 },
  },
  {
    name: 'a task that depends on itself',
    text: withTask('depends_on: [T1]'),
    problem: { code: 'DEPENDENCY_SELF', line: 6 },
  },
  {
    name: 'a cycle',
    text: `${withTask('depends_on: [T2]')}  T2:\n    title: Two\n    depends_on: [T1]\n`,
    problem: { code: 'DEPENDENCY_CYCLE' },
  },
  { name: 'an anchor', text: withTask('labels: &all [one]'), problem: { code: 'YAML_UNSUPPORTED', line: 6 } },
  { name: 'a tag', text: withTask('labels: !!set {one}'), problem: { code: 'YAML_UNSUPPORTED', line: 6 } },
  {
    name: 'a merge key',
    text: withTask('<<: {status: ready}'),
    problem: { code: 'YAML_UNSUPPORTED', line: 6 },
  },
  { name: 'two documents', text: `${withTask()}---\n${withTask()}`, problem: { code: 'YAML_UNSUPPORTED' } },
  {
    name: 'brackets without an end',
    text: `${HEAD}tasks: ${'['.repeat(3000)}\n`,
    problem: { code: 'SPEC_TOO_DEEP' },
  },
];

const COMMANDS = [
  ['task', 'list'],
  ['task', 'next'],
  ['task', 'claim'],
  ['task', 'create', '--title', 'New'],
  ['status'],
] as const;

describe.each(BAD_SPECS)('a spec with $name', ({ text, problem, code = 'SPEC_INVALID' }) => {
  it('is refused by every command that needs it, with code and position, and is not written', async () => {
    const workspace = makeWorkspace({ spec: text });
    const runs = await Promise.all(
      COMMANDS.map(async (args) => await answerHere(workspace, args, { as: 'ai:worker' })),
    );
    for (const run of runs) {
      expect(run.code, run.stdout).toBe(6);
      const error = errorOf(run);
      expect(error.code).toBe(code);
      const problems = error.details.problems as Problem[];
      expect(problems, JSON.stringify(problems)).toContainEqual(
        expect.objectContaining({ severity: 'error', ...problem }),
      );
      expect(problems[0]).toMatchObject({
        file: expect.stringContaining('spec.yaml'),
        column: expect.any(Number),
      });
    }
    expect(workspace.readSpec()).toBe(text);
  });

  it('is reported by spec check and doctor', async () => {
    const workspace = makeWorkspace({ spec: text });
    const [checked, doctor] = await Promise.all([
      answerHere(workspace, ['spec', 'check']),
      answerHere(workspace, ['doctor']),
    ]);
    const check = envelopeOf(checked);
    expect(check.ok).toBe(false);
    expect(JSON.stringify(check.data)).toContain(problem.code);
    expect(doctor.code).toBe(4);
    expect(envelopeOf(doctor)).toMatchObject({ error: { code: 'DOCTOR_FOUND' } });
    expect(doctor.stdout).toContain(problem.code);
  });
});

it('reads an empty file and a spec without tasks as a plan of nothing', async () => {
  for (const text of [HEAD, `${HEAD}tasks:\n`, `${HEAD}tasks: {}\n`]) {
    const workspace = makeWorkspace({ spec: text });
    expect(await workspace.data(['task', 'list']), text).toMatchObject({ tasks: [] });
  }
});

it('tells bytes that are no UTF-8', async () => {
  const workspace = makeWorkspace();
  writeFileSync(workspace.specPath, Buffer.from([0x70, 0x3a, 0x20, 0xff, 0xfe, 0x0a]));
  const error = await workspace.error(['task', 'list']);
  expect(error).toMatchObject({
    code: 'SPEC_INVALID',
    details: { problems: [{ code: 'ENCODING_INVALID' }] },
  });
});

it('lets the holder renew, finish and release while the spec is broken', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(2) });
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  await workspace.data(['task', 'claim', 'T2'], { as: 'ai:one' });
  writeFileSync(workspace.specPath, `${specText(readyTasks(2))}  T3: [`);
  await workspace.data(['task', 'renew', 'T1'], { as: 'ai:one' });
  await workspace.data(['task', 'release', 'T2'], { as: 'ai:one' });
  const done = envelopeOf(await workspace.json(['task', 'done', 'T1'], { as: 'ai:one' }));
  expect(done).toMatchObject({ ok: true });
  expect(done.warnings).not.toEqual([]);
  for (const args of [['lease', 'list'], ['agent', 'list'], ['log']]) {
    await workspace.data(args);
  }
});

interface BadCall {
  readonly args: readonly string[];
  readonly code: ErrorCode;
}

const BAD_CALLS: readonly BadCall[] = [
  { args: ['task', 'show', 'T9'], code: 'TASK_NOT_FOUND' },
  { args: ['task', 'claim', 'T9'], code: 'TASK_NOT_FOUND' },
  { args: ['task', 'claim', 'T1', '--ttl', '5x'], code: 'INPUT_INVALID' },
  { args: ['task', 'claim', 'T1', '--ttl', '100000000h'], code: 'INPUT_INVALID' },
  { args: ['task', 'claim', 'T1', '--ttl', '0m'], code: 'INPUT_INVALID' },
  { args: ['task', 'claim', 'T1', '--as', 'nobody'], code: 'ACTOR_NOT_FOUND' },
  { args: ['task', 'create', '--title', 'x', '--id', ''], code: 'INPUT_INVALID' },
  { args: ['task', 'create', '--title', 'x', '--id', 'a b'], code: 'INPUT_INVALID' },
  { args: ['task', 'create', '--title', 'x', '--id', 'T1'], code: 'TASK_EXISTS' },
  { args: ['task', 'create', '--title', 'x', '--depends-on', 'T9'], code: 'INPUT_INVALID' },
  { args: ['task', 'create', '--title', 'x', '--id', 'SELF', '--depends-on', 'SELF'], code: 'INPUT_INVALID' },
  { args: ['task', 'update', 'T1', '--add-dep', 'T2'], code: 'INPUT_INVALID' },
  { args: ['task', 'verify', 'T1'], code: 'TRANSITION_REFUSED' },
  { args: ['task', 'create'], code: 'USAGE' },
  { args: ['task', 'show'], code: 'USAGE' },
  { args: ['task', 'lsit'], code: 'USAGE' },
  { args: ['task', 'list', '--nope'], code: 'USAGE' },
  { args: ['task', 'list', '--status', 'weird'], code: 'USAGE' },
  { args: ['task', 'graph', '--format', 'foo'], code: 'USAGE' },
  { args: ['spec', 'check', 'missing.yaml'], code: 'FILE_NOT_FOUND' },
];

it.each(BAD_CALLS)('answers $args with $code, as JSON and with its exit code', async ({ args, code }) => {
  const workspace = makeWorkspace({ tasks: [{ id: 'T1' }, { id: 'T2', depends_on: ['T1'] }] });
  const run = await workspace.json(args);
  expect(errorOf(run)).toMatchObject({ code, hint: expect.stringMatching(/\S/u) });
  expect(run.code).toBe(ERROR_CATALOGUE[code].exit);
  const plain = await workspace.run(args);
  expect(plain.code).toBe(ERROR_CATALOGUE[code].exit);
  expect(plain.stdout).toBe('');
  expect(plain.stderr).toMatch(/\S/u);
});

it('prints titles that look like markup as they are', async () => {
  const workspace = makeWorkspace();
  const title = 'close [/nope] tag [bold]x[/bold] <b> %s \u009b31m';
  const run = await workspace.json(['task', 'create', '--title', 'close [/nope] tag [bold]x[/bold] <b> %s']);
  expect(run.code).toBe(0);
  expect((await workspace.run(['task', 'list'])).stdout).toContain('close [/nope] tag [bold]x[/bold]');
  expect(await workspace.error(['task', 'create', '--title', title])).toMatchObject({
    code: 'INPUT_INVALID',
  });
});

it.each(['task list', 'task claim T1', 'status', 'log', 'reset --yes'])(
  'answers %s on a damaged runtime',
  async (line) => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    writeFileSync(workspace.runtimePath, Buffer.alloc(8192, 'no database '));
    const run = await workspace.json(line.split(' '), { as: 'ai:worker' });
    expect(run.code).toBe(line.startsWith('reset') ? 0 : 7);
    if (run.code !== 0) {
      expect(errorOf(run).code).toBe('RUNTIME_DAMAGED');
      expect(readFileSync(workspace.runtimePath)).toHaveLength(8192);
    }
  },
);

it('recovers a damaged runtime only when asked', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  writeFileSync(workspace.runtimePath, Buffer.alloc(8192, 'no database '));
  const found = await workspace.json(['doctor']);
  expect(found.code).toBe(4);
  expect(found.stdout).toContain('--recover');
  await workspace.data(['doctor', '--recover']);
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:worker' });
  expect((await workspace.run(['doctor'])).code).toBe(0);
});

it('refuses a text that is a document, and says no more of it than can be read', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const before = workspace.readSpec();
  writeFileSync(join(workspace.root, 'long.txt'), 'x'.repeat(256 * 1024 + 1));
  expect(await workspace.error(['task', 'create', '--title', 'Long', '-d', '@long.txt'])).toMatchObject({
    code: 'INPUT_INVALID',
    details: { length: 262_145, max_length: 262_144 },
  });
  const { stdout } = await workspace.json(['task', 'show', `T${'1'.repeat(100_000)}`]);
  expect(stdout.length).toBeLessThan(20_000);
  expect(workspace.readSpec()).toBe(before);
});
