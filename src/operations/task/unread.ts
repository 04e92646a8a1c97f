import { formatMessageId } from '../../model/message-id.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { listMessages, type Message } from '../../runtime/tables/message-list.ts';
import { recipientOfAgent, recipientOfTask } from '../../runtime/tables/message.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { type ThreadOwner, threadsOf } from '../../workspace/fresh-task.ts';

/** A message of another on the task's thread, or to the reader about the task. */
export interface UnreadMessage {
  readonly message_id: string;
  readonly from_agent_id: string;
  readonly created_at: string;
  readonly severity: string;
  readonly subject: string | null;
  readonly text: string;
}

/** More than any context holds. */
const NEWEST = { order: 'newest', limit: 100 } as const;

/** What the reader has not read of a task's messages, newest first; reading them here marks none. */
export async function readUnread(tx: ReadTx, task: ThreadOwner, reader: string): Promise<UnreadMessage[]> {
  const unread = { reader, unreadOnly: true };
  const messages: Message[] = [];
  for (const taskId of await threadsOf(tx, task)) {
    const onThread = await listMessages(tx, { ...unread, recipient: recipientOfTask(taskId) }, NEWEST);
    const own = { ...unread, recipient: recipientOfAgent(reader), taskId };
    messages.push(...onThread, ...(await listMessages(tx, own, NEWEST)));
  }
  messages.sort((a, b) => b.seq - a.seq);
  return messages.map((message) => ({
    message_id: formatMessageId(message),
    from_agent_id: message.actor,
    created_at: formatTimestamp(message.atMs),
    severity: message.severity,
    subject: message.subject,
    text: message.body,
  }));
}
