import { actorKind, actorName } from '../../model/actor.ts';
import { isLeaseLive, type Lease } from '../../model/lease.ts';
import type { Now } from '../../model/now.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { listActors, type ActorRecord } from '../../runtime/tables/actor.ts';
import { heartbeatAgeMs, listHeartbeats, type Heartbeat } from '../../runtime/tables/heartbeat.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { livenessOf, type Liveness, type LivenessThresholds } from './liveness.ts';

export interface AgentEntry {
  /** The agent's actor: `ai:worker-1`. */
  readonly agent_id: string;
  readonly kind: string;
  readonly display_name: string;
  readonly role: string | null;
  readonly capabilities: readonly string[];
  /** By its last sign of life, or `left`. */
  readonly status: Liveness;
  readonly last_seen_at: string | null;
  readonly registered_at: string | null;
  readonly session_meta: Readonly<Record<string, unknown>>;
  /** The tasks that it holds now. */
  readonly holds: readonly string[];
}

interface Seen {
  readonly heartbeat: Heartbeat | undefined;
  readonly now: Now;
  readonly thresholds: LivenessThresholds;
}

function entryOf(row: ActorRecord, held: readonly string[], seen: Seen): AgentEntry {
  const { heartbeat, now, thresholds } = seen;
  const ageMs = heartbeat === undefined ? null : heartbeatAgeMs(heartbeat, now);
  return {
    agent_id: row.actor,
    kind: actorKind(row.actor) ?? 'human',
    display_name: row.displayName ?? actorName(row.actor),
    role: row.role,
    capabilities: row.capabilities,
    status: row.leftAtMs === null ? livenessOf(ageMs, thresholds) : 'left',
    last_seen_at: heartbeat === undefined ? null : formatTimestamp(heartbeat.seenAtMs),
    registered_at: formatTimestamp(row.registeredAtMs),
    session_meta: row.sessionMeta,
    holds: held,
  };
}

/** An actor with all that the runtime says of it now. */
export interface AgentFacts {
  readonly record: ActorRecord;
  readonly entry: AgentEntry;
  /** Live ones. */
  readonly leases: readonly Lease[];
  /** How long ago it was last seen; since it joined where it never was. */
  readonly silentMs: number;
}

/** Every actor of the runtime, by id. */
export async function readAgents(tx: ReadTx, thresholds: LivenessThresholds): Promise<AgentFacts[]> {
  const leases = (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
  const heartbeats = new Map((await listHeartbeats(tx)).map((each) => [each.actor, each]));
  return (await listActors(tx)).map((record) => {
    const own = leases.filter((lease) => lease.holder === record.actor);
    const heartbeat = heartbeats.get(record.actor);
    const held = own.map((lease) => lease.taskId);
    const joinedMs = tx.now.wallMs - (record.joinedAtMs ?? record.registeredAtMs);
    return {
      record,
      entry: entryOf(record, held, { heartbeat, now: tx.now, thresholds }),
      leases: own,
      silentMs: heartbeat === undefined ? joinedMs : heartbeatAgeMs(heartbeat, tx.now),
    };
  });
}
