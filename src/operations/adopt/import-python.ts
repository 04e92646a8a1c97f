import { SEVERITIES, type Severity } from '../../model/event.ts';
import { parseTimestamp } from '../../model/timestamp.ts';
import { ensureActor } from '../../runtime/actors.ts';
import { grantLease } from '../../runtime/leases.ts';
import type { PythonAgent, PythonLease, PythonMessage, PythonRuntime } from '../../runtime/python-runtime.ts';
import { getActor, listActors } from '../../runtime/tables/actor.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import { putHeartbeat } from '../../runtime/tables/heartbeat.ts';
import { recipientOfTask } from '../../runtime/tables/message.ts';
import { listMessages } from '../../runtime/tables/message-list.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import { findFreshTask } from '../../workspace/fresh-task.ts';
import { PYTHON_ID, PythonNames } from './python-names.ts';

/** Something of the Python lodestar's that was not taken over, and why. */
export interface NotAdopted {
  readonly kind: 'agent' | 'lease' | 'message';
  /** As the Python lodestar named it. */
  readonly id: string;
  readonly reason:
    'imported-before' | 'unreadable-time' | 'expired' | 'task-not-in-spec' | 'task-not-ready' | 'task-held';
}

export interface ImportedPython {
  /** Who each of its agents is here. */
  readonly agents: readonly { readonly python_id: string; readonly agent_id: string }[];
  /** The tasks whose leases go on. */
  readonly leases: readonly { readonly task_id: string; readonly agent_id: string }[];
  readonly messages: number;
  /** Marks that somebody has read one of these messages. */
  readonly read_marks: number;
  readonly not_imported: readonly NotAdopted[];
}

interface Import {
  readonly tx: WriteTx;
  readonly names: PythonNames;
  readonly not: NotAdopted[];
  /** Tasks that somebody held there: of two holders, which the Python lodestar can have, the first is the one. */
  readonly heldThere: Set<string>;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function words(text: string): string[] {
  const value = json(text);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function fields(text: string): Record<string, unknown> {
  const value = json(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

async function importAgent({ tx, names, not }: Import, agent: PythonAgent): Promise<string | undefined> {
  const { agent_id: id, display_name: name, role } = agent;
  const actor = names.of(id);
  const present = await getActor(tx, actor);
  const at = parseTimestamp(agent.created_at) ?? tx.now.wallMs;
  if (present?.sessionMeta[PYTHON_ID] === id) {
    not.push({ kind: 'agent', id, reason: 'imported-before' });
    return undefined;
  }
  const data = {
    role: role === '' ? null : role,
    capabilities: words(agent.capabilities),
    display_name: name === '' ? id : name,
    session_meta: { ...fields(agent.session_meta), [PYTHON_ID]: id },
    resumed: false,
  };
  await tx.append({ type: 'actor.registered', actor, taskId: null, data: {}, at });
  await tx.append({ type: 'agent.joined', actor, taskId: null, data, at });
  const seenMs = parseTimestamp(agent.last_seen_at) ?? at;
  // Of another boot, so that the wall clock decides.
  await putHeartbeat(tx, actor, { wallMs: seenMs, bootId: '', monotonicMs: 0 });
  return actor;
}

/** A lease that was imported once may have been given back since: it does not come again. */
async function wasGranted(
  tx: WriteTx,
  lease: { taskId: string; holder: string; at: number },
): Promise<boolean> {
  const { taskId: task, holder: actor, at } = lease;
  const granted = await listEvents(tx, { task, actor, type: 'lease.granted', since: at });
  return granted.some((event) => event.at === at);
}

async function importLease(
  { tx, names, heldThere }: Import,
  lease: PythonLease,
): Promise<NotAdopted['reason'] | string[]> {
  const at = parseTimestamp(lease.created_at);
  const ends = parseTimestamp(lease.expires_at);
  if (at === undefined || ends === undefined) {
    return 'unreadable-time';
  }
  if (ends <= tx.now.wallMs) {
    return 'expired';
  }
  if (heldThere.has(lease.task_id)) {
    return 'task-held';
  }
  heldThere.add(lease.task_id);
  const fresh = await findFreshTask(tx, lease.task_id);
  if (fresh === undefined) {
    return 'task-not-in-spec';
  }
  const { task, status, lease: present } = fresh;
  const holder = names.of(lease.agent_id);
  if (await wasGranted(tx, { taskId: task.id, holder, at })) {
    return 'imported-before';
  }
  if (present !== undefined) {
    return 'task-held';
  }
  if (status !== 'ready') {
    return 'task-not-ready';
  }
  await ensureActor(tx, holder);
  const { id: taskId, created_at: createdAt, title, locks } = task;
  const ttlMs = ends - tx.now.wallMs;
  await grantLease(tx, { taskId, createdAt, holder, via: null, title, locks, branch: null, ttlMs, atMs: at });
  return [task.id, holder];
}

function severityOf(value: unknown): Severity {
  return SEVERITIES.find((each) => each === value) ?? 'info';
}

interface Sent {
  readonly key: { readonly origin: string; readonly n: number };
  readonly readers: readonly string[];
}

/** Messages of one sender, thread and instant are told apart by their number: so many were imported before as are there. */
class Earlier {
  readonly #counts = new Map<string, number>();

  async has(tx: WriteTx, message: { recipient: string; actor: string; at: number }): Promise<boolean> {
    const { recipient, actor, at } = message;
    const key = JSON.stringify([recipient, actor, at]);
    const left = this.#counts.get(key) ?? (await this.#count(tx, message));
    this.#counts.set(key, Math.max(0, left - 1));
    return left > 0;
  }

  async #count(tx: WriteTx, message: { recipient: string; actor: string; at: number }): Promise<number> {
    const { recipient, actor, at } = message;
    const filter = { reader: actor, recipient, actor, sinceMs: at, untilMs: at };
    return (await listMessages(tx, filter, { order: 'oldest', limit: Number.MAX_SAFE_INTEGER })).length;
  }
}

async function importMessage(
  { tx, names }: Import,
  message: PythonMessage,
  earlier: Earlier,
): Promise<NotAdopted['reason'] | Sent> {
  const at = parseTimestamp(message.created_at);
  if (at === undefined) {
    return 'unreadable-time';
  }
  const actor = names.of(message.from_agent_id);
  const recipient = recipientOfTask(message.task_id);
  if (await earlier.has(tx, { recipient, actor, at })) {
    return 'imported-before';
  }
  const { subject, severity } = fields(message.meta);
  await ensureActor(tx, actor);
  const data = {
    recipient,
    subject: typeof subject === 'string' && subject !== '' ? subject : null,
    severity: severityOf(severity),
    body: message.text,
    reply_to: null,
  };
  const { origin, n } = await tx.append({ type: 'message.sent', actor, taskId: message.task_id, data, at });
  const readers = words(message.read_by).map((id) => names.of(id));
  return { key: { origin, n }, readers: readers.filter((reader) => reader !== actor) };
}

async function importMarks({ tx }: Import, sent: readonly Sent[]): Promise<number> {
  const marks = new Map<string, Sent['key'][]>();
  for (const { key, readers } of sent) {
    for (const reader of new Set(readers)) {
      marks.set(reader, [...(marks.get(reader) ?? []), key]);
    }
  }
  for (const [reader, messages] of marks) {
    await ensureActor(tx, reader);
    await tx.append({ type: 'message.read', actor: reader, taskId: null, data: { cursors: [], messages } });
  }
  return [...marks.values()].reduce((sum, keys) => sum + keys.length, 0);
}

/**
 * Takes over what the Python lodestar knows that this runtime does not: agents, live leases, messages and who has read
 * them, with their times. Called again it takes over nothing twice.
 */
export async function importPython(tx: WriteTx, python: PythonRuntime): Promise<ImportedPython> {
  const names = new PythonNames(python.agents, await listActors(tx));
  const not: NotAdopted[] = [];
  const into: Import = { tx, names, not, heldThere: new Set() };
  const agents: { python_id: string; agent_id: string }[] = [];
  for (const agent of python.agents) {
    const actor = await importAgent(into, agent);
    agents.push(...(actor === undefined ? [] : [{ python_id: agent.agent_id, agent_id: actor }]));
  }
  const sent: Sent[] = [];
  const earlier = new Earlier();
  for (const message of python.messages) {
    const outcome = await importMessage(into, message, earlier);
    if (typeof outcome === 'string') {
      not.push({ kind: 'message', id: message.message_id, reason: outcome });
    } else {
      sent.push(outcome);
    }
  }
  const leases: { task_id: string; agent_id: string }[] = [];
  for (const lease of python.leases) {
    const outcome = await importLease(into, lease);
    if (typeof outcome === 'string') {
      not.push({ kind: 'lease', id: lease.lease_id, reason: outcome });
    } else {
      const [task = '', holder = ''] = outcome;
      leases.push({ task_id: task, agent_id: holder });
    }
  }
  const readMarks = await importMarks(into, sent);
  return { agents, leases, messages: sent.length, read_marks: readMarks, not_imported: not };
}
