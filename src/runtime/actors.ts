import { actorKind } from '../model/actor.ts';
import { getActor, isRegistered, listActors, type ActorRecord } from './tables/actor.ts';
import { putHeartbeat } from './tables/heartbeat.ts';
import type { ReadTx, WriteTx } from './transaction.ts';
import { invariant } from '../util/invariant.ts';

/** Registers an actor at its first write, so that an identity survives a reset. */
export async function ensureActor(tx: WriteTx, actor: string): Promise<void> {
  if (!(await isRegistered(tx, actor))) {
    await tx.append({ type: 'actor.registered', actor, taskId: null, data: {} });
  }
}

/** Notes that a registered actor was seen now; volatile, no event. */
export async function touch(tx: WriteTx, actor: string): Promise<void> {
  await putHeartbeat(tx, actor, tx.now);
}

export interface JoinRequest {
  readonly actor: string;
  readonly via?: string | null;
  readonly role: string | null;
  readonly capabilities: readonly string[];
  readonly displayName: string;
  readonly sessionMeta: Readonly<Record<string, unknown>>;
  readonly resumed: boolean;
}

/** Makes an actor an agent. Whether its name is in use is the caller's to judge, in the same transaction. */
export async function joinAgent(tx: WriteTx, request: JoinRequest): Promise<ActorRecord> {
  const { actor, via = null, role, capabilities, displayName, sessionMeta, resumed } = request;
  await ensureActor(tx, actor);
  const data = { role, capabilities, display_name: displayName, session_meta: sessionMeta, resumed };
  await tx.append({ type: 'agent.joined', actor, via, taskId: null, data });
  await touch(tx, actor);
  const record = await getActor(tx, actor);
  invariant(record !== undefined, 'an agent that joined is there');
  return record;
}

export async function leaveAgent(
  tx: WriteTx,
  request: { actor: string; via?: string | null; reason: string | null },
): Promise<void> {
  const { actor, via = null, reason } = request;
  await tx.append({ type: 'agent.left', actor, via, taskId: null, data: { reason } });
}

/** The only `ai` actor that this runtime has ever seen; `undefined` when there is none or more than one. */
export async function soleAiActor(tx: ReadTx): Promise<string | undefined> {
  const ai = (await listActors(tx)).filter((each) => actorKind(each.actor) === 'ai');
  return ai.length === 1 ? ai[0]?.actor : undefined;
}
