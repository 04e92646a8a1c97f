import type { Now } from '../../model/now.ts';
import type { ApplyTx, QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';

/** When an actor was last seen, on both clocks. */
export interface Heartbeat {
  readonly actor: string;
  readonly seenAtMs: number;
  readonly bootId: string;
  readonly monotonicMs: number;
}

/** How long ago that was: by the clock of this boot where it was in this boot, else by the wall clock; never below 0. */
export function heartbeatAgeMs(heartbeat: Heartbeat, now: Now): number {
  const sameBoot = heartbeat.bootId !== '' && heartbeat.bootId === now.bootId;
  const age = sameBoot ? now.monotonicMs - heartbeat.monotonicMs : now.wallMs - heartbeat.seenAtMs;
  return Math.max(0, age);
}

const selectAll = statement('heartbeat.selectAll')((db) =>
  db
    .selectFrom('heartbeat')
    .select(['actor', 'seen_at_ms as seenAtMs', 'boot_id as bootId', 'monotonic_ms as monotonicMs'])
    .orderBy('actor'),
);

const selectOne = statement<{ actor: string }>('heartbeat.selectOne')((db, param) =>
  db
    .selectFrom('heartbeat')
    .select(['actor', 'seen_at_ms as seenAtMs', 'boot_id as bootId', 'monotonic_ms as monotonicMs'])
    .where('actor', '=', param('actor')),
);

const putOfRegistered = statement<Heartbeat>('heartbeat.putOfRegistered')((db, param) =>
  db
    .replaceInto('heartbeat')
    .columns(['actor', 'seen_at_ms', 'boot_id', 'monotonic_ms'])
    .expression((eb) =>
      eb
        .selectFrom('actor')
        .select((e) => [
          'actor.actor',
          e.val(param('seenAtMs')).as('seen_at_ms'),
          e.val(param('bootId')).as('boot_id'),
          e.val(param('monotonicMs')).as('monotonic_ms'),
        ])
        .where('actor.actor', '=', param('actor')),
    ),
);

/** The last sign of life of an actor. */
export async function getHeartbeat(tx: QueryTx, actor: string): Promise<Heartbeat | undefined> {
  return await tx.get(selectOne, { actor });
}

/** The last sign of life of every actor. */
export async function listHeartbeats(tx: QueryTx): Promise<Heartbeat[]> {
  return await tx.all(selectAll, {});
}

/** Notes that an actor was seen now. One that is not registered leaves no row. */
export async function putHeartbeat(tx: ApplyTx, actor: string, now: Now): Promise<void> {
  const { wallMs: seenAtMs, bootId, monotonicMs } = now;
  await tx.run(putOfRegistered, { actor, seenAtMs, bootId, monotonicMs });
}
