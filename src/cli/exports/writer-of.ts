import type { ExportWriter } from '../../operations/export/export.ts';
import { usageError } from '../usage-error.ts';
import type { ExportTable } from './plain-rows.ts';

export const EXPORT_FORMATS = ['json', 'csv', 'md', 'snapshot'] as const;

/** What writes a format; `table` is for csv. Each is loaded where it is asked for. */
export async function writerOf(format: string, table: ExportTable | 'tasks'): Promise<ExportWriter> {
  if (format !== 'csv' && table !== 'tasks') {
    throw usageError('--table is for csv', { command: 'export', details: { flags: ['--table'] } });
  }
  switch (format) {
    case 'json':
      return (await import('./write-json.ts')).JSON_WRITER;
    case 'md':
      return (await import('./write-md.ts')).MD_WRITER;
    case 'snapshot':
      return (await import('./write-snapshot.ts')).SNAPSHOT_WRITER;
    default: {
      const { TASK_CSV, tableCsv } = await import('./write-csv.ts');
      return table === 'tasks' ? TASK_CSV : tableCsv(table);
    }
  }
}
