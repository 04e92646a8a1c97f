import type { AgentEntry, AgentListResult } from '../../operations/agent/list.ts';
import { ID_MIN, type Column } from '../ui/table.ts';
import type { Rendered, Style } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

const STYLES: Readonly<Record<AgentEntry['status'], Style>> = {
  active: 'green',
  idle: 'yellow',
  offline: 'dim',
  left: 'dim',
};

function columns(agents: readonly AgentEntry[], ui: Ui): Column<AgentEntry>[] {
  const all: (Column<AgentEntry> & { readonly isShown?: boolean })[] = [
    { header: 'AGENT', value: (row) => ui.bold(row.agent_id), importance: 9, min: ID_MIN },
    { header: 'STATUS', value: (row) => ui.style(STYLES[row.status], row.status), importance: 8, min: 7 },
    { header: 'SEEN', value: (row) => ui.time(row.last_seen_at), importance: 6 },
    {
      header: 'HOLDS',
      value: (row) => row.holds.join(', '),
      importance: 7,
      isShown: agents.some((row) => row.holds.length > 0),
    },
    {
      header: 'ROLE',
      value: (row) => row.role,
      importance: 5,
      isShown: agents.some((row) => row.role !== null),
    },
    {
      header: 'CAPABILITIES',
      value: (row) => row.capabilities.join(', '),
      isShown: agents.some((row) => row.capabilities.length > 0),
    },
  ];
  return all.filter((column) => column.isShown !== false);
}

export function displayAgents({ agents }: AgentListResult, ui: Ui): Rendered {
  return agents.length === 0 ? 'No agent has joined.' : ui.table(columns(agents, ui), agents);
}
