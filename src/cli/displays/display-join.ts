import type { JoinResult } from '../../operations/agent/join.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayJoin(data: JoinResult, ui: Ui): Rendered {
  const { agent_id: id, role, capabilities, resumed } = data;
  const facts = [...(role === null ? [] : [role]), ...capabilities].join(', ');
  return [
    ui.t`${resumed ? 'Back' : 'Joined'} as ${ui.bold(id)}${facts === '' ? '' : ` (${facts})`}. To act as it, run:`,
    '',
    ui.t`${data.export}`,
  ];
}
