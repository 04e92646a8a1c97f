import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, fit } from '../../../src/cli/ui/cells.ts';
import { table, type Column } from '../../../src/cli/ui/table.ts';
import { renderText, styled, text } from '../../../src/cli/ui/text.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly holder: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'ID', value: (row) => row.id, importance: 3 },
  { header: 'TITLE', value: (row) => row.title, importance: 2, min: 10 },
  { header: 'HOLDER', value: (row) => row.holder },
];

function lines(rows: readonly Row[], width: number): string[] {
  return table(COLUMNS, rows, width).plain.split('\n');
}

const ROWS = [
  { id: 'T1', title: 'Lay the table', holder: 'ai:worker-1' },
  { id: 'T10', title: '日本語の題名', holder: '' },
];

describe('table', () => {
  test('columns are as wide as they must be where there is room', () => {
    expect(lines(ROWS, Number.POSITIVE_INFINITY)).toEqual([
      'ID   TITLE          HOLDER',
      'T1   Lay the table  ai:worker-1',
      'T10  日本語の題名',
    ]);
  });

  test('the least important column gives way first, then the next, then it is left out', () => {
    expect(lines(ROWS, 28)[1]).toBe('T1   Lay the table  ai:work…');
    expect(lines(ROWS, 24)[1]).toBe('T1   Lay the ta…  ai:wo…');
    expect(lines(ROWS, 18)[1]).toBe('T1   Lay the table');
    expect(lines(ROWS, 15)[1]).toBe('T1   Lay the t…');
  });

  test('no line is wider than the width, whatever the cells hold', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 40 });
    const rows = fc.array(fc.record({ id: word, title: word, holder: word }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 20, max: 100 }), (some, width) => {
        for (const line of lines(some, width)) {
          expect(cellsOf(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a line end in a cell does not break the row', () => {
    expect(lines([{ id: 'T1', title: 'a\nb', holder: '' }], 80)).toHaveLength(2);
  });
});

describe('fit', () => {
  test('cuts between whole characters and keeps the styles of what is left', () => {
    expect(fit(text('日本語'), 5).plain).toBe('日本…');
    expect(fit(text('日本語'), 4).plain).toBe('日…');
    expect(fit(text('e\u0301e\u0301e\u0301'), 2).plain).toBe('e\u0301…');
    expect(renderText(fit(styled('bold', 'abcdef'), 3), { color: true })).toBe('\u001b[1mab…\u001b[22m');
  });
});
