import type { ExportResult } from '../../operations/export/export.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

/** What was printed already is not told once more. */
export function displayExport({ file, bytes }: ExportResult, ui: Ui): Rendered {
  return file === null ? ui.raw('') : ui.t`Wrote ${file}, ${bytes} bytes.`;
}
