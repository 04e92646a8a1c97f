import { describe, expect, test } from 'vitest';
import { LineIndex } from '../../src/spec/line-index.ts';

describe('LineIndex', () => {
  test('counts lines and columns from 1, with LF, CRLF and no end', () => {
    const index = new LineIndex('ab\r\n\nc');
    expect([0, 2, 4, 5, 6].map((offset) => index.position(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 3, column: 2 },
    ]);
    expect([1, 2, 3, 4].map((line) => index.line(line))).toEqual(['ab', '', 'c', '']);
  });

  test('gives a byte order mark no column', () => {
    const index = new LineIndex('\uFEFFa: 1\n');
    expect(index.position(1)).toEqual({ line: 1, column: 1 });
    expect(index.position(0)).toEqual({ line: 1, column: 1 });
    expect(index.line(1)).toBe('a: 1');
  });

  test('puts the caret under the column, also behind tabs', () => {
    expect(new LineIndex('a:\tb\n').excerpt({ line: 1, column: 4 })).toBe('a:\tb\n  \t^');
    expect(new LineIndex('').excerpt({ line: 1, column: 1 })).toBe('\n^');
  });

  test('cuts a long line to what stands around the column', () => {
    const line = `${'a'.repeat(500)}X${'b'.repeat(500)}`;
    const [shown = '', caret = ''] = new LineIndex(line).excerpt({ line: 1, column: 501 }).split('\n');
    expect(shown.length).toBeLessThan(130);
    expect(shown[caret.length - 1]).toBe('X');
    expect(shown).toMatch(/^….*…$/u);
  });
});
