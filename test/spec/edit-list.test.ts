import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/spec/edit.ts';
import { changedLines } from './support/changed-lines.ts';
import { edited, set, type Fields } from './support/edited.ts';

describe('lists', () => {
  const list = (...items: readonly string[]): string[] => ['title: x', ...items, 'status: ready'];

  test.each([
    [
      ['labels:', '- a', '- b'],
      ['labels:', '- a', '- b', '- c'],
    ],
    [
      ['labels:', '  - a', '  - b # last'],
      ['labels:', '  - a', '  - b # last', '  - c'],
    ],
    [
      ['labels:', '  -   a', '  -   b'],
      ['labels:', '  -   a', '  -   b', '  -   c'],
    ],
    [
      ['labels: # all', "  - 'a'", "  - 'b'"],
      ['labels: # all', "  - 'a'", "  - 'b'", "  - 'c'"],
    ],
    [['labels: [a, b] # all'], ['labels: [a, b, c] # all']],
    [['labels: [ "a", "b" ]'], ['labels: [ "a", "b", "c" ]']],
    [['labels: [a, b,]'], ['labels: [a, b, c,]']],
    [
      ['labels: [', '  a, # first', '  b # last', ']'],
      ['labels: [', '  a, # first', '  b, # last', '  c', ']'],
    ],
    [
      ['labels: [', '  a,', '  b,', ']'],
      ['labels: [', '  a,', '  b,', '  c,', ']'],
    ],
    [
      ['labels: [a,', '  b]'],
      ['labels: [a,', '  b, c]'],
    ],
  ])('adds an item in the style of the list: %j', (before, after) => {
    expect(edited(list(...before), { labels: ['a', 'b', 'c'] })).toEqual(list(...after));
  });

  test.each([
    [
      ['labels:', '# first', '- a # one', '# second', '- b # two', '- c'],
      ['labels:', '# first', '# second', '- b # two', '- c'],
    ],
    [['labels: [a, b, c] # all'], ['labels: [b, c] # all']],
    [
      ['labels: [', '  a, # one', '  b, # two', '  c', ']'],
      ['labels: [', '  b, # two', '  c', ']'],
    ],
  ])('takes an item out with its own comment: %j', (before, after) => {
    expect(edited(list(...before), { labels: ['b', 'c'] })).toEqual(list(...after));
  });

  test('takes the last items out, and adds others in their place', () => {
    expect(edited(list('labels: [a, b, c]'), { labels: ['a'] })).toEqual(list('labels: [a]'));
    expect(edited(list('labels: [a, b, c]'), { labels: ['a', 'd'] })).toEqual(list('labels: [a, d]'));
    expect(edited(list('labels:', '- a', '- b', '- c'), { labels: ['z'] })).toEqual(list('labels:', '- z'));
  });

  test('moves items with the comments on and above them', () => {
    const before = list('labels: # all', '- a # one', '# second', '- b # two', '# third', '- c');
    expect(edited(before, { labels: ['c', 'new', 'a'] })).toEqual(
      list('labels: # all', '# second', '# third', '- c', '- new', '- a # one'),
    );
  });

  test.each([
    [['labels: [] # none'], ['labels: # none', '- a']],
    [['labels:'], ['labels:', '- a']],
    [['labels: null # none'], ['labels: # none', '- a']],
  ])('fills an empty list: %j', (before, after) => {
    expect(edited(list(...before), { labels: ['a'] })).toEqual(list(...after));
  });

  test('writes a new list as the lists of the task and of the file are', () => {
    expect(edited(['title: x', 'locks:', '  - src/**'], { labels: ['a'] })).toEqual([
      'title: x',
      'labels:',
      '  - a',
      'locks:',
      '  - src/**',
    ]);
    const file =
      'tasks:\n  A:\n    title: x\n    labels: [a]\n    acceptance_criteria:\n      - one\n  B:\n    title: y\n';
    const fields = { labels: ['b'], locks: ['src/**'], acceptance_criteria: ['two'] };
    expect(changedLines(file, applyEdits(file, [set('B', fields)]).text).added).toEqual([
      ...['    acceptance_criteria:', '      - two', '    labels: [b]', '    locks: [src/**]'],
    ]);
  });

  test('quotes items that would be read as something else', () => {
    expect(edited(list('labels: [a]'), { labels: ['a', 'yes', 'x: y', '[z]', 'a, b'] })).toEqual(
      list("labels: [a, 'yes', 'x: y', '[z]', 'a, b']"),
    );
    expect(edited(list('depends_on:', '- A'), { depends_on: ['A', '1e3', '007'] })).toEqual(
      list('depends_on:', '- A', "- '1e3'", "- '007'"),
    );
  });
});

describe('mappings inside of a task', () => {
  const prd = [
    'title: x',
    'prd: # source',
    '  source: PRD.md',
    '  # the parts',
    '  refs:',
    "  - anchor: '#a'",
    '    lines: null',
    '  prd_hash: null # old',
  ];
  const before = { source: 'PRD.md', refs: [{ anchor: '#a', lines: null }], excerpt: null, prd_hash: null };

  test('change key by key', () => {
    const changed = edited(prd, { prd: { ...before, prd_hash: 'a'.repeat(64) } });
    expect(changed).toEqual([...prd.slice(0, -1), `  prd_hash: ${'a'.repeat(64)} # old`]);
  });

  test('grow items', () => {
    const changed = edited(prd, {
      prd: { ...before, refs: [...before.refs, { anchor: '#b', lines: [1, 5] }] },
    });
    expect(changed.slice(5, 9)).toEqual([
      "  - anchor: '#a'",
      '    lines: null',
      "  - {anchor: '#b', lines: [1, 5]}",
      '  prd_hash: null # old',
    ]);
  });

  test('go with their lines', () => {
    expect(edited(prd, { prd: null })).toEqual(['title: x', '# the parts']);
  });
});

describe('tasks of other forms', () => {
  const edit = (task: string, fields: Fields): string =>
    applyEdits(`tasks:\n  T0:\n    title: zero\n  ${task}\n  T9:\n    title: nine\n`, [set('T1', fields)])
      .text.replace('tasks:\n  T0:\n    title: zero\n  ', '')
      .replace('\n  T9:\n    title: nine\n', '');

  test.each([
    ['T1: {title: x}', 'T1: {title: new, status: ready}'],
    ['T1: {title: x} # c', 'T1: {title: new, status: ready} # c'],
    ['T1: { "title": "x", "status": "todo" }', 'T1: { "title": "new", "status": "ready" }'],
    ['T1: {"title": "x"}', 'T1: {"title": "new", "status": "ready"}'],
    ['T1: {title: x, labels: [a]}', 'T1: {title: new, labels: [a], status: ready}'],
    ['"T1": {title: x,}', '"T1": {title: new, status: ready,}'],
    [
      'T1: {\n    title: x, # c\n    labels: []\n  }',
      'T1: {\n    title: new, # c\n    labels: [],\n    status: ready\n  }',
    ],
    ['T1:', 'T1:\n    title: new\n    status: ready'],
    ['T1: # c', 'T1: # c\n    title: new\n    status: ready'],
    ['T1: {} # c', 'T1: # c\n    title: new\n    status: ready'],
    ['T1: ~', 'T1:\n    title: new\n    status: ready'],
    ["'T1':\n    title: x", "'T1':\n    title: new\n    status: ready"],
    ['T1: # c\n    title: x', 'T1: # c\n    title: new\n    status: ready'],
  ])('stay in their form: %s', (before, after) => {
    expect(edit(before, { title: 'new', status: 'ready' })).toBe(after);
  });

  test('lose a key of a task in braces with one comma', () => {
    expect(edit('T1: {title: x, status: ready, labels: [a]}', { status: null })).toBe(
      'T1: {title: x, labels: [a]}',
    );
    expect(edit('T1: {title: x, status: ready, labels: [a]}', { labels: [] })).toBe(
      'T1: {title: x, status: ready}',
    );
    expect(edit('T1: {title: x, labels: [a], locks: [b]}', { labels: [], locks: [] })).toBe('T1: {title: x}');
  });

  test('take a text of several lines in braces in double quotes', () => {
    expect(edit('T1: {title: x}', { description: 'a\nb' })).toBe('T1: {title: x, description: "a\\nb"}');
  });
});
