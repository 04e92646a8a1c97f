import { parseActorId } from '../../model/actor.ts';
import type { Severity } from '../../model/event.ts';
import { recipientOfAgent } from '../../runtime/tables/message.ts';
import {
  countMessagesBy,
  listMessages,
  type Message,
  type MessageFilter,
} from '../../runtime/tables/message-list.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { resolveActorFilter } from '../actor-filter.ts';
import type { RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { listFilter } from './list-filter.ts';
import { messageEntry, type MessageEntry } from './message-entry.ts';

/** So many messages are looked through at a time. */
const PAGE = 500;

export interface SearchInput {
  /** Contained in subject or text, case aside; nothing in it means anything but itself. */
  readonly text?: string | undefined;
  readonly task?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly limit: number;
  /** Only what came before this `seq`. */
  readonly before?: number | undefined;
}

export interface SearchResult {
  /** Newest first. */
  readonly messages: readonly MessageEntry[];
  readonly count: number;
  readonly total: number;
  /** When there is more: what to pass as `--before` for it. */
  readonly next_cursor: number | null;
}

interface Found {
  readonly messages: readonly Message[];
  readonly total: number;
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Page by page from the newest on: whoever searches years of messages holds no more of them than are shown. */
async function searchText(tx: ReadTx, filter: MessageFilter, input: SearchInput): Promise<Found> {
  const wanted = folded(input.text ?? '');
  const messages: Message[] = [];
  let total = 0;
  let beforeSeq = input.before;
  for (;;) {
    const page = await listMessages(tx, { ...filter, beforeSeq }, { order: 'newest', limit: PAGE });
    for (const message of page) {
      if (folded(`${message.subject ?? ''}\n${message.body}`).includes(wanted)) {
        total += 1;
        if (messages.length < input.limit) {
          messages.push(message);
        }
      }
    }
    beforeSeq = page.at(-1)?.seq;
    if (page.length < PAGE) {
      return { messages, total };
    }
  }
}

async function searchIn(tx: ReadTx, filter: MessageFilter, input: SearchInput): Promise<Found> {
  if (input.text !== undefined && input.text !== '') {
    return await searchText(tx, filter, input);
  }
  const wanted = { ...filter, beforeSeq: input.before };
  const messages = await listMessages(tx, wanted, { order: 'newest', limit: input.limit });
  return { messages, total: await countMessagesBy(tx, wanted) };
}

/** To whom; somebody may be written to who was not seen yet. */
async function addresseeOf(context: RuntimeContext, to: string | undefined): Promise<string | undefined> {
  if (to === undefined || to === 'all') {
    return to;
  }
  const actor = parseActorId(to) ?? (await resolveActorFilter(context, to));
  return actor === undefined ? undefined : recipientOfAgent(actor);
}

async function searchFilter(context: RuntimeContext, input: SearchInput): Promise<MessageFilter> {
  return {
    ...listFilter(context, input),
    taskId: input.task,
    actor: await resolveActorFilter(context, input.from),
    recipient: await addresseeOf(context, input.to),
  };
}

/** Messages of all threads and inboxes, newest first. Needs the runtime alone. Errors: INPUT_INVALID (a time), USAGE (a name), RUNTIME_READONLY. */
export async function searchMessages(
  context: RuntimeContext,
  input: SearchInput,
): Promise<Outcome<SearchResult>> {
  requireRuntime(context.runtime);
  const filter = await searchFilter(context, input);
  const { messages, total } = await context.runtime.read(async (tx) => await searchIn(tx, filter, input));
  const data = {
    messages: messages.map(messageEntry),
    count: messages.length,
    total,
    next_cursor: total > messages.length ? (messages.at(-1)?.seq ?? input.before ?? null) : null,
  };
  return { data, next: [], warnings: context.warnings };
}
