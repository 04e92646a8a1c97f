import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/parse.ts';
import type { SpecProblem } from '../../src/spec/problem.ts';
import { cpuTimeMs } from '../support/cpu-time.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';

const CHAIN_LENGTH = 100_000;
/** Of processor time, of which collecting garbage on other threads is a good part. */
const CHAIN_LIMIT_MS = 16_000;

function parse(...lines: readonly string[]) {
  return parseSpec(lines.join('\n'), { file: 'spec.yaml' });
}

function brief({ code, line, column, field, hint }: SpecProblem) {
  return { code, at: `${line}:${column}`, field, hint };
}

function codesAt(...lines: readonly string[]): string[] {
  return parse(...lines).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

function onlyTask(...fields: readonly string[]) {
  const { tasks, problems } = parse('tasks:', '  A:', ...fields.map((field) => `    ${field}`));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return tasks[0]?.task;
}

describe('parseSpec of a valid spec', () => {
  test('reads the spec that the Python lodestar wrote', () => {
    const text = readFileSync(join(REPOSITORY_ROOT, 'test/support/fixtures/python-spec.yaml'), 'utf8');
    const { project, tasks, problems, shape } = parseSpec(text, { file: 'spec.yaml' });
    expect(shape).toBe('blocks');
    expect(project).toEqual({ name: 'demo-app', default_branch: 'main', conventions: {} });
    expect(tasks.map(({ task }) => `${task.id} ${task.status}`)).toEqual([
      'AUTH-001 verified',
      'AUTH-002 ready',
      'AUTH-003 ready',
      'T001 todo',
      'DOC-1 blocked',
      'GONE-1 deleted',
    ]);
    expect(problems.map(({ code, task_id }) => `${code} ${task_id}`)).toEqual(['STATUS_UNDATED DOC-1']);
    expect(tasks[0]?.task).toMatchObject({
      description: 'WHAT: skeleton. WHERE: src/auth/. WHY: base for login. ACCEPT: tests pass',
      acceptance_criteria: ['Tests pass', 'No lint errors'],
      locks: ['src/auth/**', 'tests/auth/*.py'],
      priority: 1,
      created_at: '2026-11-21T02:53:57.712606+00:00',
      completed_at: '2026-11-21 02:54:09.930624+00:00',
      completed_by: 'A34F12403',
    });
    expect(tasks[2]?.task).toMatchObject({
      title: 'Sessions: "cookies" & unicode — ü',
      prd: { source: 'PRD.md', refs: [{ anchor: '#sessions', lines: null }], excerpt: null },
    });
    expect(tasks[3]?.task.description).toBe('line one\nline two\n  indented');
  });

  test('takes an empty file, and one of comments alone, for a spec without tasks', () => {
    for (const text of [
      '',
      '\uFEFF',
      '\n',
      '# nothing yet\n',
      '---\n',
      '--- # nothing\n',
      'null\n',
      'tasks:\n',
      'tasks: null\n',
      'tasks: {}\n',
      'project:\nfeatures: ~\n',
    ]) {
      const { project, features, tasks, problems } = parse(text);
      expect({ project, features, tasks, problems }, text).toEqual({
        project: { name: 'unnamed', default_branch: 'main', conventions: {} },
        features: {},
        tasks: [],
        problems: [],
      });
    }
  });

  test('takes text fields from their source, whatever YAML would make of them', () => {
    for (const text of [
      '1e3',
      '0o17',
      '0x1F',
      'no',
      'Yes',
      'on',
      '12:30',
      '2026-01-01',
      '1_000',
      'null and void',
      '.inf',
      '007',
    ]) {
      const task = onlyTask(
        `title: ${text}`,
        `description: ${text}`,
        `labels: [${text}]`,
        'locks:',
        `- ${text}`,
      );
      expect(task).toMatchObject({ title: text, description: text, labels: [text], locks: [text] });
    }
  });

  test('keeps ids that YAML would read as numbers, dates or nothing', () => {
    const ids = [
      '1e3',
      '0o17',
      'no',
      '12:30',
      '2026-01-01',
      'null',
      '~',
      '007',
      'weird id/with spaces ü',
      '__proto__',
    ];
    const { tasks, problems } = parse(
      'tasks:',
      ...ids.flatMap((id) => [`  ${id}:`, '    title: x']),
      '  Z:',
      '    title: x',
      '    depends_on:',
      ...ids.map((id) => `    - ${id}`),
    );
    expect(problems).toEqual([]);
    expect(tasks.map(({ task }) => task.id)).toEqual([...ids, 'Z']);
    expect(tasks.at(-1)?.task.depends_on).toEqual(ids);
  });

  test('takes null, ~ and nothing for an optional field that is not there', () => {
    for (const nothing of ['', ' ~', ' null', ' Null', ' NULL']) {
      const fields = [
        'description',
        'labels',
        'depends_on',
        'priority',
        'status',
        'created_at',
        'lease_ttl',
        'prd',
      ];
      expect(onlyTask('title: x', ...fields.map((field) => `${field}:${nothing}`))).toEqual(
        onlyTask('title: x'),
      );
    }
    expect(onlyTask('title: x', 'description: "null"')?.description).toBe('null');
  });

  test('reads priorities as numbers, words and quoted numbers', () => {
    const priorities = ['5', '-3', '"7"', 'critical', 'high', 'normal', 'low', '0x10', '+4'];
    expect(priorities.map((text) => onlyTask('title: x', `priority: ${text}`)?.priority)).toEqual([
      5, -3, 7, 10, 50, 100, 200, 16, 4,
    ]);
  });

  test('ignores an id inside a task and keeps keys that begin with x-', () => {
    const task = onlyTask(
      'id: B',
      'title: x',
      'x-estimate: {days: 3, sure: no, none: ~, big: 9007199254740993, __proto__: {a: 1}}',
    );
    expect(task?.id).toBe('A');
    expect(JSON.stringify(task?.extra)).toBe(
      '{"x-estimate":{"days":3,"sure":"no","none":null,"big":"9007199254740993","__proto__":{"a":1}}}',
    );
    expect(Object.getPrototypeOf(task?.extra['x-estimate'])).toBe(Object.prototype);
  });

  test('reads flow style, CRLF and a byte order mark, and gives each task its place', () => {
    const text = '\uFEFFtasks: {\r\n  A: {title: x}, "B": {title: "ü", depends_on: [A]}\r\n}\r\n';
    const { tasks, problems, shape } = parseSpec(text, { file: 'spec.yaml' });
    expect({ problems, shape }).toEqual({ problems: [], shape: 'whole' });
    expect(tasks.map(({ keyStart, end, line }) => [text.slice(keyStart, end), line])).toEqual([
      ['A: {title: x}', 2],
      ['"B": {title: "ü", depends_on: [A]}', 2],
    ]);
  });

  test(`reads a chain of ${CHAIN_LENGTH} tasks`, { timeout: 4 * CHAIN_LIMIT_MS }, () => {
    const blocks = Array.from({ length: CHAIN_LENGTH }, (_, index) => {
      const dependency = index === 0 ? '' : `    depends_on:\n    - T-${index - 1}\n`;
      return `  T-${index}:\n    title: Task ${index}\n    labels: []\n${dependency}    status: ready\n    created_at: '2026-11-21T02:53:57.712606+00:00'\n`;
    });
    const startedAt = cpuTimeMs();
    const { tasks, problems, shape } = parseSpec(`tasks:\n${blocks.join('')}`, { file: 'spec.yaml' });
    expect({ count: tasks.length, problems, shape }).toEqual({
      count: CHAIN_LENGTH,
      problems: [],
      shape: 'blocks',
    });
    expect(cpuTimeMs() - startedAt).toBeLessThan(CHAIN_LIMIT_MS);
  });
});

describe('parseSpec of a broken spec', () => {
  test.each([
    ['garbage', ['tasks: [', '  : }'], 'YAML_SYNTAX'],
    ['a root that is a text', ['just text'], 'FIELD_INVALID'],
    ['a root that is a list', ['- a', '- b'], 'FIELD_INVALID'],
    ['tasks that are a list', ['tasks:', '- A', '- B'], 'FIELD_INVALID'],
    ['tasks that are a text', ['tasks: none'], 'FIELD_INVALID'],
    ['a task that is a text', ['tasks:', '  A: do it'], 'FIELD_INVALID'],
    ['an unknown status', ['tasks:', '  A:', '    title: x', '    status: weird'], 'FIELD_INVALID'],
    ['a status in capitals', ['tasks:', '  A:', '    title: x', '    status: READY'], 'FIELD_INVALID'],
    ['no title', ['tasks:', '  A:', '    status: ready'], 'FIELD_MISSING'],
    ['a title that is nothing', ['tasks:', '  A:', '    title: ~'], 'FIELD_MISSING'],
    ['a blank title', ['tasks:', '  A:', '    title: "  "'], 'FIELD_INVALID'],
    ['a title that is a list', ['tasks:', '  A:', '    title: [x]'], 'FIELD_INVALID'],
    [
      'a title with a control character',
      ['tasks:', '  A:', String.raw`    title: "x\e[31m"`],
      'FIELD_INVALID',
    ],
    ['a title with a bidi control', ['tasks:', '  A:', '    title: "x\u202Ey"'], 'FIELD_INVALID'],
    ['half a surrogate pair', ['tasks:', '  A:', String.raw`    title: "\uD83D"`], 'FIELD_INVALID'],
    [
      'a priority that is no number',
      ['tasks:', '  A:', '    title: x', '    priority: soon'],
      'FIELD_INVALID',
    ],
    ['a priority with a fraction', ['tasks:', '  A:', '    title: x', '    priority: 1.5'], 'FIELD_INVALID'],
    [
      'a priority beyond 53 bits',
      ['tasks:', '  A:', '    title: x', '    priority: 9007199254740993'],
      'FIELD_INVALID',
    ],
    ['labels that are a text', ['tasks:', '  A:', '    title: x', '    labels: urgent'], 'FIELD_INVALID'],
    ['an empty item', ['tasks:', '  A:', '    title: x', '    labels:', '    -'], 'FIELD_INVALID'],
    [
      'a date that is none',
      ['tasks:', '  A:', '    title: x', '    created_at: 2026-02-30'],
      'FIELD_INVALID',
    ],
    ['a TTL out of range', ['tasks:', '  A:', '    title: x', '    lease_ttl: 3s'], 'FIELD_INVALID'],
    ['a TTL that is none', ['tasks:', '  A:', '    title: x', '    lease_ttl: 90'], 'FIELD_INVALID'],
    ['a blank id', ['tasks:', '  "  ":', '    title: x'], 'TASK_ID_INVALID'],
    ['an empty id', ['tasks:', '  "":', '    title: x'], 'TASK_ID_INVALID'],
    ['the same key twice', ['tasks:', '  A:', '    title: x', '    title: y'], 'KEY_DUPLICATE'],
    ['two projects', ['project: {}', 'tasks: {}', 'project: {}'], 'KEY_DUPLICATE'],
    ['tasks twice', ['tasks:', '  A: {title: x}', 'tasks:', '  B: {title: x}'], 'KEY_DUPLICATE'],
    ['the same key twice deep inside', ['x-a:', '  b:', '  - {c: 1, c: 2}'], 'KEY_DUPLICATE'],
    ['the same id twice', ['tasks:', '  A: {title: x}', '  A: {title: y}'], 'TASK_DUPLICATE'],
    ['the same id in two spellings', ['tasks:', '  A: {title: x}', '  "A": {title: y}'], 'TASK_DUPLICATE'],
    ['an alias', ['x-a: 1', 'tasks:', '  A: {title: *b}'], 'YAML_UNSUPPORTED'],
    ['an anchor', ['tasks:', '  A: &a', '    title: x'], 'YAML_UNSUPPORTED'],
    ['a tag', ['tasks:', '  A:', '    title: !!str x'], 'YAML_UNSUPPORTED'],
    ['a directive', ['%YAML 1.1', '---', 'tasks: {}'], 'YAML_UNSUPPORTED'],
    ['a merge key', ['tasks:', '  A:', '    title: x', '    <<: {title: y}'], 'YAML_UNSUPPORTED'],
    ['a complex key', ['tasks:', '  ? [a]', '  : {title: x}'], 'YAML_UNSUPPORTED'],
    ['an explicit key', ['tasks:', '  ? a', '  : {title: x}'], 'YAML_UNSUPPORTED'],
    ['a flow key', ['tasks: {[a]: {title: x}}'], 'YAML_UNSUPPORTED'],
    ['two documents', ['tasks: {}', '---', 'tasks: {}'], 'YAML_UNSUPPORTED'],
    ['two documents with an end', ['tasks: {}', '...', 'tasks: {}'], 'YAML_UNSUPPORTED'],
    ['a tab as indentation', ['tasks:', '\tA: {title: x}'], 'YAML_SYNTAX'],
    ['a carriage return alone', ['tasks:\r  A: {title: x}'], 'ENCODING_INVALID'],
    ['deep nesting', ['x-a:', `  ${'['.repeat(40)}1${']'.repeat(40)}`], 'SPEC_TOO_DEEP'],
    ['deeper nesting', [`x-a: ${'['.repeat(100_000)}`], 'SPEC_TOO_DEEP'],
    ['an unknown key at the root', ['task: {}'], 'KEY_UNKNOWN'],
    ['an unknown key in the project', ['project: {nam: x}'], 'KEY_UNKNOWN'],
    [
      '__proto__ as a field',
      ['tasks:', '  A:', '    title: x', '    __proto__: {status: done}'],
      'KEY_UNKNOWN',
    ],
    ['features that are a list', ['features: [A]'], 'FIELD_INVALID'],
    ['a project that is a text', ['project: x'], 'FIELD_INVALID'],
    ['a document without its path', ['tasks:', '  A: {title: x, prd: {excerpt: y}}'], 'FIELD_MISSING'],
  ])('%s has a code and a place', (_name, lines, code) => {
    const { problems } = parse(...lines);
    expect(problems.map((problem) => problem.code)).toContain(code);
    for (const problem of problems) {
      expect(problem).toMatchObject({ file: 'spec.yaml', severity: 'error' });
      expect(problem.line).toBeGreaterThan(0);
      expect(problem.column).toBeGreaterThan(0);
      expect(problem.source?.split('\n')).toHaveLength(2);
    }
  });

  test('collects all problems, in the order of the file, each where it is', () => {
    expect(
      codesAt(
        'project: {nam: x}',
        'tasks:',
        '  A:',
        '    status: weird',
        '    lables: [a]',
        '    depends_on: [A, GONE]',
        '  B: {title: x, prd: {source: p, refs: [{lines: [0, 1]}]}}',
        '  A: {title: x}',
      ),
    ).toEqual([
      'KEY_UNKNOWN 1:11',
      'FIELD_MISSING 3:3',
      'FIELD_INVALID 4:13',
      'KEY_UNKNOWN 5:5',
      'DEPENDENCY_SELF 6:18',
      'DEPENDENCY_MISSING 6:21',
      'FIELD_MISSING 7:41',
      'FIELD_INVALID 7:50',
      'TASK_DUPLICATE 8:3',
    ]);
  });

  test('shows the line with a caret, and what was probably meant', () => {
    const { problems } = parse('tasks:', '  A:', '    title: x', '    depend_on: []', '    status: Ready');
    expect(problems.map(brief)).toEqual([
      { code: 'KEY_UNKNOWN', at: '4:5', field: 'depend_on', hint: expect.stringContaining('depends_on') },
      { code: 'FIELD_INVALID', at: '5:13', field: 'status', hint: expect.stringContaining('ready') },
    ]);
    expect(problems[1]?.source).toBe('    status: Ready\n            ^');
  });

  test('names both places of an id that is used twice', () => {
    const [problem] = parse('tasks:', '  A: {title: x}', '  B: {title: x}', '  A: {title: y}').problems;
    expect(problem?.message).toMatch(/line 2, column 3.*line 4, column 3/u);
  });

  test('reports the conflict markers, and nothing that follows from them', () => {
    const lines = ['tasks:', '  A:', '    title: x', '    description: |', '      text'];
    const conflict = [
      '<<<<<<< HEAD',
      '      ours',
      '||||||| base',
      '=======',
      '      theirs',
      '>>>>>>> feature',
    ];
    expect(codesAt(...lines, ...conflict, ...conflict)).toEqual([
      'CONFLICT_MARKERS 6:1',
      'CONFLICT_MARKERS 12:1',
    ]);
    expect(codesAt(...lines, '>>>>>>> feature')).toEqual(['CONFLICT_MARKERS 6:1']);
    expect(codesAt(...lines, '      <<<<<<< HEAD', '      =======')).toEqual([]);
  });

  test('keeps the tasks without errors, and judges the graph with all', () => {
    const { tasks, problems } = parse('tasks:', '  A: {title: x, depends_on: [B]}', '  B: {status: weird}');
    expect(tasks.map(({ task }) => task.id)).toEqual(['A']);
    expect(problems.map(({ code }) => code)).toEqual(['FIELD_MISSING', 'FIELD_INVALID']);
  });
});
