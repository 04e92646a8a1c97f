import type { AgentShowResult } from '../../operations/agent/show.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { paragraphs } from './paragraphs.ts';

/** One agent: who it is, what it holds, what it has done. */
export function displayAgent(data: AgentShowResult, ui: Ui): Rendered {
  const { leases, completed } = data;
  return paragraphs([
    ui.lines([
      ui.t`${ui.bold(data.agent_id)}`,
      ui.pairs([
        ['  status', data.status],
        ['  seen', ui.time(data.last_seen_at)],
        ['  role', data.role],
        ['  capabilities', data.capabilities.join(', ')],
        ['  registered', ui.time(data.registered_at)],
        ['  left', data.left_at === null ? undefined : ui.time(data.left_at)],
        ['  because', data.left_reason],
        ...Object.entries(data.session_meta).map(([key, value]) => [`  ${key}`, String(value)] as const),
      ]),
    ]),
    leases.length === 0
      ? undefined
      : ui.lines([
          ui.bold('Holds'),
          ...leases.map(
            (each) => ui.t`  ${each.task_id}  ${each.title}, expires ${ui.time(each.expires_at)}`,
          ),
        ]),
    completed.length === 0
      ? undefined
      : ui.lines([
          ui.bold('Completed'),
          ...completed.map((each) => ui.t`  ${each.task_id}  ${ui.dim(ui.time(each.at))}`),
        ]),
  ]);
}
