import { stringify } from 'csv-stringify/sync';
import type { ExportedTask } from '../../operations/export/export-records.ts';
import type { ExportWriter } from '../../operations/export/export.ts';
import { safeBlock } from '../ui/safe.ts';
import { plainRow, TABLES, type ExportTable } from './plain-rows.ts';

/** Lists and objects are JSON; what a terminal would obey is made visible. */
function cell(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  return safeBlock(typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * One line as RFC 4180 has it, but that it ends as lines of text do. A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
 * or a carriage return) begins with an apostrophe.
 */
function line(values: readonly unknown[]): string {
  return stringify([values.map(cell)], { escape_formulas: true });
}

/** The title first, then the rest as it comes, what nobody reads in a table last. */
function taskColumns(task: ExportedTask): (keyof ExportedTask)[] {
  const first = ['id', 'title', 'state', 'status', 'priority', 'labels', 'depends_on'] as const;
  const names = Object.keys(task) as (keyof ExportedTask)[];
  return [...first, ...names.filter((name) => !first.some((each) => each === name)).sort()];
}

/** A row a task. */
export const TASK_CSV: ExportWriter = {
  request: { tables: [] },
  open: (write) => {
    let columns: (keyof ExportedTask)[] | undefined;
    return {
      begin: () => {
        columns = undefined;
        return true;
      },
      task: (task) => {
        const header = columns === undefined;
        columns ??= taskColumns(task);
        return write((header ? line(columns) : '') + line(columns.map((name) => task[name])));
      },
    };
  },
  end: '',
};

/** A row a row of one of the runtime's tables. */
export function tableCsv(table: ExportTable): ExportWriter {
  return {
    request: { tables: [TABLES[table]] },
    open: (write) => {
      let isFirst = true;
      return {
        begin: () => {
          isFirst = true;
          return true;
        },
        row: (_table, row) => {
          const entries = Object.entries(plainRow(row));
          const header = isFirst ? line(entries.map(([name]) => name)) : '';
          isFirst = false;
          return write(header + line(entries.map(([, value]) => value)));
        },
      };
    },
    end: '',
  };
}
