import { formatTimestamp } from '../../model/timestamp.ts';
import { countUnreadOf, newestHandoff, recipientOfTask } from '../../runtime/tables/message.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import { type ThreadOwner, threadsOf } from '../../workspace/fresh-task.ts';
import type { Acting } from './acting-for.ts';

/** A note that an actor left for whoever holds the task next. */
export interface Handoff {
  readonly message_id: string;
  readonly from_agent_id: string;
  readonly created_at: string;
  readonly text: string;
  readonly subject: string | null;
  readonly severity: 'handoff';
}

/** The newest handoff of a task, and how many messages others have put on its thread or sent to the reader about it. */
export async function readHandoff(
  tx: ReadTx,
  task: ThreadOwner,
  reader: string,
): Promise<{ handoff: Handoff | null; unread: number }> {
  let message: Awaited<ReturnType<typeof newestHandoff>>;
  let unread = 0;
  for (const taskId of await threadsOf(tx, task)) {
    message ??= await newestHandoff(tx, taskId);
    unread += await countUnreadOf(tx, { taskId, reader });
  }
  if (message === undefined) {
    return { handoff: null, unread };
  }
  const { id, actor, atMs, body, subject } = message;
  const handoff = {
    message_id: id,
    from_agent_id: actor,
    created_at: formatTimestamp(atMs),
    text: body,
    subject,
    severity: 'handoff',
  } as const;
  return { handoff, unread };
}

/** Leaves a note on the task's thread for the next holder. */
export async function sendHandoff(
  tx: WriteTx,
  taskId: string,
  note: { acting: Acting; body: string },
): Promise<void> {
  await tx.append({
    type: 'message.sent',
    actor: note.acting.actor,
    via: note.acting.via,
    taskId,
    data: {
      recipient: recipientOfTask(taskId),
      subject: null,
      severity: 'handoff',
      body: note.body,
      reply_to: null,
    },
  });
}
