import { describe, expect, test } from 'vitest';
import { applyEdits, type SpecEdit } from '../../src/spec/edit.ts';
import { edited, set, specOf, type Fields } from './support/edited.ts';

const codeOf = (code: string): unknown => expect.objectContaining({ code });

describe('replacing a scalar', () => {
  test.each([
    ['title: old', 'title: new'],
    ['title: old # why', 'title: new # why'],
    ['title:    old', 'title:    new'],
    ["title: 'old'   # why", "title: 'new'   # why"],
    ['title: "old"', 'title: "new"'],
    ['"title": old', '"title": new'],
  ])('keeps what stands around it: %s', (before, after) => {
    expect(edited([before], { title: 'new' })).toEqual([after]);
  });

  test('quotes a plain scalar when its new text needs it', () => {
    expect(edited(['title: old # why'], { title: 'no' })).toEqual(["title: 'no' # why"]);
  });

  test('replaces one that is folded over several lines, and keeps its comment', () => {
    const lines = ["title: 'old and", "  long' # why", 'status: ready'];
    expect(edited(lines, { title: 'new' })).toEqual(["title: 'new' # why", 'status: ready']);
  });

  test('replaces one that stands below its key', () => {
    expect(edited(['title: # why', '  old', 'status: ready'], { title: 'new' })).toEqual([
      'title: # why',
      '  new',
      'status: ready',
    ]);
  });

  test('fills an empty value', () => {
    const lines = ['title: x', 'status_reason: # why', 'created_at:'];
    expect(edited(lines, { status_reason: 'later' })).toEqual([
      'title: x',
      'status_reason: later # why',
      'created_at:',
    ]);
  });

  test('turns one line into a block, with the comment behind the header', () => {
    expect(
      edited(['title: x', 'description: old # why', 'status: ready'], { description: 'one\ntwo' }),
    ).toEqual([...['title: x', 'description: |- # why', '  one', '  two', 'status: ready']]);
  });

  test('turns a block into one line, and leaves the blank lines below it', () => {
    const lines = [
      'title: x',
      'description: > # why',
      '    old',
      '',
      '    text',
      '',
      '# below',
      'status: ready',
    ];
    expect(edited(lines, { description: 'new' })).toEqual([
      'title: x',
      'description: new # why',
      '',
      '# below',
      'status: ready',
    ]);
  });

  test('takes the blank lines of a block that keeps them along', () => {
    const lines = ['title: x', 'description: |+', '  old', '', '', 'status: ready'];
    expect(edited(lines, { description: 'new' })).toEqual(['title: x', 'description: new', 'status: ready']);
  });

  test('writes what no block gives back in double quotes', () => {
    expect(edited(['title: x'], { description: '  code\nmore\n\n' })).toEqual([
      'title: x',
      'description: "  code\\nmore\\n\\n"',
    ]);
  });

  test('writes numbers as numbers, and words for them only where they stand', () => {
    expect(edited(['title: x', 'priority: high'], { priority: 7 })).toEqual(['title: x', 'priority: 7']);
    expect(edited(['title: x', 'priority: high'], { priority: 50 })).toEqual(['title: x', 'priority: high']);
  });
});

describe('adding and removing a key', () => {
  const lines = [
    'title: x',
    '# about the labels',
    'labels: [a]',
    '',
    'status: ready # now',
    '',
    '# about the date',
    "created_at: '2026-11-21'",
  ];

  test('puts a new key behind the nearest that belongs before it', () => {
    const fields = {
      status: 'blocked',
      status_reason: 'later',
      description: 'more',
      blocked_by: 'human:ada',
    };
    expect(edited(lines, fields)).toEqual([
      ...[
        'title: x',
        'description: more',
        '# about the labels',
        'labels: [a]',
        '',
        'status: blocked # now',
        'status_reason: later',
      ],
      ...['', '# about the date', "created_at: '2026-11-21'", 'blocked_by: human:ada'],
    ]);
  });

  test('puts keys of its own and the PRD last', () => {
    const prd = {
      source: 'PRD.md',
      refs: [{ anchor: '#a', lines: null, hash: null }],
      excerpt: null,
      prd_hash: null,
    };
    expect(
      edited(['title: x', 'x-a: 1', 'status: ready'], { prd, extra: { 'x-a': 1, 'x-b': [true, 'yes'] } }),
    ).toEqual([
      ...['title: x', 'x-a: 1', 'x-b:', '- true', "- 'yes'", 'status: ready'],
      ...['prd:', '  source: PRD.md', '  refs:', "  - anchor: '#a'"],
    ]);
  });

  test('takes the line of a removed key along and leaves the comments above and below', () => {
    expect(edited(lines, { labels: [] })).toEqual(lines.filter((line) => !line.startsWith('labels')));
    expect(edited(lines, { created_at: null })).toEqual(lines.slice(0, -1));
  });

  test('leaves the comment lines inside of a removed list, at the column of its key', () => {
    const list = [
      'title: |',
      '  x',
      '  y',
      'labels: # gone',
      '    # stays',
      '    - a # gone',
      'status: ready',
    ];
    expect(edited(list, { labels: [] })).toEqual(['title: |', '  x', '  y', '# stays', 'status: ready']);
  });

  test('leaves the comment lines at the margin of a removed list, and those around it where they are', () => {
    const text =
      'tasks:\n  T1:\n    title: x\n# above\n    labels:\n# first\n    - a\n# second\n    - b\n# below\n';
    const { text: after } = applyEdits(text, [set('T1', { labels: [] })]);
    expect(after).toBe('tasks:\n  T1:\n    title: x\n# above\n    # first\n    # second\n# below\n');
  });

  test('puts the first key below the comments of the task where none belongs before it', () => {
    const text = 'tasks:\n  T1: # key\n    # above\n    status: ready\n    title: x\n';
    const { text: after } = applyEdits(text, [set('T1', { description: 'd' })]);
    expect(after).toBe(`${text}    description: d\n`);
  });

  test('does nothing for a value that stands there already', () => {
    const text = specOf('title: x', 'labels: []', 'depends_on:', 'priority: 100', 'lease_ttl: ~');
    const fields = {
      title: 'x',
      labels: [],
      depends_on: [],
      priority: 100,
      lease_ttl: null,
      description: '',
      locks: [],
      prd: null,
    };
    expect(applyEdits(text, [set('T1', fields)])).toMatchObject({ text, changed: [] });
  });
});

describe('what cannot be changed in its place', () => {
  test('is a text of several lines above a deeper comment: it is quoted', () => {
    const lines = ['title: x', 'description: a', '  # deeper', 'labels: [a] # b'];
    const fields = { description: 'one\ntwo\n', labels: ['a', 'c'] };
    expect(edited(lines, fields)).toEqual([
      ...['title: x', 'description: "one\\ntwo\\n"', '  # deeper', 'labels: [a, c] # b'],
    ]);
  });

  test('is a list whose comment would become text: it is printed anew, and nothing else', () => {
    const list = ['acceptance_criteria:', '- |', '  text', '- b', '    # deeper', '- c'];
    const changed = edited(['title: x # one', ...list, 'status: todo'], {
      acceptance_criteria: ['text\n', 'c'],
    });
    expect(changed).toEqual(['title: x # one', 'acceptance_criteria:', '- "text\\n"', '- c', 'status: todo']);
  });
});

describe('the text as a whole', () => {
  const text = '# head\ntasks:\n  A: # a\n    title: one\n\n  # b\n  B:\n    title: two\n';
  const changed =
    '# head\ntasks:\n  A: # a\n    title: one\n    status: ready\n\n  # b\n  B:\n    title: two\n';
  const edits = [set('A', { status: 'ready' })];

  test('keeps CRLF, a byte order mark, and a last line without its line break', () => {
    expect(applyEdits(text, edits)).toMatchObject({ text: changed, changed: ['A'] });
    expect(applyEdits(text.replaceAll('\n', '\r\n'), edits).text).toBe(changed.replaceAll('\n', '\r\n'));
    expect(applyEdits(`\uFEFF${text}`, edits).text).toBe(`\uFEFF${changed}`);
    expect(applyEdits(text.slice(0, -1), edits).text).toBe(changed.slice(0, -1));
  });

  test('keeps the few lines of another line break as they are', () => {
    const mixed = text.replace('# head\n', '# head\r\n');
    expect(applyEdits(mixed, edits).text).toBe(changed.replace('# head\n', '# head\r\n'));
  });

  test('edits the last task of a file without a last line break', () => {
    const open = 'tasks:\n  A:\n    title: one';
    expect(applyEdits(open, [set('A', { title: 'two', description: 'a\nb\n' })]).text).toBe(
      'tasks:\n  A:\n    title: two\n    description: "a\\nb\\n"',
    );
    expect(applyEdits(open, [set('A', { labels: ['a'] })]).text).toBe(`${open}\n    labels:\n    - a`);
  });

  test('takes several edits at once, those of one task joined', () => {
    const result = applyEdits(text, [
      set('B', { status: 'ready' }),
      set('A', { title: 'uno' }),
      set('B', { title: 'due', status: null }),
      { kind: 'add', id: 'C', fields: { title: 'three' }, place: 'end' },
      set('C', { status: 'ready' }),
    ]);
    expect(result.changed.toSorted()).toEqual(['A', 'B', 'C']);
    expect(result.text).toBe(
      '# head\ntasks:\n  A: # a\n    title: uno\n\n  # b\n  B:\n    title: due\n\n  C:\n    title: three\n    status: ready\n',
    );
  });

  test('is the same for no edits', () => {
    expect(applyEdits(text, [])).toEqual({ text, changed: [] });
  });
});

describe('what cannot be', () => {
  const text = specOf('title: x');

  test.each<[string, SpecEdit]>([
    ['TASK_NOT_FOUND', set('T7', { title: 'y' })],
    ['TASK_EXISTS', { kind: 'add', id: 'T1', fields: { title: 'y' }, place: 'end' }],
    ['INPUT_INVALID', { kind: 'add', id: 'a b', fields: { title: 'y' }, place: 'end' }],
    ['INPUT_INVALID', { kind: 'add', id: 'T7', fields: {}, place: 'end' }],
    ['INPUT_INVALID', set('T1', { title: null })],
    ['INPUT_INVALID', set('T1', { title: '  ' })],
    ['INPUT_INVALID', set('T1', { title: 'half \uD83D' })],
    ['INPUT_INVALID', set('T1', { title: 'esc \u001B[31m' })],
    ['INPUT_INVALID', set('T1', { status: 'READY' })],
    ['INPUT_INVALID', set('T1', { priority: 1.5 })],
    ['INPUT_INVALID', set('T1', { lease_ttl: 'soon' })],
    ['INPUT_INVALID', set('T1', { extra: { 'no-x': 1 } })],
  ])('is refused with %s: %j', (code, edit) => {
    expect(() => applyEdits(text, [edit])).toThrow(codeOf(code));
  });

  test('tells every value that breaks a rule', () => {
    const refused = expect.objectContaining({
      code: 'INPUT_INVALID',
      details: {
        problems: [
          expect.objectContaining({ field: 'priority' }),
          expect.objectContaining({ field: 'status' }),
        ],
      },
    });
    expect(() => applyEdits(text, [set('T1', { status: 'READY', priority: 'soon' })])).toThrow(refused);
  });

  test('leaves a task with errors to its author', () => {
    expect(() => applyEdits(specOf('title: x', 'priority: soon'), [set('T1', { title: 'y' })])).toThrow(
      codeOf('SPEC_INVALID'),
    );
  });

  test('is a fault of the caller for a field that there is not', () => {
    expect(() => applyEdits(text, [set('T1', { colour: 'red' } as Fields)])).toThrow('invariant broken');
  });
});
