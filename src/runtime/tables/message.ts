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

const countUnread = statement<{ recipient: string; reader: string; toReader: string; taskId: string }>(
  'message.countUnread',
)((db, param) =>
  db
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('actor', '<>', param('reader'))
    .where((eb) =>
      eb.or([
        eb('recipient', '=', param('recipient')),
        eb.and([eb('recipient', '=', param('toReader')), eb('task_id', '=', param('taskId'))]),
      ]),
    ),
);

const countByRecipient = statement('message.countByRecipient')((db) =>
  db
    .selectFrom('message')
    .select((eb) => ['recipient', eb.fn.countAll<number>().as('count')])
    .groupBy('recipient')
    .orderBy('recipient'),
);

const TASK_RECIPIENT = 'task:';

export function recipientOfTask(taskId: string): string {
  return `${TASK_RECIPIENT}${taskId}`;
}

export function recipientOfAgent(actor: string): string {
  return `agent:${actor}`;
}

/** How many messages others have put on a task's thread, or sent to the reader about the task. */
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

/** How many messages there are, and how many of them on each task. */
export async function countMessages(
  tx: QueryTx,
): Promise<{ total: number; byTask: ReadonlyMap<string, number> }> {
  const rows = await tx.all(countByRecipient, {});
  const onTasks = rows.filter((row) => row.recipient.startsWith(TASK_RECIPIENT));
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    byTask: new Map(onTasks.map((row) => [row.recipient.slice(TASK_RECIPIENT.length), row.count])),
  };
}
