import { LodestarError } from '../../errors.ts';
import { nearMisses } from '../../util/near-miss.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { readAgents, type AgentEntry } from './agent-entry.ts';
import type { AgentListResult } from './list.ts';
import type { Liveness } from './liveness.ts';
import { thresholdsOf } from './thresholds.ts';

export interface AgentFindInput {
  readonly role?: string | undefined;
  /** It has all of these. */
  readonly capabilities?: readonly string[] | undefined;
  readonly status?: readonly Liveness[] | undefined;
  /** Holds nothing, or something; either where it is left out. */
  readonly busy?: boolean | undefined;
}

export type AgentFindResult = AgentListResult;

/** A word that no agent has finds nothing, and is far more often a slip of the pen. */
function requireKnown(what: string, word: string, known: ReadonlySet<string>): void {
  if (known.has(word)) {
    return;
  }
  const valid = [...known].sort();
  const near = nearMisses(word, valid);
  const there = valid.length === 0 ? `no agent has a ${what}` : `there are ${valid.join(', ')}`;
  throw new LodestarError('INPUT_INVALID', `no agent has the ${what} ${JSON.stringify(word)}: ${there}`, {
    details: { value: word, valid, near_misses: near },
    ...(near.length === 0 ? {} : { hint: `Did you mean ${near.join(' or ')}?` }),
  });
}

function fits(agent: AgentEntry, { role, capabilities = [], status, busy }: AgentFindInput): boolean {
  return (
    (role === undefined || agent.role === role) &&
    capabilities.every((each) => agent.capabilities.includes(each)) &&
    (status === undefined || status.includes(agent.status)) &&
    (busy === undefined || agent.holds.length > 0 === busy)
  );
}

/**
 * Agents by what they are and how they stand. Needs the runtime alone. Errors: INPUT_INVALID (a role or a capability that
 * no agent has, with those there are), RUNTIME_READONLY.
 */
export async function findAgents(
  context: RuntimeContext,
  input: AgentFindInput,
): Promise<Outcome<AgentFindResult>> {
  requireRuntime(context.runtime);
  const thresholds = await thresholdsOf(context);
  const all = await context.runtime.read(async (tx) => await readAgents(tx, thresholds));
  const joined = all.filter(({ record }) => record.joinedAtMs !== null).map(({ entry }) => entry);
  if (input.role !== undefined) {
    requireKnown('role', input.role, new Set(joined.flatMap(({ role }) => role ?? [])));
  }
  for (const capability of input.capabilities ?? []) {
    requireKnown('capability', capability, new Set(joined.flatMap((each) => each.capabilities)));
  }
  const agents = joined.filter((agent) => fits(agent, input));
  const next = agents.length === 0 ? [hint('agent.list', ['agent', 'list'], 'See all agents')] : [];
  return { data: { agents, count: agents.length }, next, warnings: context.warnings };
}
