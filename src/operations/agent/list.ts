import { actorKind, actorName } from '../../model/actor.ts';
import { isLeaseLive } from '../../model/lease.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { listActors, type ActorRow } from '../../runtime/tables/actor.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
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

function entryOf(row: ActorRow, held: readonly string[], at: { wallMs: number; thresholds: LivenessThresholds }): AgentEntry {
  return {
    agent_id: row.id,
    kind: actorKind(row.id) ?? 'human',
    display_name: row.displayName ?? actorName(row.id),
    role: row.role,
    capabilities: row.capabilities,
    status: row.leftAtMs === null ? livenessOf(row.lastSeenMs, at.wallMs, at.thresholds) : 'left',
    last_seen_at: row.lastSeenMs === null ? null : formatTimestamp(row.lastSeenMs),
    registered_at: formatTimestamp(row.registeredAtMs),
    session_meta: row.sessionMeta,
    holds: held,
  };
}

/** Every actor that joined, with its last sign of life; the others too with `all`. Needs the runtime alone. */
export async function listAgents(context: RuntimeContext, input: { all: boolean }): Promise<Outcome<AgentListResult>> {
  const thresholds = await thresholdsOf(context);
  const agents = await context.runtime.read(async (tx) => {
    const leases = (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
    const rows = (await listActors(tx)).filter((row) => input.all || row.joinedAtMs !== null);
    return rows.map((row) => {
      const held = leases.filter((lease) => lease.holder === row.id).map((lease) => lease.taskId);
      return entryOf(row, held, { wallMs: tx.now.wallMs, thresholds });
    });
  });
  const next = agents.length === 0 ? [hint('agent.join', ['agent', 'join'], 'Join as an agent')] : [];
  return { data: { agents, count: agents.length }, next, warnings: context.warnings };
}
