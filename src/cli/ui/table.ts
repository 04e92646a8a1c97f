import { cellsOf, fit, pad } from './cells.ts';
import type { Text } from './text.ts';
import { concat, joinLines, styled, text, type Inline } from './text.ts';

export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => Inline;
  /** Where the width is short, columns of low importance are narrowed first and then left out. Default 1. */
  readonly importance?: number;
  readonly align?: 'left' | 'right';
  /** Cells below which the column is not narrowed. Default 6. */
  readonly min?: number;
}

/** `min` of a column of ids: one that is cut names nothing. A longer one is cut all the same, so that others are seen. */
export const ID_MIN = 24;

const GAP = 2;
const DEFAULT_MIN = 6;
const DEFAULT_IMPORTANCE = 1;

interface Measured<Row> {
  readonly column: Column<Row>;
  readonly cells: readonly Text[];
  width: number;
  readonly min: number;
}

function measure<Row>(column: Column<Row>, rows: readonly Row[]): Measured<Row> {
  const cells = rows.map((row) => text(column.value(row)));
  const width = cells.reduce((most, cell) => Math.max(most, cellsOf(cell.plain)), cellsOf(column.header));
  return { column, cells, width, min: Math.min(width, column.min ?? DEFAULT_MIN) };
}

function importanceOf<Row>(measured: Measured<Row>): number {
  return measured.column.importance ?? DEFAULT_IMPORTANCE;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, 0) + GAP * Math.max(0, widths.length - 1);
}

/** Leaves out the least important columns until the rest can fit, then narrows the least important of those. */
function fitColumns<Row>(columns: readonly Measured<Row>[], width: number): Measured<Row>[] {
  const kept = [...columns];
  const leastFirst = [...columns].sort((a, b) => importanceOf(a) - importanceOf(b));
  while (kept.length > 1 && total(kept.map((each) => each.min)) > width) {
    const least = leastFirst.shift();
    kept.splice(
      kept.findIndex((each) => each === least),
      1,
    );
  }
  for (const each of leastFirst) {
    const excess = Math.max(0, total(kept.map((column) => column.width)) - width);
    each.width = Math.max(each.min, each.width - excess);
  }
  return kept;
}

/** A row without blanks at its end. */
function line(shapes: readonly { width: number; align: 'left' | 'right' }[], cells: readonly Text[]): Text {
  const last = cells.findLastIndex((cell) => cell.plain !== '');
  const parts = cells.slice(0, last + 1).flatMap((cell, index) => {
    const { width, align } = shapes[index] ?? { width: 0, align: 'left' };
    const fitted = fit(cell, width);
    const padded = index === last && align === 'left' ? fitted : pad(fitted, width, align);
    return index === 0 ? [padded] : [' '.repeat(GAP), padded];
  });
  return concat(...parts);
}

/** Rows under headers, in columns as wide as they must be and together no wider than `width`. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number): Text {
  const kept = fitColumns(
    columns.map((column) => measure(column, rows)),
    width,
  );
  const shapes = kept.map((each) => ({ width: each.width, align: each.column.align ?? 'left' }));
  const header = line(
    shapes,
    kept.map((each) => styled('bold', each.column.header)),
  );
  const body = rows.map((_, index) =>
    line(
      shapes,
      kept.map((each) => each.cells[index] ?? text('')),
    ),
  );
  return joinLines([header, ...body]);
}
