import type { ExportWriter } from '../../operations/export/export.ts';
import { jsonText, Separator } from './json-text.ts';
import { plainRow, TABLE_NAMES, TABLES } from './plain-rows.ts';

/** Tasks with all that belongs to them, then agents, leases, and what belongs to no task of this spec. */
export const JSON_WRITER: ExportWriter = {
  request: {
    tables: TABLE_NAMES.map((name) => TABLES[name]),
    elsewhere: ['transition', 'criterion', 'evidence', 'message'],
  },
  open: (write) => {
    const separator = new Separator();
    return {
      begin: (head) => {
        separator.begin();
        return write(`${jsonText(head).slice(0, -1)},"tasks":[`);
      },
      task: (task) => write(`${separator.next()}${jsonText(task)}`),
      table: (table) => {
        separator.begin();
        const name = TABLE_NAMES.find((each) => TABLES[each] === table) ?? table;
        return write(`\n],"${name}":[`);
      },
      row: (_table, row) => write(`${separator.next()}${jsonText(plainRow(row))}`),
    };
  },
  end: '\n]}\n',
};
