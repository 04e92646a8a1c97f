import type { RenewResult } from '../../operations/task/renew.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayRenew(data: RenewResult, ui: Ui): Rendered {
  return ui.t`Renewed ${ui.bold(data.task_id)} for ${data.agent_id}: the lease expires ${atTime(data.expires_at, ui)}.`;
}

function atTime(iso: string, ui: Ui): ReturnType<Ui['time']> {
  return ui.isTerminal ? ui.time(iso) : ui.t`at ${iso}`;
}
