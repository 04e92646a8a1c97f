import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';

interface MessageRow {
  readonly origin: string;
  readonly n: number;
  readonly clock: number;
  readonly recipient: string;
  readonly taskId: string | null;
  readonly actor: string;
  readonly at: number;
  readonly subject: string | null;
  readonly severity: string;
  readonly body: string;
  readonly replyTo: string | null;
  readonly seq: number;
}

const putMessage = statement<MessageRow>('message-sent.putMessage')((db, param) =>
  db.replaceInto('message').values({
    origin: param('origin'),
    n: param('n'),
    clock: param('clock'),
    recipient: param('recipient'),
    task_id: param('taskId'),
    actor: param('actor'),
    at: param('at'),
    subject: param('subject'),
    severity: param('severity'),
    body: param('body'),
    reply_to: param('replyTo'),
    seq: param('seq'),
  }),
);

export async function applyMessageSent(tx: ApplyTx, event: EventOf<'message.sent'>): Promise<void> {
  const { seq, origin, n, clock, taskId, actor, at, data } = event;
  const { recipient, subject, severity, body, reply_to: replyTo } = data;
  await tx.run(putMessage, {
    origin,
    n,
    clock,
    taskId,
    actor,
    at,
    recipient,
    subject,
    severity,
    body,
    replyTo,
    seq,
  });
}
