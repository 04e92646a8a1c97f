import { describe, expect, test } from 'vitest';
import { cutSpec } from '../../src/spec/cut.ts';

function cutLines(...lines: readonly string[]) {
  const text = lines.join('\n');
  const cut = cutSpec(text);
  return cut?.blocks.map(({ id, start, end }) => [
    id,
    ...text
      .slice(start, end)
      .split(/(?<=\n)/u)
      .map((line) => line.trimEnd()),
  ]);
}

describe('cutSpec', () => {
  test('cuts header, blocks and footer without a gap where nothing stands between', () => {
    const text = 'project: {}\ntasks: # all\n  A:\n    title: x\n\n  "B b": {title: y}\nfeatures: {}\n';
    const cut = cutSpec(text);
    expect(cut).toMatchObject({ header: { start: 0, end: 25 }, tasksKey: 12, indent: 2, eol: '\n' });
    expect(cut?.blocks.map(({ id, line }) => [id, line])).toEqual([
      ['A', 3],
      ['B b', 6],
    ]);
    expect(cut?.blocks.map(({ keyStart }) => text[keyStart])).toEqual(['A', '"']);
    expect(text.slice(cut?.footer.start)).toBe('features: {}\n');
  });

  test("gives a task the comments directly above it, and leaves a section's comment between the tasks", () => {
    expect(
      cutLines(
        'tasks:',
        '  # Section one',
        '',
        '  # about A',
        '# at the margin',
        '  A:',
        '    title: x',
        '    # inside A',
        '',
        '    # inside A too',
        '  # about B',
        '  B:',
        '    title: y',
        '  # Section two',
        '',
        '  C:',
        '    title: z',
        '  # last',
      ),
    ).toEqual([
      [
        'A',
        '  # about A',
        '# at the margin',
        '  A:',
        '    title: x',
        '    # inside A',
        '',
        '    # inside A too',
      ],
      ['B', '  # about B', '  B:', '    title: y'],
      ['C', '  C:', '    title: z'],
    ]);
  });

  test('is not fooled by what looks like a key inside of text', () => {
    expect(
      cutLines(
        'x-note: |',
        '  tasks:',
        'tasks:',
        '   A:',
        '     description: |+',
        '       tasks:',
        '',
        '         B:',
        '',
        '     title: "over',
        '      B: two"',
        '     labels: [a,',
        '      B: c]',
        '   C:',
        '     title: z',
      )?.map(([id]) => id),
    ).toEqual(['A', 'C']);
  });

  test('reads keys as YAML does', () => {
    const ids = ['1e3', 'a:b', 'a#b', 'weird id/with spaces ü', '__proto__', 'null'];
    const quoted = ["'it''s'", String.raw`"\xFC\u2014 \"x\""`, '"# no comment"'];
    const lines = [...ids, ...quoted].map((key) => `  ${key}: {title: x}`);
    expect(cutLines('tasks:', ...lines)?.map(([id]) => id)).toEqual([
      ...ids,
      "it's",
      'ü— "x"',
      '# no comment',
    ]);
  });

  test('counts in UTF-16 units and keeps a byte order mark and CRLF', () => {
    const text = '\uFEFFtasks:\r\n  A:\r\n    title: 🚀\r\n  B:\r\n    title: x\r\n';
    const cut = cutSpec(text);
    expect(cut?.eol).toBe('\r\n');
    expect(cut?.blocks.map(({ start, end }) => text.slice(start, end))).toEqual([
      '  A:\r\n    title: 🚀\r\n',
      '  B:\r\n    title: x\r\n',
    ]);
  });

  test('gives equal blocks equal hashes, and others others', () => {
    const cut = cutSpec('tasks:\n  A:\n    title: x\n  B:\n    title: x\n');
    const moved = cutSpec('# more\ntasks:\n  B:\n    title: x\n  A:\n    title: y');
    expect(moved?.blocks[0]?.hash).toBe(cut?.blocks[1]?.hash);
    expect(moved?.blocks[1]?.hash).not.toBe(cut?.blocks[0]?.hash);
    expect(cut?.blocks[0]?.hash).toMatch(/^[0-9a-f]{16}$/u);
  });

  test('hashes blank lines at the end of a block only where its text may keep them', () => {
    const hashOf = (...lines: readonly string[]) => cutSpec(lines.join('\n'))?.blocks[0]?.hash;
    const plain = ['tasks:', '  A:', '    title: x'];
    const keep = ['tasks:', '  A:', '    description: |+', '      x'];
    expect(hashOf(...plain, '', '', '  B:', '    title: y')).toBe(hashOf(...plain));
    expect(hashOf(...keep, '', '', '  B:', '    title: y')).not.toBe(hashOf(...keep));
  });

  test('leaves comments at the margin in a task where a deeper one follows, unless one stands above the next task', () => {
    const a = ['  A:', '    title: x', '# margin', '    # deeper'];
    expect(cutLines('tasks:', ...a, '  # about B', '      # more', '  B:', '    title: y')).toEqual([
      ['A', ...a],
      ['B', '  # about B', '      # more', '  B:', '    title: y'],
    ]);
  });

  test('finds no block where there is no task yet', () => {
    expect(cutSpec('tasks:\n')).toMatchObject({
      blocks: [],
      header: { end: 7 },
      footer: { start: 7, end: 7 },
    });
    expect(cutSpec('tasks:')?.blocks).toEqual([]);
  });

  test.each([
    ['no tasks', 'project: {}\n'],
    ['nothing', ''],
    ['tasks in flow style', 'tasks: {A: {title: x}}\n'],
    ['tasks of another form', 'tasks:\n- A\n'],
    ['tasks twice', 'tasks:\n  A: {}\ntasks:\n  B: {}\n'],
    ['an indented root', '  tasks:\n    A: {}\n'],
    ['a tab before a key', 'tasks:\n\tA: {}\n'],
    ['a key of less indent', 'tasks:\n    A: {}\n  B: {}\n'],
    ['an explicit key', 'tasks:\n  ? A\n  : {}\n'],
    ['a tag before a key', 'tasks:\n  !!str A: {}\n'],
    ['a flow collection that ends at the indent of the key', 'tasks:\n  A: {title: x\n  }\n'],
    ['a second document', 'tasks:\n  A: {}\n---\nx: 1\n'],
    ['a directive', '%YAML 1.2\n---\ntasks:\n'],
    ['a document that begins on the line of its mark', '--- {}\ntasks:\n'],
    [
      'an escape that YAML does not know',
      String.raw`tasks:
  "\q": {}`,
    ],
    ['a key without end', `tasks:\n  ${'k'.repeat(2000)}: {}\n`],
  ])('proves nothing for %s', (_name, text) => {
    expect(cutSpec(text)).toBeUndefined();
  });
});
