import type { PruneResult } from '../../operations/agent/prune.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayPrune({ pruned, holding }: PruneResult, ui: Ui): Rendered {
  return [
    pruned.length === 0
      ? ui.t`No agent has been silent for that long.`
      : ui.t`Gone, until they join again: ${pruned.map((each) => each.agent_id).join(', ')}`,
    holding.length === 0 ? undefined : ui.t`Silent too, but holding tasks: ${holding.join(', ')}`,
  ];
}
