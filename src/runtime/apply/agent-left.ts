import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';

const markLeft = statement<{ actor: string; at: number; reason: string | null }>('agent-left.markLeft')(
  (db, param) =>
    db
      .updateTable('actor')
      .set({ left_at: param('at'), left_reason: param('reason') })
      .where('actor', '=', param('actor')),
);

export async function applyAgentLeft(tx: ApplyTx, event: EventOf<'agent.left'>): Promise<void> {
  await tx.run(markLeft, { actor: event.actor, at: event.at, reason: event.data.reason });
}
