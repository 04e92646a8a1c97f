import type { BackupResult } from '../../operations/workspace/backup.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayBackup(data: BackupResult, ui: Ui): Rendered {
  const last = data.last_event_at === null ? '' : `, the last of ${data.last_event_at}`;
  return [
    ui.t`Backed up to ${ui.bold(data.file)}`,
    ui.dim(`${countOf(data.events, 'event')}${last}; ${Math.ceil(data.bytes / 1024)} KiB, verified`),
  ];
}
