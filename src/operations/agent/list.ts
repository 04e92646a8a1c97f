import { actorKind, actorName } from '../../model/actor.ts';
import { isLeaseLive } from '../../model/lease.ts';
import type { Now } from '../../model/now.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { listActors, type ActorRecord } from '../../runtime/tables/actor.ts';
import { heartbeatAgeMs, listHeartbeats, type Heartbeat } from '../../runtime/tables/heartbeat.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { livenessOf, type Liveness, type LivenessThresholds } from './liveness.ts';
import { thresholdsOf } from './thresholds.ts';

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

export interface AgentListResult {
  readonly agents: readonly AgentEntry[];
  readonly count: number;
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

/** Every actor that joined, with its last sign of life; the others too with `all`. Needs the runtime alone. Errors: RUNTIME_READONLY. */
export async function listAgents(
  context: RuntimeContext,
  input: { all: boolean },
): Promise<Outcome<AgentListResult>> {
  requireRuntime(context.runtime);
  const thresholds = await thresholdsOf(context);
  const agents = await context.runtime.read(async (tx) => {
    const leases = (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
    const rows = (await listActors(tx)).filter((row) => input.all || row.joinedAtMs !== null);
    const heartbeats = new Map((await listHeartbeats(tx)).map((each) => [each.actor, each]));
    return rows.map((row) => {
      const held = leases.filter((lease) => lease.holder === row.actor).map((lease) => lease.taskId);
      return entryOf(row, held, { heartbeat: heartbeats.get(row.actor), now: tx.now, thresholds });
    });
  });
  const next = agents.length === 0 ? [hint('agent.join', ['agent', 'join'], 'Join as an agent')] : [];
  return { data: { agents, count: agents.length }, next, warnings: context.warnings };
}
