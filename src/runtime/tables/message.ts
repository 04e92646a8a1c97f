import type { RawBuilder } from 'kysely';
import type { RawSql } from '../compile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';

/** What the one who let go of a task left for the next. */
export interface Handoff {
  /** `<origin>.<n>`: names the message wherever it goes. */
  readonly id: string;
  readonly actor: string;
  readonly atMs: number;
  readonly subject: string | null;
  readonly body: string;
}

/** How many messages an actor has put on a task's thread. */
export interface ThreadSender {
  readonly actor: string;
  readonly count: number;
}

const selectNewestHandoff = statement<{ recipient: string }>('message.selectNewestHandoff')((db, param) =>
  db
    .selectFrom('message')
    .select(['origin', 'n', 'actor', 'at as atMs', 'subject', 'body'])
    .where('recipient', '=', param('recipient'))
    .where('severity', '=', 'handoff')
    .orderBy('clock', 'desc')
    .orderBy('origin', 'desc')
    .orderBy('n', 'desc')
    .limit((eb) => eb.lit(1)),
);

const countToRecipient = statement<{ recipient: string }>('message.countToRecipient')((db, param) =>
  db
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('recipient', '=', param('recipient')),
);

const countBySender = statement<{ recipient: string }>('message.countBySender')((db, param) =>
  db
    .selectFrom('message')
    .select((eb) => ['actor', eb.fn.countAll<number>().as('count')])
    .where('recipient', '=', param('recipient'))
    .groupBy('actor')
    .orderBy('actor'),
);

/** Whether the reader has a message `m` still to read: their own, those up to their cursor and single marks are read. */
export function isUnread(sql: RawSql, reader: unknown): RawBuilder<boolean> {
  return sql<boolean>`m.actor <> ${reader}
    AND m.seq > coalesce(
      (SELECT c.up_to FROM read_cursor c WHERE c.recipient = m.recipient AND c.reader = ${reader}), 0)
    AND NOT EXISTS (SELECT 1 FROM read_mark k WHERE k.origin = m.origin AND k.n = m.n AND k.reader = ${reader})`;
}

/**
 * Whose messages come to a reader: their own, everybody's, those of the tasks that they hold or were the last to hold, and
 * those of the threads that they wrote on.
 */
export function inboxOf(sql: RawSql, reader: unknown): RawBuilder<unknown> {
  return sql`SELECT 'all' AS recipient UNION SELECT 'agent:' || ${reader}
    UNION SELECT 'task:' || task_id FROM lease WHERE holder = ${reader}
    UNION SELECT recipient FROM message WHERE actor = ${reader} AND recipient LIKE 'task:%'`;
}

const countUnread = statement<{ recipient: string; reader: string; toReader: string; taskId: string }>(
  'message.countUnread',
)(
  (_db, param, sql) => sql<{ count: number }>`SELECT count(*) AS count FROM message m
    WHERE (m.recipient = ${param('recipient')}
        OR (m.recipient = ${param('toReader')} AND m.task_id = ${param('taskId')}))
      AND ${isUnread(sql, param('reader'))}`,
);

/** The reader's own number stands in every row: one statement is enough for both. */
const countByRecipient = statement<{ reader: string }>('message.countByRecipient')(
  (_db, param, sql) => sql<{ recipient: string; count: number; unread: number }>`
    SELECT recipient, count(*) AS count, (
      SELECT count(*) FROM (${inboxOf(sql, param('reader'))}) own
      CROSS JOIN message m ON m.recipient = own.recipient
      WHERE ${isUnread(sql, param('reader'))}
    ) AS unread
    FROM message GROUP BY recipient ORDER BY recipient`,
);

const TASK_RECIPIENT = 'task:';

export function recipientOfTask(taskId: string): string {
  return `${TASK_RECIPIENT}${taskId}`;
}

export function taskOfRecipient(recipient: string): string | undefined {
  return recipient.startsWith(TASK_RECIPIENT) ? recipient.slice(TASK_RECIPIENT.length) : undefined;
}

export function recipientOfAgent(actor: string): string {
  return `agent:${actor}`;
}

/** How many messages on a task's thread, or sent to the reader about the task, the reader has still to read. */
export async function countUnreadOf(
  tx: QueryTx,
  { taskId, reader }: { readonly taskId: string; readonly reader: string },
): Promise<number> {
  const toReader = recipientOfAgent(reader);
  const row = await tx.get(countUnread, { recipient: recipientOfTask(taskId), reader, toReader, taskId });
  return row?.count ?? 0;
}

export async function newestHandoff(tx: QueryTx, taskId: string): Promise<Handoff | undefined> {
  const row = await tx.get(selectNewestHandoff, { recipient: recipientOfTask(taskId) });
  if (row === undefined) {
    return undefined;
  }
  const { origin, n, ...rest } = row;
  return { id: `${origin}.${String(n)}`, ...rest };
}

/** How many messages are on a task, handoffs included. */
export async function messageCount(tx: QueryTx, taskId: string): Promise<number> {
  return (await tx.get(countToRecipient, { recipient: recipientOfTask(taskId) }))?.count ?? 0;
}

/** Who wrote on a task's thread, and how much. */
export async function listSendersOfTask(tx: QueryTx, taskId: string): Promise<ThreadSender[]> {
  return await tx.all(countBySender, { recipient: recipientOfTask(taskId) });
}

/** How many messages there are, how many of them on each task, and how many in the reader's inbox are still to be read. */
export async function countMessages(
  tx: QueryTx,
  reader: string,
): Promise<{ total: number; unread: number; byTask: ReadonlyMap<string, number> }> {
  const rows = await tx.all(countByRecipient, { reader });
  const onTasks = rows.flatMap(({ recipient, count }) => {
    const id = taskOfRecipient(recipient);
    return id === undefined ? [] : [[id, count] as const];
  });
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    unread: rows[0]?.unread ?? 0,
    byTask: new Map(onTasks),
  };
}
