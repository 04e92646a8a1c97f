import { LodestarError } from '../../errors.ts';
import { formatDuration, parseDuration } from '../../model/duration.ts';
import { ensureActor, leaveAgent } from '../../runtime/actors.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { readAgents, type AgentFacts } from './agent-entry.ts';
import type { LivenessThresholds } from './liveness.ts';
import { thresholdsOf } from './thresholds.ts';

export interface PruneInput {
  /** How long an agent has to have been silent, as `7d`; a day unless said. */
  readonly olderThan?: string | undefined;
}

export interface PruneResult {
  /** Agents that count as gone now, until they join again. */
  readonly pruned: readonly { readonly agent_id: string; readonly last_seen_at: string | null }[];
  /** Agents that are offline for that long and stay: they hold something. */
  readonly holding: readonly string[];
  /** The silence that counted, in milliseconds: never less than what makes an agent offline. */
  readonly older_than_ms: number;
}

const DEFAULT_OLDER_THAN = '1d';

function silenceOf({ olderThan = DEFAULT_OLDER_THAN }: PruneInput, thresholds: LivenessThresholds): number {
  const silenceMs = parseDuration(olderThan);
  if (silenceMs === undefined) {
    throw new LodestarError('INPUT_INVALID', `${JSON.stringify(olderThan)} is no duration`, {
      details: { value: olderThan },
      hint: 'Write it as `12h`, `7d` or `1d12h`.',
    });
  }
  return Math.max(silenceMs, thresholds.offline_after_ms);
}

async function pruneIn(
  tx: WriteTx,
  context: RuntimeContext,
  { silenceMs, thresholds }: { silenceMs: number; thresholds: LivenessThresholds },
): Promise<PruneResult> {
  const isSilent = ({ record, silentMs }: AgentFacts): boolean =>
    record.joinedAtMs !== null &&
    record.leftAtMs === null &&
    record.actor !== context.actor &&
    silentMs >= silenceMs;
  const silent = (await readAgents(tx, thresholds)).filter(isSilent);
  const gone = silent.filter(({ leases }) => leases.length === 0);
  if (gone.length > 0) {
    await ensureActor(tx, context.actor);
  }
  for (const { record, silentMs } of gone) {
    const reason = `not seen for ${formatDuration(Math.floor(silentMs / 60_000) * 60_000)}`;
    await leaveAgent(tx, { actor: record.actor, via: context.actor, reason });
  }
  return {
    pruned: gone.map(({ entry }) => ({ agent_id: entry.agent_id, last_seen_at: entry.last_seen_at })),
    holding: silent.filter(({ leases }) => leases.length > 0).map(({ entry }) => entry.agent_id),
    older_than_ms: silenceMs,
  };
}

/**
 * Says good-bye for agents that have been silent for long and hold nothing. Nothing is lost: one that comes back joins
 * with `--resume` and is who it was. Needs the runtime alone. Errors: INPUT_INVALID (the duration), RUNTIME_READONLY.
 */
export async function pruneAgents(context: RuntimeContext, input: PruneInput): Promise<Outcome<PruneResult>> {
  const thresholds = await thresholdsOf(context);
  const silenceMs = silenceOf(input, thresholds);
  const data = await context.runtime.transact(
    async (tx) => await pruneIn(tx, context, { silenceMs, thresholds }),
    { dryRun: context.dryRun },
  );
  const held = hint('lease.list', ['lease', 'list'], 'See what the others hold');
  return { data, next: data.holding.length === 0 ? [] : [held], warnings: context.warnings };
}
