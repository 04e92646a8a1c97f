import { LodestarError } from '../../errors.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { nearMisses } from '../../util/near-miss.ts';
import { resolveActorFilter } from '../actor-filter.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { expiresAt } from '../task/present.ts';
import { readAgents, type AgentEntry, type AgentFacts } from './agent-entry.ts';
import { thresholdsOf } from './thresholds.ts';

export interface AgentShowResult extends AgentEntry {
  /** Whether it ever joined; others have acted and no more. */
  readonly joined: boolean;
  readonly left_at: string | null;
  readonly left_reason: string | null;
  readonly leases: readonly {
    readonly task_id: string;
    readonly title: string;
    readonly expires_at: string | null;
  }[];
  /** The tasks that it last said to be done, newest first; at most twenty. */
  readonly completed: readonly { readonly task_id: string; readonly at: string }[];
}

const MAX_COMPLETED = 20;

async function completedBy(tx: ReadTx, actor: string): Promise<AgentShowResult['completed']> {
  const events = await listEvents(tx, { actor, type: 'task.done', order: 'newest', limit: MAX_COMPLETED });
  return events.flatMap(({ taskId, at }) =>
    taskId === null ? [] : [{ task_id: taskId, at: formatTimestamp(at) }],
  );
}

function notFound(name: string, agents: readonly AgentFacts[]): LodestarError {
  const near = nearMisses(
    name,
    agents.flatMap(({ entry }) => [entry.agent_id, entry.display_name]),
  );
  return new LodestarError('ACTOR_NOT_FOUND', `no known actor is named ${name}`, {
    details: { value: name, near_misses: near },
    hint:
      near.length === 0
        ? 'List them with `lodestar agent list --all`.'
        : `Did you mean ${near.join(' or ')}?`,
  });
}

async function showIn(tx: ReadTx, context: RuntimeContext, actor: string): Promise<AgentShowResult> {
  const agents = await readAgents(tx, await thresholdsOf(context));
  const found = agents.find(({ entry }) => entry.agent_id === actor);
  if (found === undefined) {
    throw notFound(actor, agents);
  }
  const { record, entry, leases } = found;
  return {
    ...entry,
    joined: record.joinedAtMs !== null,
    left_at: record.leftAtMs === null ? null : formatTimestamp(record.leftAtMs),
    left_reason: record.leftReason,
    leases: leases.map((lease) => ({
      task_id: lease.taskId,
      title: lease.title,
      expires_at: expiresAt(lease, tx.now),
    })),
    completed: await completedBy(tx, actor),
  };
}

/**
 * One agent, the caller where none is named: who it is, when it was seen, what it holds and has done. Needs the runtime
 * alone. Errors: ACTOR_NOT_FOUND, USAGE (a name of two), RUNTIME_READONLY.
 */
export async function showAgent(
  context: RuntimeContext,
  input: { agent?: string | undefined },
): Promise<Outcome<AgentShowResult>> {
  requireRuntime(context.runtime);
  const actor = await resolveActorFilter(context, input.agent ?? context.actor, 'ACTOR_NOT_FOUND');
  const data = await context.runtime.read(async (tx) => await showIn(tx, context, actor ?? context.actor));
  const held = hint('lease.list', ['lease', 'list', '--holder', data.agent_id], 'See what it holds');
  return { data, next: data.leases.length === 0 ? [] : [held], warnings: context.warnings };
}
