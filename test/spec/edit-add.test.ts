import { describe, expect, test } from 'vitest';
import { applyEdits, type SpecEdit } from '../../src/spec/edit.ts';

const add = (id: string, place: 'end' | 'sorted' = 'end', title = 'new'): SpecEdit => ({
  kind: 'add',
  id,
  fields: { title, status: 'ready' },
  place,
});

/** Adds `T9`, or what is given, and gives the text. */
const added = (text: string, ...edits: readonly SpecEdit[]): string =>
  applyEdits(text, edits.length === 0 ? [add('T9')] : edits).text;

describe('a new task', () => {
  test('has its title and status, and what differs from the default, in the order of the fields', () => {
    const fields = {
      created_at: '2026-11-21T02:53:57.712Z',
      status: 'todo',
      labels: ['a', 'yes'],
      locks: [],
      priority: 100,
      lease_ttl: null,
      acceptance_criteria: ['It works: always'],
      description: 'one\ntwo\n',
      title: '2026-11-21',
      extra: { 'x-n': { a: [1, 'b'] } },
    } as const;
    expect(added('tasks:\n  T1:\n    title: x\n', { kind: 'add', id: 'T9', fields, place: 'end' })).toBe(
      [
        ...[
          'tasks:',
          '  T1:',
          '    title: x',
          '  T9:',
          "    title: '2026-11-21'",
          '    description: |',
          '      one',
          '      two',
        ],
        ...[
          '    acceptance_criteria:',
          "    - 'It works: always'",
          '    labels:',
          '    - a',
          "    - 'yes'",
          '    status: todo',
        ],
        ...[
          "    created_at: '2026-11-21T02:53:57.712Z'",
          '    x-n:',
          '      a:',
          '      - 1',
          '      - b',
          '',
        ],
      ].join('\n'),
    );
  });

  test.each(['123', '1e3', '007', 'no', '2026-11-21', 'null', 'T.1', 'on', '0x1F'])(
    'has the id %s as text',
    (id) => {
      const { text } = applyEdits('tasks:\n  T1:\n    title: x\n', [add(id)]);
      const isPlain = id === 'T.1';
      expect(text).toContain(isPlain ? `  ${id}:\n` : `  '${id}':\n`);
    },
  );

  test.each([
    ['tasks:\n    T1:\n        title: x\n', '    T9:\n        title: new\n        status: ready\n'],
    ['tasks:\n  T1:\n      title: x\n', '  T9:\n      title: new\n      status: ready\n'],
    ['tasks:\n T1:\n  title: x\n', ' T9:\n  title: new\n  status: ready\n'],
    ["tasks:\n  'T1':\n    title: x\n", "  'T9':\n    title: new\n    status: ready\n"],
    ['tasks:\n  "T1":\n    title: x\n', '  "T9":\n    title: new\n    status: ready\n'],
    ['tasks:\n  T1: {title: x}\n', '  T9: {title: new, status: ready}\n'],
    ['tasks:\n  T1:\n', '  T9:\n    title: new\n    status: ready\n'],
    [
      'tasks:\n  T1:\n    title: x\n    description: |+\n      a\n\n\n',
      '  T9:\n    title: new\n    status: ready\n',
    ],
    ['tasks:\n  T1:\n    title: x\n    # about T1\n', '  T9:\n    title: new\n    status: ready\n'],
  ])('looks as the one above it: %j', (text, block) => {
    expect(added(text)).toBe(text + block);
  });
});

describe('the end of the tasks', () => {
  const block = '  T9:\n    title: new\n    status: ready\n';

  test.each([
    ['tasks:\n  T1:\n    title: x\n', '# end\nfeatures: {}\n'],
    ['tasks:\n  T1:\n    title: x\n', '\n# end\nfeatures: {}\n'],
    ['tasks:\n  T1:\n    title: x\n', '\n\n'],
    ['tasks:\n  T1:\n    title: x # c\n', '  # no more tasks\n'],
    ['tasks:\n  T1:\n    title: x\n', '...\n'],
    ['---\ntasks:\n  T1:\n    title: x\n', ''],
    ['tasks:\n  T1:\n    title: x\n    labels:\n    - a\n    # b\n', '\nfeatures: {}\n'],
  ])('is before what stands below them: %j + %j', (above, below) => {
    expect(added(above + below)).toBe(above + block + below);
  });

  test('keeps the blank lines between tasks', () => {
    const tasks = 'tasks:\n\n  T1:\n    title: x\n\n  # two\n  T2:\n    title: y\n';
    expect(added(tasks)).toBe(`${tasks}\n${block}`);
    expect(added(`${tasks}\nfeatures: {}\n`)).toBe(`${tasks}\n${block}\nfeatures: {}\n`);
    expect(added(tasks, add('A'), add('B'))).toBe(
      `${tasks}\n${block.replace('T9', 'A')}\n${block.replace('T9', 'B')}`,
    );
  });

  test('is the end of a file without a last line break', () => {
    expect(added('tasks:\n  T1:\n    title: x')).toBe(`tasks:\n  T1:\n    title: x\n${block.trimEnd()}`);
  });

  test('is written with the line breaks of the file', () => {
    expect(added('tasks:\r\n  T1:\r\n    title: x\r\n')).toBe(
      `tasks:\r\n  T1:\r\n    title: x\r\n${block.replaceAll('\n', '\r\n')}`,
    );
  });
});

describe('a place in order', () => {
  const text =
    '# head\ntasks:\n  # b\n  B:\n    title: x\n\n  # section\n\n  # d\n  D:\n    title: y\n\n  F:\n    title: z\n';
  const block = (id: string): string => `  ${id}:\n    title: new\n    status: ready\n`;

  test('is behind the task with the greatest smaller id', () => {
    expect(added(text, add('C', 'sorted'))).toBe(
      text.replace('\n  # section', `\n${block('C')}\n  # section`),
    );
    expect(added(text, add('E', 'sorted'))).toBe(text.replace('\n  F:', `\n${block('E')}\n  F:`));
    expect(added(text, add('G', 'sorted'))).toBe(`${text}\n${block('G')}`);
  });

  test('is first where all ids are greater', () => {
    expect(added(text, add('A', 'sorted'))).toBe(text.replace('  # b', `${block('A')}\n  # b`));
  });

  test('is that of plain string order, wherever that task stands', () => {
    const unsorted = 'tasks:\n  T-B:\n    title: x\n  T-A:\n    title: y\n  T-D:\n    title: z\n';
    expect(added(unsorted, add('T-C', 'sorted'))).toBe(unsorted.replace('  T-A:', `${block('T-C')}  T-A:`));
    expect(added(unsorted, add('T-AB', 'sorted'), add('T-AA', 'sorted'))).toBe(
      unsorted.replace('  T-D:', `${block('T-AA')}${block('T-AB')}  T-D:`),
    );
  });
});

describe('the first task', () => {
  const body = '  T9:\n    title: new\n    status: ready\n';

  test.each([
    ['', `tasks:\n${body}`],
    ['# just a comment\n', `# just a comment\ntasks:\n${body}`],
    ['\uFEFF', `\uFEFFtasks:\n${body}`],
    ['---\n', `---\ntasks:\n${body}`],
    ['{}\n', `tasks:\n${body}`],
    ['tasks:\n', `tasks:\n${body}`],
    ['tasks:', `tasks:\n${body.trimEnd()}`],
    ['tasks: # none yet\n', `tasks: # none yet\n${body}`],
    ['tasks: {} # none yet\nfeatures: {}\n', `tasks: # none yet\n${body}features: {}\n`],
    ['tasks: null\n', `tasks:\n${body}`],
    ['tasks: ~ # none\n', `tasks: # none\n${body}`],
    ['tasks: {\n}\n', `tasks:\n${body}`],
    ['tasks:\n  # here they go\nfeatures: {}\n', `tasks:\n${body}  # here they go\nfeatures: {}\n`],
    ['project:\n  name: x\n', `project:\n  name: x\ntasks:\n${body}`],
    [
      'project:\n    name: x\n',
      'project:\n    name: x\ntasks:\n    T9:\n        title: new\n        status: ready\n',
    ],
    ['project:\n  name: x\n\nfeatures: {}\n', `project:\n  name: x\ntasks:\n${body}\nfeatures: {}\n`],
    ['features: {}\n', `tasks:\n${body}features: {}\n`],
    ['project:\r\n  name: x\r\n', `project:\n  name: x\ntasks:\n${body}`.replaceAll('\n', '\r\n')],
    [
      '{"project": {"name": "x"}}\n',
      '{"project": {"name": "x"}, "tasks": {"T9": {"title": "new", "status": "ready"}}}\n',
    ],
    [
      '{"project": {"name": "x"}, "tasks": {}}\n',
      '{"project": {"name": "x"}, "tasks": {"T9": {"title": "new", "status": "ready"}}}\n',
    ],
  ])('goes into %j', (before, after) => {
    expect(added(before)).toBe(after);
  });

  test('comes with others', () => {
    expect(added('tasks: {}\n', add('B', 'sorted'), add('A', 'sorted'), add('10'))).toBe(
      `tasks:\n${body.replace('T9', 'A')}${body.replace('T9', 'B')}${body.replace('T9', "'10'")}`,
    );
  });
});

describe('tasks in braces', () => {
  test.each([
    ['tasks: {T1: {title: x}} # all\n', 'tasks: {T1: {title: x}, T9: {title: new, status: ready}} # all\n'],
    [
      'tasks: {\n  T1: {title: x}, # one\n}\n',
      'tasks: {\n  T1: {title: x}, # one\n  T9: {title: new, status: ready},\n}\n',
    ],
    [
      'tasks: {\n  T1: {title: x}\n}\n',
      'tasks: {\n  T1: {title: x},\n  T9: {title: new, status: ready}\n}\n',
    ],
    [
      '{"tasks": {"T1": {"title": "x"}}}\n',
      '{"tasks": {"T1": {"title": "x"}, "T9": {"title": "new", "status": "ready"}}}\n',
    ],
  ])('take a new one: %j', (before, after) => {
    expect(added(before)).toBe(after);
  });

  test('take one in order', () => {
    const text = 'tasks: {B: {title: x}, D: {title: y}}\n';
    expect(added(text, add('C', 'sorted'))).toBe(
      'tasks: {B: {title: x}, C: {title: new, status: ready}, D: {title: y}}\n',
    );
    expect(added(text, add('A', 'sorted'))).toBe(
      'tasks: {A: {title: new, status: ready}, B: {title: x}, D: {title: y}}\n',
    );
  });

  test('are edited where they stand', () => {
    const text = '{"project": {}, "tasks": {"T1": {"title": "x", "labels": ["a"]}, "T2": {"title": "y"}}}\n';
    const edits: SpecEdit[] = [
      { kind: 'set', id: 'T1', fields: { labels: ['a', 'b'], status: 'ready' } },
      { kind: 'set', id: 'T2', fields: { title: 'yes' } },
      add('T9'),
    ];
    expect(added(text, ...edits)).toBe(
      '{"project": {}, "tasks": {"T1": {"title": "x", "labels": ["a", "b"], "status": "ready"}, "T2": {"title": "yes"}, "T9": {"title": "new", "status": "ready"}}}\n',
    );
  });
});
