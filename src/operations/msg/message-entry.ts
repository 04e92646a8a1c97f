import type { Severity } from '../../model/event.ts';
import { formatMessageId } from '../../model/message-id.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import type { Message } from '../../runtime/tables/message-list.ts';

/** A message as it is printed. */
export interface MessageEntry {
  /** `<origin>.<n>`: names the message wherever it goes. */
  readonly message_id: string;
  /** When it came to this runtime: names it here, and is the cursor of lists. */
  readonly seq: number;
  readonly created_at: string;
  readonly from_agent_id: string;
  /** `task:ID`, `agent:ACTOR` or `all`. */
  readonly recipient: string;
  /** The task whose thread it is on, or that it is about. */
  readonly task_id: string | null;
  readonly subject: string | null;
  readonly severity: Severity;
  readonly text: string;
  /** The `message_id` that it answers. */
  readonly reply_to: string | null;
  /** Whether the caller has it still to read; never of the caller's own. */
  readonly unread: boolean;
  /** Who marked it as read. */
  readonly read_by: readonly string[];
}

export function messageEntry(message: Message): MessageEntry {
  const { seq, atMs, actor, recipient, taskId, subject, severity, body, replyTo } = message;
  return {
    message_id: formatMessageId(message),
    seq,
    created_at: formatTimestamp(atMs),
    from_agent_id: actor,
    recipient,
    task_id: taskId,
    subject,
    severity,
    text: body,
    reply_to: replyTo,
    unread: message.isUnread,
    read_by: message.readBy,
  };
}
