import type { RuntimeContents } from '../../operations/workspace/reset.ts';
import type { RestoreResult } from '../../operations/workspace/restore.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { asideLine, displayPutAside } from './display-reset.ts';

/** What to know before a backup takes the place of the present runtime. */
export function displayRestorePreview(contents: RuntimeContents, ui: Ui): Rendered {
  return [
    displayPutAside(contents, ui),
    ui.dim('The present runtime is kept, and `lodestar restore` of that file takes it back.'),
  ];
}

export function displayRestore(data: RestoreResult, ui: Ui): Rendered {
  const last = data.last_event_at === null ? '' : `, the last of ${data.last_event_at}`;
  const ids = data.lapsed_leases.map((lease) => lease.task_id).join(', ');
  return [
    ui.t`Restored from ${ui.bold(data.file)}: ${countOf(data.events, 'event')}${last}`,
    data.kept_as === null ? undefined : ui.t`The runtime that it replaced is kept in ${data.kept_as}`,
    asideLine(data.put_aside, ui),
    ids === '' ? undefined : ui.t`Held when the backup was made, and to be claimed again: ${ids}`,
  ];
}
