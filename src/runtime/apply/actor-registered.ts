import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';

const insertActor = statement<{ actor: string; at: number }>('actor-registered.insertActor')((db, param) =>
  db
    .insertInto('actor')
    .values({ actor: param('actor'), registered_at: param('at'), capabilities: '[]', session_meta: '{}' })
    .onConflict((conflict) => conflict.doNothing()),
);

export async function applyActorRegistered(tx: ApplyTx, event: EventOf<'actor.registered'>): Promise<void> {
  await tx.run(insertActor, { actor: event.actor, at: event.at });
}
