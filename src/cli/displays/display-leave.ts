import type { LeaveResult } from '../../operations/agent/leave.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayLeave(data: LeaveResult, ui: Ui): Rendered {
  const { agent_id: id, released, changed } = data;
  return [
    changed ? ui.t`${ui.bold(id)} has left.` : ui.t`${ui.bold(id)} is no agent that is here.`,
    released.length === 0 ? undefined : ui.t`Given back: ${released.join(', ')}`,
  ];
}
