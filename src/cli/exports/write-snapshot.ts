import type { ExportHead } from '../../operations/export/export-records.ts';
import type { ExportWriter } from '../../operations/export/export.ts';
import { SNAPSHOT_TABLES } from '../../operations/export/snapshot-tables.ts';
import { jsonText, Separator } from './json-text.ts';

/** The shape is `Snapshot`; schemas/snapshot.schema.json follows from that. */
export const SNAPSHOT_WRITER: ExportWriter = {
  request: { tables: SNAPSHOT_TABLES },
  open: (write) => {
    const separator = new Separator();
    let head: ExportHead | undefined;
    let isFirstTable = true;
    return {
      begin: (given) => {
        head = given;
        isFirstTable = true;
        separator.begin();
        const { exported_at, lodestar, project, features } = given;
        const top = jsonText({ format: 'lodestar-snapshot', version: 1, exported_at, lodestar });
        const spec = jsonText({ project, features });
        return write(`${top.slice(0, -1)},"spec":${spec.slice(0, -1)},"tasks":[`);
      },
      specTask: (task) => write(`${separator.next()}${jsonText(task)}`),
      table: (name) => {
        separator.begin();
        const runtime = jsonText({ epoch: head?.epoch, last_seq: head?.last_seq }).slice(0, -1);
        const before = isFirstTable ? `\n]},"runtime":${runtime},"tables":{` : '\n],';
        isFirstTable = false;
        return write(`${before}${jsonText(name)}:[`);
      },
      row: (_table, row) => write(`${separator.next()}${jsonText(row)}`),
    };
  },
  end: '\n]}}}\n',
};
