import { LodestarError } from '../../errors.ts';
import { actorName, isActorName, parseActorId, type ActorId } from '../../model/actor.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { joinAgent } from '../../runtime/actors.ts';
import { getActor, type ActorRecord } from '../../runtime/tables/actor.ts';
import { getHeartbeat, heartbeatAgeMs } from '../../runtime/tables/heartbeat.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { livenessOf, type LivenessThresholds } from './liveness.ts';
import { thresholdsOf } from './thresholds.ts';
import { randomBytes } from '../../util/crypto.ts';

export interface JoinInput {
  /** `worker-1` or `ai:worker-1`; made up when left out. */
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly capabilities: readonly string[];
  /** The caller is the agent of that name, come back. */
  readonly resume: boolean;
  readonly model?: string | undefined;
  readonly tool?: string | undefined;
}

export interface JoinResult {
  /** The agent's actor: `ai:worker-1`. */
  readonly agent_id: string;
  readonly display_name: string;
  readonly role: string | null;
  readonly capabilities: readonly string[];
  readonly registered_at: string;
  readonly session_meta: Readonly<Record<string, unknown>>;
  readonly resumed: boolean;
  /** A line for the shell that makes this agent the actor of what follows. */
  readonly export: string;
}

/** Crockford's base 32 in lower case: no letter is taken for another. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

function inventName(): string {
  const letters = [...randomBytes(4)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return `agent-${letters.join('')}`;
}

function actorOf(name: string): ActorId {
  const actor = name.includes(':')
    ? parseActorId(name)
    : isActorName(name)
      ? parseActorId(`ai:${name}`)
      : undefined;
  if (actor === undefined) {
    throw new LodestarError('USAGE', `${JSON.stringify(name)} is no name for an agent`, {
      hint: 'Up to 64 letters, digits, `.`, `_` and `-`; with a kind as `ai:NAME`, `ci:NAME` or `human:NAME`.',
    });
  }
  return actor;
}

interface JoinRequest extends JoinInput {
  readonly actor: ActorId;
  readonly thresholds: LivenessThresholds;
}

async function requireFree(tx: WriteTx, row: ActorRecord | undefined, request: JoinRequest): Promise<void> {
  if (row === undefined || row.joinedAtMs === null || row.leftAtMs !== null || request.resume) {
    return;
  }
  const heartbeat = await getHeartbeat(tx, row.actor);
  const ageMs = heartbeat === undefined ? null : heartbeatAgeMs(heartbeat, tx.now);
  if (livenessOf(ageMs, request.thresholds) !== 'offline') {
    throw new LodestarError('AGENT_NAME_IN_USE', `${request.actor} is a live agent`, {
      details: {
        agent_id: request.actor,
        last_seen_at: heartbeat === undefined ? null : formatTimestamp(heartbeat.seenAtMs),
      },
      hint: `If you are that agent: \`${hint('agent.join', ['agent', 'join', '--name', request.actor, '--resume'], '').cmd}\``,
    });
  }
}

function sessionMeta(input: JoinInput): Record<string, unknown> {
  return {
    ...(input.model === undefined ? {} : { model: input.model }),
    ...(input.tool === undefined ? {} : { tool: input.tool }),
  };
}

async function joinIn(tx: WriteTx, request: JoinRequest): Promise<JoinResult> {
  const { actor } = request;
  const row = await getActor(tx, actor);
  await requireFree(tx, row, request);
  const resumed = row !== undefined && row.joinedAtMs !== null;
  const keeps = resumed && request.resume;
  const role = request.role ?? (keeps ? row.role : null);
  const capabilities = request.capabilities.length > 0 || !keeps ? request.capabilities : row.capabilities;
  const meta = { ...(keeps ? row.sessionMeta : {}), ...sessionMeta(request) };
  await joinAgent(tx, {
    actor,
    role,
    capabilities,
    displayName: actorName(actor),
    sessionMeta: meta,
    resumed,
  });
  return {
    agent_id: actor,
    display_name: actorName(actor),
    role,
    capabilities,
    registered_at: formatTimestamp(row?.registeredAtMs ?? tx.now.wallMs),
    session_meta: meta,
    resumed,
    export: `export LODESTAR_AGENT=${actor}`,
  };
}

/** A caller who stays another actor than the one that joined would be surprised by what comes next. */
function staysAnother(context: RuntimeContext, actor: ActorId): Warning[] {
  if (context.actorFrom !== 'env' || context.actor === actor) {
    return [];
  }
  const message = `LODESTAR_AGENT is ${context.actor}: what follows acts as that until it is ${actor}`;
  return [{ code: 'agent-differs', message }];
}

/** The agent that `--as` names: a bare name that nobody has yet is one for an agent. */
function statedName(context: RuntimeContext): string | undefined {
  if (context.actorFrom !== 'flag') {
    return undefined;
  }
  const isUnknown = context.warnings.some((warning) => warning.code === 'actor-unknown');
  return isUnknown ? actorName(context.actor) : context.actor;
}

/**
 * Makes an agent known: the one named, else the one that `--as` names, else a new one. Needs the runtime alone.
 * Errors: USAGE (the name), AGENT_NAME_IN_USE.
 */
export async function joinAs(context: RuntimeContext, input: JoinInput): Promise<Outcome<JoinResult>> {
  const actor = actorOf(input.name ?? statedName(context) ?? inventName());
  const { role, capabilities, model, tool } = input;
  const { texts, warnings: redacted } = await withoutSecrets(context, { role, capabilities, model, tool });
  const request = { ...input, ...texts, actor, thresholds: await thresholdsOf(context) };
  const { dryRun } = context;
  const data = await context.runtime.transact(async (tx) => await joinIn(tx, request), { dryRun });
  const next = [
    hint('task.next', ['task', 'next', '--as', actor], 'See what can be done next'),
    hint('task.claim', ['task', 'claim', '--as', actor], 'Take the first of it'),
  ];
  return {
    data,
    next: context.workspace === undefined ? [] : next,
    warnings: [...staysAnother(context, actor), ...redacted],
  };
}
