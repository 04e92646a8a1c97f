import type { RawBuilder } from 'kysely';
import type { Severity } from '../../model/event.ts';
import type { MessageKey } from '../../model/message-id.ts';
import type { RawSql } from '../compile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { parseStored } from '../stored-value.ts';
import { inboxOf, isUnread } from './message.ts';

/** A message as a reader meets it. */
export interface Message extends MessageKey {
  /** When it came to this runtime: the cursor of lists. */
  readonly seq: number;
  /** `task:ID`, `agent:ACTOR` or `all`. */
  readonly recipient: string;
  readonly taskId: string | null;
  readonly actor: string;
  readonly atMs: number;
  readonly subject: string | null;
  readonly severity: Severity;
  readonly body: string;
  readonly replyTo: string | null;
  readonly isUnread: boolean;
  /** Who has read it, its author aside. */
  readonly readBy: readonly string[];
}

/** Which messages are wanted; what is left out does not limit. */
export interface MessageFilter {
  /** Who asks: for them a message is read or not. */
  readonly reader: string;
  /** Only what came to the reader. */
  readonly inbox?: boolean;
  readonly unreadOnly?: boolean;
  readonly recipient?: string | undefined;
  /** On the thread of this task or about it. */
  readonly taskId?: string | undefined;
  readonly actor?: string | undefined;
  readonly severity?: Severity | undefined;
  /** Wall clock in epoch milliseconds, both ends included. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** Both ends excluded. */
  readonly afterSeq?: number | undefined;
  readonly beforeSeq?: number | undefined;
}

interface FilterParams {
  readonly reader: string;
  readonly unreadOnly: number;
  readonly recipient: string | null;
  readonly taskId: string | null;
  readonly actor: string | null;
  readonly severity: string | null;
  readonly since: number;
  readonly until: number;
  readonly low: number;
  readonly high: number;
}

type ListParams = FilterParams & { readonly limit: number };
type ParamOf<Params> = <Name extends keyof Params & string>(name: Name) => Params[Name];
type Shape = 'inbox' | 'thread' | 'all';

interface Row extends Omit<Message, 'isUnread' | 'readBy'> {
  readonly isUnread: 0 | 1;
  readonly readBy: string;
}

const FACTS =
  'm.seq, m.origin, m.n, m.recipient, m.task_id AS taskId, m.actor, m.at AS atMs, m.subject, m.severity, m.body, m.reply_to AS replyTo';

function columns(sql: RawSql, reader: unknown): RawBuilder<Row> {
  return sql<Row>`${sql.raw(FACTS)}, (${isUnread(sql, reader)}) AS isUnread, (
      SELECT json_group_array(readers.reader) FROM (
        SELECT c.reader FROM read_cursor c WHERE c.recipient = m.recipient AND c.up_to >= m.seq AND c.reader <> m.actor
        UNION SELECT k.reader FROM read_mark k WHERE k.origin = m.origin AND k.n = m.n AND k.reader <> m.actor
      ) readers
    ) AS readBy`;
}

/** An inbox is looked up recipient by recipient, beyond the reader's cursor where only what is unread is wanted. */
function source(sql: RawSql, param: ParamOf<FilterParams>, shape: Shape): RawBuilder<unknown> {
  if (shape !== 'inbox') {
    return shape === 'all'
      ? sql`message m INDEXED BY message_arrival WHERE true`
      : sql`message m INDEXED BY message_to_recipient WHERE m.recipient = ${param('recipient')}`;
  }
  return sql`(${inboxOf(sql, param('reader'))}) own
    LEFT JOIN read_cursor rc ON rc.recipient = own.recipient AND rc.reader = ${param('reader')}
    CROSS JOIN message m INDEXED BY message_to_recipient
      ON m.recipient = own.recipient AND m.seq > ${param('unreadOnly')} * coalesce(rc.up_to, 0)
    WHERE true`;
}

function conditions(sql: RawSql, param: ParamOf<FilterParams>): RawBuilder<unknown> {
  return sql`m.seq > ${param('low')} AND m.seq < ${param('high')}
    AND m.at >= ${param('since')} AND m.at <= ${param('until')}
    AND (${param('recipient')} IS NULL OR m.recipient = ${param('recipient')})
    AND (${param('taskId')} IS NULL OR m.task_id = ${param('taskId')} OR m.recipient = 'task:' || ${param('taskId')})
    AND (${param('actor')} IS NULL OR m.actor = ${param('actor')})
    AND (${param('severity')} IS NULL OR m.severity = ${param('severity')})
    AND (${param('unreadOnly')} = 0 OR (${isUnread(sql, param('reader'))}))`;
}

function declareList(shape: Shape, order: 'asc' | 'desc') {
  return statement<ListParams>(`message-list.${shape}.${order}`)(
    (_db, param, sql) => sql<Row>`SELECT ${columns(sql, param('reader'))} FROM ${source(sql, param, shape)}
      AND ${conditions(sql, param)} ORDER BY m.seq ${sql.raw(order)} LIMIT ${param('limit')} + 0`,
  );
}

function declareCount(shape: Shape) {
  return statement<FilterParams>(`message-list.${shape}.count`)(
    (_db, param, sql) =>
      sql<{
        count: number;
      }>`SELECT count(*) AS count FROM ${source(sql, param, shape)} AND ${conditions(sql, param)}`,
  );
}

const LISTS = {
  inbox: {
    oldest: declareList('inbox', 'asc'),
    newest: declareList('inbox', 'desc'),
    count: declareCount('inbox'),
  },
  thread: {
    oldest: declareList('thread', 'asc'),
    newest: declareList('thread', 'desc'),
    count: declareCount('thread'),
  },
  all: {
    oldest: declareList('all', 'asc'),
    newest: declareList('all', 'desc'),
    count: declareCount('all'),
  },
};

const selectByKey = statement<{ reader: string; origin: string; n: number }>('message-list.selectByKey')(
  (_db, param, sql) => sql<Row>`SELECT ${columns(sql, param('reader'))} FROM message m
    WHERE m.origin = ${param('origin')} AND m.n = ${param('n')}`,
);

const selectBySeq = statement<{ reader: string; seq: number }>('message-list.selectBySeq')(
  (_db, param, sql) => sql<Row>`SELECT ${columns(sql, param('reader'))} FROM message m
    WHERE m.seq = ${param('seq')}`,
);

function messageOf({ isUnread: unread, readBy, ...row }: Row): Message {
  return { ...row, isUnread: unread === 1, readBy: parseStored<string[]>(readBy).sort() };
}

function listsFor({ inbox, recipient }: MessageFilter): (typeof LISTS)[Shape] {
  if (inbox === true) {
    return LISTS.inbox;
  }
  return recipient === undefined ? LISTS.all : LISTS.thread;
}

function paramsOf(filter: MessageFilter): FilterParams {
  return {
    reader: filter.reader,
    unreadOnly: filter.unreadOnly === true ? 1 : 0,
    recipient: filter.recipient ?? null,
    taskId: filter.taskId ?? null,
    actor: filter.actor ?? null,
    severity: filter.severity ?? null,
    since: filter.sinceMs ?? Number.MIN_SAFE_INTEGER,
    until: filter.untilMs ?? Number.MAX_SAFE_INTEGER,
    // A message whose event a damaged log has lost has 0.
    low: filter.afterSeq ?? -1,
    high: filter.beforeSeq ?? Number.MAX_SAFE_INTEGER,
  };
}

export interface MessagePage {
  readonly order: 'oldest' | 'newest';
  readonly limit: number;
}

/** The messages that a filter lets through, in the order of their arrival or, newest first, against it. */
export async function listMessages(
  tx: QueryTx,
  filter: MessageFilter,
  { order, limit }: MessagePage,
): Promise<Message[]> {
  const rows = await tx.all(listsFor(filter)[order], { ...paramsOf(filter), limit });
  return rows.map(messageOf);
}

/** How many messages a filter lets through. */
export async function countMessagesBy(tx: QueryTx, filter: MessageFilter): Promise<number> {
  return (await tx.get(listsFor(filter).count, paramsOf(filter)))?.count ?? 0;
}

/** One message, by what it is named everywhere or by its `seq` here. */
export async function findMessage(
  tx: QueryTx,
  which: MessageKey | { readonly seq: number },
  reader: string,
): Promise<Message | undefined> {
  const row =
    'seq' in which
      ? await tx.get(selectBySeq, { reader, seq: which.seq })
      : await tx.get(selectByKey, { reader, origin: which.origin, n: which.n });
  return row === undefined ? undefined : messageOf(row);
}

const selectUnreadRecipients = statement<{ reader: string; upTo: number }>('message-list.unreadRecipients')(
  (_db, param, sql) => sql<{ recipient: string; count: number }>`
    SELECT own.recipient, count(*) AS count FROM (${inboxOf(sql, param('reader'))}) own
    CROSS JOIN message m INDEXED BY message_to_recipient ON m.recipient = own.recipient AND m.seq <= ${param('upTo')}
    WHERE ${isUnread(sql, param('reader'))} GROUP BY own.recipient`,
);

/** Through which recipients something that the reader has not read came to them, up to a `seq`, and how much. */
export async function listUnreadRecipients(
  tx: QueryTx,
  reader: string,
  upTo: number,
): Promise<{ recipient: string; count: number }[]> {
  return await tx.all(selectUnreadRecipients, { reader, upTo });
}
