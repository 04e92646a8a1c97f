import { countMessagesBy, listMessages, type MessageFilter } from '../../runtime/tables/message-list.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { messageEntry, type MessageEntry } from './message-entry.ts';

export interface PageInput {
  /** The newest so many, or with `after` the oldest so many. */
  readonly limit: number;
  /** Only what came after this `seq`. */
  readonly after?: number | undefined;
}

/** Messages in the order of their arrival, and how to go on. */
export interface MessagePage {
  readonly messages: readonly MessageEntry[];
  readonly count: number;
  /** How many fit in all; more than `count` when the limit cut them. */
  readonly total: number;
  /** `seq` of the last message here: pass it as `--after` for what comes next, or as `--up-to` to mark what was read. */
  readonly cursor: number | null;
  /** With `after`, when there is more: what to pass as `--after` for it. */
  readonly next_cursor: number | null;
}

/** The messages that a filter lets through. What does not fit the filter does not count for the limit. */
export async function readPage(tx: ReadTx, filter: MessageFilter, page: PageInput): Promise<MessagePage> {
  const { limit, after } = page;
  const forward = after !== undefined;
  const wanted: MessageFilter = { ...filter, afterSeq: after };
  const found = await listMessages(tx, wanted, { order: forward ? 'oldest' : 'newest', limit });
  const messages = (forward ? found : found.toReversed()).map(messageEntry);
  const total = found.length < limit ? found.length : await countMessagesBy(tx, wanted);
  const cursor = messages.at(-1)?.seq ?? after ?? null;
  return {
    messages,
    count: messages.length,
    total,
    cursor,
    next_cursor: forward && total > messages.length ? cursor : null,
  };
}
