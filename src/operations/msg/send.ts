import { LodestarError } from '../../errors.ts';
import type { Severity } from '../../model/event.ts';
import { formatMessageId } from '../../model/message-id.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { recipientOfTask } from '../../runtime/tables/message.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint, Outcome } from '../outcome.ts';
import { requireKnownTask } from '../require-known-task.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { requireAddress, resolveRecipient } from './address.ts';
import { requireMessage } from './resolve-message.ts';

/** Enough for what one agent has to tell another; more belongs into a file that can be reviewed. */
const MAX_BODY_BYTES = 16 * 1024;
/** A line of a list. */
const MAX_SUBJECT = 200;

export interface SendInput {
  readonly text: string;
  /** To the thread of this task; with `to` or `all`, what the message is about. */
  readonly task?: string | undefined;
  /** To this actor, `kind:name` or the name of a known one. */
  readonly to?: string | undefined;
  /** To everybody, also to who comes later. */
  readonly all: boolean;
  readonly subject?: string | undefined;
  readonly severity: Severity;
  /** The message that this one answers; without a recipient it goes where that one came from. */
  readonly replyTo?: string | undefined;
}

export interface SendResult {
  /** `<origin>.<n>`: names the message wherever it goes. */
  readonly message_id: string;
  /** Names it here. */
  readonly seq: number;
  readonly sent_at: string;
  readonly from_agent_id: string;
  /** `task:ID`, `agent:ACTOR` or `all`. */
  readonly recipient: string;
  readonly task_id: string | null;
  readonly subject: string | null;
  readonly severity: Severity;
  readonly reply_to: string | null;
}

interface Asked {
  readonly input: SendInput;
  /** Whom `--to` means. */
  readonly to: string | undefined;
}

function requireBody(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BODY_BYTES) {
    throw new LodestarError(
      'MESSAGE_TOO_LARGE',
      `the text has ${bytes} bytes, ${MAX_BODY_BYTES} is the most`,
      {
        details: { bytes, max_bytes: MAX_BODY_BYTES },
      },
    );
  }
  if (text.trim() === '') {
    throw new LodestarError('INPUT_INVALID', 'the text of a message is not empty', {
      details: { field: 'text' },
      hint: 'Write it as the argument, or `-` for standard input, or `@FILE`.',
    });
  }
}

function requireSubject(subject: string | undefined): void {
  if (subject !== undefined && (/[\n\r]/u.test(subject) || subject.length > MAX_SUBJECT)) {
    throw new LodestarError('INPUT_INVALID', `a subject is one line of at most ${MAX_SUBJECT} characters`, {
      details: { field: 'subject', max_length: MAX_SUBJECT },
      hint: 'Put the rest into the text.',
    });
  }
}

async function sendIn(tx: WriteTx, context: RuntimeContext, asked: Asked): Promise<SendResult> {
  const { input, to } = asked;
  const { actor } = context;
  const answered = input.replyTo === undefined ? undefined : await requireMessage(tx, input.replyTo, actor);
  const { recipient, taskId } = requireAddress({ ...input, to }, { answered, sender: actor });
  await ensureActor(tx, actor);
  const data = {
    recipient,
    subject: input.subject ?? null,
    severity: input.severity,
    body: input.text,
    reply_to: answered === undefined ? null : formatMessageId(answered),
  };
  const event = await tx.append({ type: 'message.sent', actor, taskId, data });
  await touch(tx, actor);
  const { subject, severity, reply_to } = data;
  return {
    message_id: formatMessageId(event),
    seq: event.seq,
    sent_at: formatTimestamp(event.at),
    from_agent_id: actor,
    recipient,
    task_id: taskId,
    subject,
    severity,
    reply_to,
  };
}

function nextHints({ recipient, task_id: task }: SendResult): Hint[] {
  const inbox = hint('msg.inbox', ['msg', 'inbox'], 'See what has come');
  return task !== null && recipient === recipientOfTask(task)
    ? [hint('msg.thread', ['msg', 'thread', task], 'Read the thread'), inbox]
    : [inbox];
}

/**
 * Sends a message to a task's thread, an actor or everybody. Needs the runtime alone. Errors: USAGE (no recipient),
 * ACTOR_NOT_FOUND, TASK_NOT_FOUND, MESSAGE_NOT_FOUND (what it answers), MESSAGE_TOO_LARGE, INPUT_INVALID.
 */
export async function sendMessage(context: RuntimeContext, asked: SendInput): Promise<Outcome<SendResult>> {
  const { runtime, dryRun } = context;
  requireBody(asked.text);
  requireSubject(asked.subject);
  const { text, subject } = asked;
  const { texts, warnings: redacted } = await withoutSecrets(context, { text, subject });
  const { actor: to, warnings } = await resolveRecipient(context, asked.to);
  if (asked.task !== undefined) {
    await requireKnownTask(context, asked.task);
  }
  const input = { ...asked, ...texts };
  const data = await runtime.transact(async (tx) => await sendIn(tx, context, { input, to }), { dryRun });
  return { data, next: nextHints(data), warnings: [...context.warnings, ...redacted, ...warnings] };
}
