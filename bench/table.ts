/** One figure of a table. */
export type Cell = string | number;

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What a reader has to know. */
  readonly note?: string;
}

function shown(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.toFixed(cell >= 100 ? 0 : cell >= 10 ? 1 : 2);
}

/** A table in Markdown, aligned so that it reads as text as well. */
export function renderTable({ title, columns, rows, note }: Table): string {
  const cells = [columns, ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, index) => Math.max(3, ...cells.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const rule = `| ${widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [
    `### ${title}`,
    '',
    line(head),
    rule,
    ...body.map(line),
    ...(note === undefined ? [] : ['', note]),
    '',
  ].join('\n');
}
