import type { RevokeResult } from '../../operations/lease/revoke.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayRevoke(data: RevokeResult, ui: Ui): Rendered {
  if (!data.changed) {
    return ui.t`${ui.bold(data.task_id)} is held by nobody: you revoked the lease of ${data.holder} before`;
  }
  return ui.t`${ui.bold(data.task_id)} is no longer held by ${data.holder}, who was told: ${data.reason}`;
}
