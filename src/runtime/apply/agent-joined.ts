import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';

interface JoinedRow {
  readonly actor: string;
  readonly at: number;
  readonly displayName: string;
  readonly role: string | null;
  readonly capabilities: string;
  readonly sessionMeta: string;
}

const putAgent = statement<JoinedRow>('agent-joined.putAgent')((db, param) =>
  db
    .insertInto('actor')
    .values({
      actor: param('actor'),
      registered_at: param('at'),
      display_name: param('displayName'),
      role: param('role'),
      capabilities: param('capabilities'),
      session_meta: param('sessionMeta'),
      joined_at: param('at'),
    })
    .onConflict((conflict) =>
      conflict.column('actor').doUpdateSet((eb) => ({
        display_name: eb.ref('excluded.display_name'),
        role: eb.ref('excluded.role'),
        capabilities: eb.ref('excluded.capabilities'),
        session_meta: eb.ref('excluded.session_meta'),
        joined_at: eb.ref('excluded.joined_at'),
        left_at: null,
        left_reason: null,
      })),
    ),
);

/** An agent may join in a log whose beginning is lost: it counts as registered then. */
export async function applyAgentJoined(tx: ApplyTx, event: EventOf<'agent.joined'>): Promise<void> {
  await tx.run(putAgent, {
    actor: event.actor,
    at: event.at,
    displayName: event.data.display_name,
    role: event.data.role,
    capabilities: JSON.stringify(event.data.capabilities),
    sessionMeta: JSON.stringify(event.data.session_meta),
  });
}
