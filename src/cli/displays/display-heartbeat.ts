import type { HeartbeatResult } from '../../operations/agent/heartbeat.ts';
import { joinLines, type Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayHeartbeat(data: HeartbeatResult, ui: Ui): Rendered {
  const { agent_id: id, renewed } = data;
  return [
    ui.t`${ui.bold(id)} is here.`,
    renewed.length === 0
      ? undefined
      : joinLines(
          renewed.map(
            (lease) => ui.t`  ${ui.bold(lease.task_id)} renewed, ends ${ui.time(lease.expires_at)}`,
          ),
        ),
  ];
}
