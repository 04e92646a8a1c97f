import type { Handoff } from '../../operations/task/handoff.ts';
import type { Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

/** The note that an earlier holder left. */
export function handoffLines(handoff: Handoff | null, ui: Ui): Text | undefined {
  if (handoff === null) {
    return undefined;
  }
  const from = ui.dim(ui.t`from ${handoff.from_agent_id}, ${ui.time(handoff.created_at)}`);
  return ui.lines([ui.t`${ui.bold('Handoff')} ${from}`, ui.block(handoff.text, 2)]);
}
