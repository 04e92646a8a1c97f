import { LodestarError } from '../../errors.ts';
import type { EventData } from '../../model/event.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { recipientOfAgent, recipientOfTask } from '../../runtime/tables/message.ts';
import { countMessagesBy, listMessages, listUnreadRecipients } from '../../runtime/tables/message-list.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireKnownTask } from '../require-known-task.ts';
import { requireMessage } from './resolve-message.ts';

export interface MarkReadInput {
  /** Single messages, by id or `seq`. */
  readonly ids: readonly string[];
  /** The thread of this task, and what came to the caller about it. */
  readonly task?: string | undefined;
  /** All that came for the caller. */
  readonly all: boolean;
  /** With `task` or `all`: only up to this `seq`; else all that there is. */
  readonly upTo?: number | undefined;
}

export interface MarkReadResult {
  readonly agent_id: string;
  /** How many messages were unread and are read now. */
  readonly messages_marked: number;
  readonly changed: boolean;
  /** With a task or all: the `seq` up to which it holds. */
  readonly up_to: number | null;
  /** What is left in the caller's inbox. */
  readonly unread_count: number;
}

type Marks = EventData['message.read'];

interface Marked {
  readonly marks: Marks;
  readonly count: number;
  readonly upTo: number | null;
}

async function markSingle(tx: ReadTx, ids: readonly string[], reader: string): Promise<Marked> {
  const found = new Map<number, Marks['messages'][number]>();
  for (const id of ids) {
    const { seq, origin, n, isUnread } = await requireMessage(tx, id, reader);
    if (isUnread) {
      found.set(seq, { origin, n });
    }
  }
  return { marks: { cursors: [], messages: [...found.values()] }, count: found.size, upTo: null };
}

/** A cursor beyond what has come would swallow what is still to come: it is of another runtime, or of one before a reset. */
async function requireUpTo(tx: ReadTx, upTo: number | undefined): Promise<number> {
  const last = await tx.lastSeq();
  if (upTo !== undefined && upTo > last) {
    throw new LodestarError('INPUT_INVALID', `nothing has come up to ${upTo} yet, the last is ${last}`, {
      details: { field: 'up_to', value: upTo, last_seq: last },
      hint: 'Pass the `cursor` that `msg inbox` or `msg thread` printed.',
    });
  }
  return upTo ?? last;
}

/** The thread by its cursor; what came to the reader alone is marked one by one, because other tasks share that way. */
async function markTask(tx: ReadTx, of: { task: string; reader: string; upTo: number }): Promise<Marked> {
  const { task, reader, upTo } = of;
  const recipient = recipientOfTask(task);
  const unread = { reader, unreadOnly: true, beforeSeq: upTo + 1 };
  const onThread = await countMessagesBy(tx, { ...unread, recipient });
  const page = { order: 'oldest', limit: Number.MAX_SAFE_INTEGER } as const;
  const direct = await listMessages(
    tx,
    { ...unread, recipient: recipientOfAgent(reader), taskId: task },
    page,
  );
  return {
    marks: {
      cursors: onThread === 0 ? [] : [{ recipient, up_to: upTo }],
      messages: direct.map(({ origin, n }) => ({ origin, n })),
    },
    count: onThread + direct.length,
    upTo,
  };
}

async function markAll(tx: ReadTx, reader: string, upTo: number): Promise<Marked> {
  const unread = await listUnreadRecipients(tx, reader, upTo);
  return {
    marks: { cursors: unread.map(({ recipient }) => ({ recipient, up_to: upTo })), messages: [] },
    count: unread.reduce((sum, each) => sum + each.count, 0),
    upTo,
  };
}

async function marksOf(tx: ReadTx, input: MarkReadInput, reader: string): Promise<Marked> {
  if (input.ids.length > 0) {
    return await markSingle(tx, input.ids, reader);
  }
  const upTo = await requireUpTo(tx, input.upTo);
  return input.task === undefined
    ? await markAll(tx, reader, upTo)
    : await markTask(tx, { task: input.task, reader, upTo });
}

async function markIn(tx: WriteTx, reader: string, input: MarkReadInput): Promise<MarkReadResult> {
  const { marks, count, upTo } = await marksOf(tx, input, reader);
  if (count > 0) {
    await ensureActor(tx, reader);
    await tx.append({ type: 'message.read', actor: reader, taskId: input.task ?? null, data: marks });
  }
  await touch(tx, reader);
  const left = await countMessagesBy(tx, { reader, inbox: true, unreadOnly: true });
  return {
    agent_id: reader,
    messages_marked: count,
    changed: count > 0,
    up_to: upTo,
    unread_count: left,
  };
}

function requireSelection({ ids, task, all, upTo }: MarkReadInput): void {
  const given = [ids.length > 0, task !== undefined, all].filter(Boolean).length;
  if (given !== 1 || (upTo !== undefined && ids.length > 0)) {
    throw new LodestarError(
      'USAGE',
      'say what was read: ids, or --task ID, or --all, the last two with --up-to',
      {
        hint: 'Read `lodestar msg read --help`.',
      },
    );
  }
}

/**
 * Marks messages as read by the caller: single ones, or all of a task or of the inbox up to a `seq`. Needs the runtime
 * alone. Errors: USAGE (what to mark), MESSAGE_NOT_FOUND, TASK_NOT_FOUND, INPUT_INVALID (a `seq` that is still to come).
 */
export async function markRead(
  context: RuntimeContext,
  input: MarkReadInput,
): Promise<Outcome<MarkReadResult>> {
  const { runtime, dryRun, actor } = context;
  requireSelection(input);
  if (input.task !== undefined) {
    await requireKnownTask(context, input.task);
  }
  const data = await runtime.transact(async (tx) => await markIn(tx, actor, input), { dryRun });
  const inbox = hint('msg.inbox', ['msg', 'inbox'], 'Read what is left');
  return { data, next: data.unread_count > 0 ? [inbox] : [], warnings: context.warnings };
}
