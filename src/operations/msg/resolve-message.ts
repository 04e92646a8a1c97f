import { LodestarError } from '../../errors.ts';
import { parseMessageId } from '../../model/message-id.ts';
import { findMessage, type Message } from '../../runtime/tables/message-list.ts';
import type { ReadTx } from '../../runtime/transaction.ts';

const SEQ = /^#?(?<seq>\d{1,15})$/u;

/** The message that a text names: its id, or its `seq` here. MESSAGE_NOT_FOUND. */
export async function requireMessage(tx: ReadTx, text: string, reader: string): Promise<Message> {
  const seq = SEQ.exec(text)?.groups?.seq;
  const which = seq === undefined ? parseMessageId(text) : { seq: Number(seq) };
  const message = which === undefined ? undefined : await findMessage(tx, which, reader);
  if (message === undefined) {
    throw new LodestarError('MESSAGE_NOT_FOUND', `no message ${JSON.stringify(text)} in this runtime`, {
      details: { message_id: text },
    });
  }
  return message;
}
