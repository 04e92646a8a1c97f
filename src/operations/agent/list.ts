import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { readAgents, type AgentEntry } from './agent-entry.ts';
import { thresholdsOf } from './thresholds.ts';

export type { AgentEntry } from './agent-entry.ts';

export interface AgentListResult {
  readonly agents: readonly AgentEntry[];
  readonly count: number;
}

/** Every actor that joined, with its last sign of life; the others too with `all`. Needs the runtime alone. Errors: RUNTIME_READONLY. */
export async function listAgents(
  context: RuntimeContext,
  input: { all: boolean },
): Promise<Outcome<AgentListResult>> {
  requireRuntime(context.runtime);
  const thresholds = await thresholdsOf(context);
  const agents = await context.runtime.read(async (tx) =>
    (await readAgents(tx, thresholds))
      .filter(({ record }) => input.all || record.joinedAtMs !== null)
      .map(({ entry }) => entry),
  );
  const next = agents.length === 0 ? [hint('agent.join', ['agent', 'join'], 'Join as an agent')] : [];
  return { data: { agents, count: agents.length }, next, warnings: context.warnings };
}
